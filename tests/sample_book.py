"""A book of two editions and one page, as small as one that can be published."""

from helpers.publishing.catalogue.editions import Catalogue, Edition, Series

EDITIONS = tuple(Edition("provincial", name, {"period": name}) for name in ("2025-11", "2024-11"))
CATALOGUE = Catalogue((Series("provincial", "分省报告", EDITIONS),))
LOOKUP = {"names": [], "words": {}}
PAGE = '<article class="tb-article"><h1>Title</h1></article>'
CONFIG = (
    "title: Small\nauthor: Makers\ninstitution: Makers\n"
    "licence: {name: Free, url: 'https://example.org/free'}\n"
    "html: {baseurl: 'https://example.org/trade'}\n"
)


class ProgressLog:
    """The progress of a build, written down: its stages, and how many steps were done."""

    def __init__(self):
        self.stages, self.steps = [], 0

    def stage(self, name, steps):
        self.stages.append((name, steps))
        return self.step

    def step(self):
        self.steps += 1
