"""Every figure of every edition says where it is from: its files, and what it was computed from."""

import pytest
from testbed import SITE, built

from helpers.indicators.figures import read_figures
from helpers.indicators.lineage import Lineage
from helpers.observations.schema import COMPUTED, IMPLIED, SUPERSEDED

PAGES = sorted(
    str(path.relative_to(SITE))
    for path in SITE.rglob("*.figures.csv")
    if not path.name.startswith("r")
)
ELSEWHERE = {
    # The stored base of a superseded one, other months and years, and all partners of a rank.
    "growth_stored", "run_years", "run_months", "record", "rank", "rank_change",
    # Pages of provinces and of the year print the change, and no base.
    "change",
}  # fmt: skip
"""Metrics whose inputs may stand on no page, or on another."""
OF_PROVINCES = {"share", "share_change"}
"""The same of pages of one province: of the nation they have no more than the shares in it."""
OF_MONTHS = {"level", "base", "rolling_year"}
"""The same of the months before a page's own: what they are sums of stands on their own pages."""
CITIES = ("beijing_city/", "beijing_location/", "guangdong/")


@pytest.mark.parametrize("page", PAGES)
def test_no_figure_with_a_number_has_no_source(page):
    figures = read_figures(built(page).read_text(encoding="utf-8-sig"))
    assert figures
    lineage = Lineage(figures)
    passing = ELSEWHERE | (OF_PROVINCES if page.removeprefix("en/").startswith(CITIES) else set())
    last = max(one.period for one in figures)
    for one in figures:
        if one.value is None or (one.period < last and one.metric in OF_MONTHS):
            continue
        assert all(one.sources.split(";")), one.id
        # What is zero since no row stands for it, and a base that is stored, are computed from none.
        derived = one.basis in (COMPUTED, IMPLIED, SUPERSEDED) and one.value != 0
        if derived and (one.metric, one.basis) != ("base", SUPERSEDED):
            assert lineage.inputs_of(one) or one.metric in passing, one.id


def test_there_are_pages_to_look_at():
    assert "national/2025-12.figures.csv" in PAGES
