"""Every fact of the article on 2024 against the figures and the page of the year in review."""

import re
from decimal import Decimal

import pytest
from testbed import NAMES, ROOT, decimals_of, half_up, published, soup_of

from helpers.reports import annual

PAGE = "annual_review/2024.html"
FACTS = {row["id"]: row for row in published("annual_2024_facts")}
TABLE = published("annual_2024_provinces")
CODES = {name: code for code, name in NAMES.items()}
UNITS = {"亿元": ("CNY", 8), "亿美元": ("USD", 8), "%": ("percent", 0)}

NOT_COMPUTED = {
    "multiple_zhejiang",
    "multiple_anhui",
    "multiple_xinjiang",
    "multiple_henan",
    "multiple_jiangsu",
    "multiple_tibet",
    "multiple_qinghai",
    "multiple_jilin",
}
"""The facts that take values of 1994, which the repository doesn't have."""


def figure_id(metric, flow, region="_T", measure="value", period="2024-12"):
    return f"{metric}.{measure}.{period}.ytd.{flow}.{region}._T._T"


def nation_ids(currency, measure):
    """Give the ids of the nine figures of the nation in one currency."""
    for flow in ("total", "export", "import"):
        yield f"national_{flow}_{currency}", figure_id("level", flow, measure=measure)
        yield f"national_{flow}_{currency}_yoy", figure_id("growth", flow, measure=measure)
    surplus, keys = f"national_surplus_{currency}", {"flow": "balance", "measure": measure}
    yield surplus, figure_id("level", **keys)
    yield f"{surplus}_yoy", figure_id("surplus_growth", **keys)
    yield f"{surplus}_2023", figure_id("level", **keys, period="2023-12")


def of(metric, flow, name):
    return figure_id(metric, flow, CODES[name])


NUMBERS = {
    **dict(nation_ids("cny", "value")),
    **dict(nation_ids("usd", "value_USD")),
    **{f"guangdong_{flow}": of("level", flow, "广东") for flow in ("total", "export", "import")},
    **{
        f"guangdong_{flow}_share": of("share", flow, "广东")
        for flow in ("total", "export", "import")
    },
    "jiangsu_total": of("level", "total", "江苏"),
    "zhejiang_total": of("level", "total", "浙江"),
    "shanghai_total": of("level", "total", "上海"),
    "beijing_total": of("level", "total", "北京"),
    "cr5": figure_id("region_cr5", "total"),
    "cr10": figure_id("region_cr10", "total"),
    "gap_jiangsu": of("gap", "total", "江苏"),
    "gap_zhejiang": of("gap", "total", "浙江"),
    "gap_sichuan": of("gap", "total", "四川"),
    "gap_guizhou": of("gap", "total", "贵州"),
    "growth_top1_yoy": of("growth", "total", "甘肃"),
    "growth_bottom_jiangxi": of("growth", "total", "江西"),
    "growth_bottom_hunan": of("growth", "total", "湖南"),
    "growth_bottom_yunnan": of("growth", "total", "云南"),
    "growth_bottom_beijing": of("growth", "total", "北京"),
    "growth_bottom_liaoning": of("growth", "total", "辽宁"),
    "region_east": figure_id("level", "total", "east"),
    "region_east_share": figure_id("share", "total", "east"),
    "region_south": figure_id("level", "total", "south"),
    "region_north": figure_id("level", "total", "north"),
    "region_southwest": figure_id("level", "total", "southwest"),
    "region_central": figure_id("level", "total", "central"),
    "region_northeast": figure_id("level", "total", "northeast"),
    "region_northwest": figure_id("level", "total", "northwest"),
}
"""The figure of each fact that is a number."""


def by_place(figures, flow="total"):
    """Return the provinces by rank."""
    ranks = {name: figures[of("rank", flow, name)].value for name in CODES}
    assert sorted(ranks.values()) == list(range(1, 32))
    return sorted(ranks, key=lambda name: ranks[name])


