"""A repository of three provinces in one month, against which texts are checked, and texts on them."""

from datetime import date

import builders
import yaml
from testbed import ROOT

AMOUNTS = {
    ("44", "export"): ("72560000000", "6.9"),
    ("44", "import"): ("41980000000", "13.1"),
    ("33", "export"): ("49540000000", "9.7"),
    ("33", "import"): ("13000000000", "-2.0"),
    ("32", "export"): ("49380000000", "8.7"),
    ("32", "import"): ("20000000000", "1.0"),
}
"""By province and flow in November 2025: US dollars, and growth in percent."""

FIRST = {("44", "import"): ("41500000000", "11.8")}
"""As they were released a month before."""

ARTICLE = (
    "2025年11月，广东出口725.6亿美元，同比增长6.9%。",
    "浙江出口495.9亿美元。",
    "广东进口415.0亿美元。",
    "共有12个口岸。",
)
"""A paragraph each: two claims that agree, one that differs, one that was right, and one that none can judge."""

VERDICTS = [
    ("725.6亿美元", "agrees"),
    ("6.9%", "agrees"),
    ("495.9亿美元", "differs"),
    ("415.0亿美元", "was_right"),
    ("12个", "cannot_judge"),
]
"""Of the article, worked out by hand: 495.9 is not 495.4, and 415.0 was the first release."""

CONFIG = {
    "title": "贸易",
    "author": "甲",
    "institution": "乙",
    "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "html": {"baseurl": "https://trade.example/"},
}


def claims_repository(root):
    """Write a repository into a folder: data, settings, and the scripts that read texts."""
    raw = root / "data" / "raw"
    raw.mkdir(parents=True)
    _write(raw, "later", AMOUNTS, date(2026, 1, 18))
    _write(raw, "first", {**AMOUNTS, **FIRST}, date(2025, 12, 18))
    (root / "editions.yml").write_text("{}\n", encoding="utf-8")
    config = yaml.safe_dump(CONFIG, allow_unicode=True)
    (root / "_config.yml").write_text(config, encoding="utf-8")
    (root / "book").mkdir()
    (root / "book" / "_static").symlink_to(ROOT / "book" / "_static")
    return root


def _write(raw, name, amounts, released):
    rows = [
        builders.tidy_row(region=region, flow=flow, value=value, growth=growth)
        for (region, flow), (value, growth) in amounts.items()
    ]
    text = builders.tidy_text(*rows)
    builders.write_pair(raw, name, text, complete=["region"], dataset="made-up", released=released)