def moved(figures, places):
    """Return the provinces that gained so many places, by rank."""
    changes = {name: figures[of("rank_change", "total", name)].value for name in CODES}
    return [name for name in by_place(figures) if changes[name] == places]


def by_growth(figures):
    """Return the provinces by growth, the fastest first."""
    return sorted(CODES, key=lambda name: -figures[of("growth", "total", name)].value)


LISTS = {
    "rank_export_top5": lambda figures: by_place(figures, "export")[:5],
    "rank_import_top5": lambda figures: by_place(figures, "import")[:5],
    "rank_up_one": lambda figures: moved(figures, 1),
    "rank_down_one": lambda figures: moved(figures, -1),
    "growth_top5": lambda figures: by_growth(figures)[:5],
    "growth_bottom5": lambda figures: by_growth(figures)[:-6:-1],
}
"""How each fact that is a list of provinces follows from figures."""


@pytest.fixture(scope="module")
def figures():
    """Return the figures of the review of 2024, by id."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEBOOK_DATA", str(ROOT / "data"))
        report = annual.load({"year": 2024})
    return {one.id: one for one in report.view.figures}


def exact(figure):
    """Return a figure's value as the decimal that stands for it."""
    return Decimal(repr(figure.value))


def test_the_numbers_of_the_article_are_computed(figures):
    wrong = []
    for fact in FACTS.keys() - LISTS.keys() - NOT_COMPUTED:
        text, unit = FACTS[fact]["value"], FACTS[fact]["unit"]
        figure, (code, power) = figures[NUMBERS[fact]], UNITS[unit]
        rounded = str(half_up(exact(figure).scaleb(-power), decimals_of(text)))
        known = figure.basis in ("observed", "computed", "printed")
        if (figure.unit, rounded, known) != (code, text, True):
            wrong.append((fact, text, figure))
    assert wrong == []


@pytest.mark.parametrize("fact", LISTS)
def test_a_list_of_the_article_follows(figures, fact):
    assert LISTS[fact](figures) == FACTS[fact]["value"].split()


def test_nothing_else_of_the_article_is_left_out(figures):
    looked_up = [*NUMBERS, *LISTS]
    assert len(set(looked_up)) == len(looked_up) == 54
    assert len(FACTS) == len(published("annual_2024_facts")) == 62
    assert FACTS.keys() - set(looked_up) == NOT_COMPUTED
    assert set(looked_up) <= FACTS.keys()
    assert len(set(NUMBERS.values())) == len(NUMBERS)
    # They stay out as long as there is no year to hold 2024 against.
    assert [name for name in figures if name.startswith("multiple.")] == []
    assert {FACTS[name]["unit"] for name in NOT_COMPUTED} == {"倍"}


def test_nobody_moved_but_those_the_article_names(figures):
    named = {
        name for key in ("rank_up_one", "rank_down_one") for name in FACTS[key]["value"].split()
    }
    changed = {name for name in CODES if figures[of("rank_change", "total", name)].value}
    assert changed == named
    assert len(named) == 10


# What the statements are about: the provinces they name.


def name_of(row):
    """Return a line's short name: 内蒙古 of 内蒙古自治区."""
    (short,) = [name for name in CODES if row["province"].startswith(name)]
    return short


def amounts(flow):
    """Return the printed amounts of the provinces by short name, in 万元, largest first."""
    found = {name_of(row): Decimal(row[f"{flow}_cny_10k"]) for row in TABLE[1:]}
    assert len(found) == 31
    return dict(sorted(found.items(), key=lambda item: -item[1]))


@pytest.mark.parametrize("fact", [one for one in FACTS if re.fullmatch(r"region_[a-z]+", one)])
def test_a_region_is_the_sum_of_the_provinces_the_article_names(figures, fact):
    (members,) = re.findall(r"（(.+)）", FACTS[fact]["statement"])
    # The printed totals are rounded by themselves: off by one in the last digit here and there.
    total = sum(amounts("total")[name] for name in members.split())
    assert exact(figures[NUMBERS[fact]]) == total * 10**4
    assert str(half_up(total / 10**4, 2)) == FACTS[fact]["value"]


@pytest.mark.parametrize("fact", [one for one in FACTS if one.startswith("gap_")])
def test_a_gap_is_that_to_the_province_the_article_names(figures, fact):
    ((behind, ahead),) = re.findall(r"（(.+)对(.+)）", FACTS[fact]["statement"])
    order = by_place(figures)
    assert order.index(behind) == order.index(ahead) + 1
    assert NUMBERS[fact] == of("gap", "total", behind)
    printed = (amounts("total")[ahead] / amounts("total")[behind] - 1) * 100
    assert str(half_up(printed, 1)) == FACTS[fact]["value"]


@pytest.mark.parametrize("flow", ["total", "export", "import"])
def test_the_places_are_those_of_the_printed_amounts(figures, flow):
    assert by_place(figures, flow) == list(amounts(flow))


# The page.


def prose(start):
    """Return what the one sentence of the page's prose says that starts so."""
    pieces = soup_of(PAGE).find("article").find_all(class_="tb-prose")
    text = "".join(re.sub(r"\s+", " ", piece.get_text()) for piece in pieces)
    (found,) = re.findall(rf"{start}(.+?)。", text)
    return found


def ranking():
    """Return the rows of the page's ranking by name."""
    rows = soup_of(PAGE).find(id="tab-ranking").find("tbody").find_all("tr")
    return {
        row.find("th").get_text(): [cell.get_text() for cell in row.find_all("td")] for row in rows
    }


@pytest.mark.parametrize(
    ("fact", "start", "word", "change"),
    [
        ("rank_up_one", "位次上升的有", "上升", "1"),
        ("rank_down_one", "位次下降的有", "下降", "-1"),
    ],
)
def test_the_page_names_those_who_moved(fact, start, word, change):
    named = FACTS[fact]["value"].split()
    told = re.findall(rf"([^（）、和]+)（{word} 1 位，居第 (\d+) 位）", prose(start))
    places = {name: str(place) for place, name in enumerate(amounts("total"), start=1)}
    assert told == [(name, places[name]) for name in named]
    assert [name for name, row in ranking().items() if row[1] == change] == named


@pytest.mark.parametrize(
    ("fact", "start"),
    [("growth_top5", "增速居前五位的是"), ("growth_bottom5", "增速居后五位的，从最低起为")],
)
def test_the_page_names_the_five_fastest_and_slowest(fact, start):
    pattern = r"([^（）、和]+)（(增长|下降) ([\d.]+)%）"
    told = [
        (name, growth if word == "增长" else f"-{growth}")
        for name, word, growth in re.findall(pattern, prose(start))
    ]
    printed = {name_of(row): row["total_yoy"] for row in TABLE[1:]}
    assert told == [(name, printed[name]) for name in FACTS[fact]["value"].split()]


@pytest.mark.parametrize("fact", ["rank_export_top5", "rank_import_top5"])
def test_the_page_names_the_five_largest(fact):
    flow, word = ("export", "出口") if "export" in fact else ("import", "进口")
    told = re.findall(r"([^（）、和]+)（([\d.]+) (亿元|万亿元)）", prose(f"。{word}额前五位依次为"))
    named = {name: amounts(flow)[name] / 10**4 for name in FACTS[fact]["value"].split()}
    assert told == [
        (name, str(half_up(amount / 10**4, 2)), "万亿元")
        if amount >= 10**4
        else (name, str(half_up(amount, 1)), "亿元")
        for name, amount in named.items()
    ]


def test_the_page_tells_the_nation_as_the_article_does():
    rows = soup_of(PAGE).find(id="tab-nation").find("tbody").find_all("tr")
    shown = [[cell.get_text() for cell in row.find_all("td")] for row in rows]
    names = [f"national_{name}" for name in ("total", "export", "import", "surplus")]
    ends = ("cny", "cny_yoy", "usd", "usd_yoy")
    assert shown == [[FACTS[f"{name}_{end}"]["value"] for end in ends] for name in names]
