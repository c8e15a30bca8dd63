"""The inputs of the figures of each report type, in the small worlds of their tests; inputs by hand."""

import pytest
import sample_city
import sample_product
import sample_years
from testbed import CODES, data_folder, month_rows

from helpers.indicators.lineage import Lineage
from helpers.observations.schema import KEYS
from helpers.reports import annual, city, product, provincial

WHOLE = ("region", "partner", "product")
# A year before, each province had 50 in both directions; now it exports its code, in 亿.
MONTHS = [
    *month_rows(growth=False),
    *month_rows(period="2024-03", growth=False, back=lambda *_: 50 * 10**8),
]
BY_SIZE = CODES[::-1]
WORLDS = {
    "provincial": (provincial, MONTHS, ("region",), {"period": "2025-03"}),
    "city": (city, sample_city.lines(), WHOLE, sample_city.ASKED),
    "product": (product, sample_product.lines(), WHOLE, sample_product.ASKED),
    "annual": (annual, sample_years.SIX, ("region",), sample_years.ASKED),
}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """Return a function that returns the figures of the small world of a report type, and their lineage."""
    known = {}

    def load(name):
        if name not in known:
            report, rows, complete, values = WORLDS[name]
            folder = data_folder(tmp_path_factory.mktemp(name), *rows, complete=complete)
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("TRADEBOOK_DATA", str(folder))
                figures = report.load(values).view.figures
            known[name] = figures, Lineage(figures)
        return known[name]

    return load


def inputs_of(world, metric, **keys):
    """Return the inputs of a figure: their metrics, and what is other than the figure's own keys."""
    figures, lineage = world
    this = figures.one(metric, **keys)
    return [
        " ".join(
            [each.metric]
            + [
                f"{key}={value}"
                for key, value in each.keys.items()
                if key in KEYS[1:] and value != this.keys[key]
            ]
        )
        for each in lineage.inputs_of(this)
    ]


def of_regions(metric, codes, own=None):
    return [metric if code == own else f"{metric} region={code}" for code in codes]


MARCH = {"period": "2025-03", "span": "month", "flow": "export"}
MAY = {"period": "2024-05", "span": "month", "flow": "export", "region": "44"}
FEBRUARY = {"period": "2025-02", "span": "month", "flow": "import", "product": "1201"}
YEAR = {"period": "2025-12", "span": "ytd", "flow": "export"}
GUANGDONG = {"region": "44"}


@pytest.mark.parametrize(
    ("world", "metric", "keys", "expected"),
    [
        ("provincial", "growth", MARCH | GUANGDONG, ["level", "change"]),
        (
            "provincial",
            "level",
            MARCH | {"flow": "balance"},
            ["level flow=export", "level flow=import"],
        ),
        ("provincial", "level", MARCH, of_regions("level", BY_SIZE)),
        ("provincial", "level", MARCH | GUANGDONG, []),
        ("provincial", "change", MARCH | GUANGDONG, []),
        ("provincial", "share", MARCH | GUANGDONG, ["level", "level region=_T"]),
        (
            "provincial",
            "share_change",
            MARCH | GUANGDONG,
            ["level", "change", "level region=_T", "change region=_T"],
        ),
        (
            "provincial",
            "contribution",
            MARCH | GUANGDONG,
            ["change", "level region=_T", "change region=_T"],
        ),
        ("provincial", "rank", MARCH | GUANGDONG, of_regions("level", BY_SIZE, 44)),
        (
            "provincial",
            "rank_change",
            MARCH | GUANGDONG,
            of_regions("level", BY_SIZE, 44) + of_regions("change", BY_SIZE, 44),
        ),
        ("provincial", "falling", MARCH, of_regions("growth", BY_SIZE)),
        (
            "city",
            "level",
            MAY,
            [
                f"level partner={code}"
                for code in [
                    "304",
                    "141",
                    "502",
                    "132",
                    "110",
                    "133",
                    "116",
                    "307",
                    "601",
                    "303",
                    "111",
                ]
            ],
        ),
        ("city", "growth", MAY, ["level", "base"]),
        ("city", "change", MAY | {"flow": "balance"}, ["level", "base"]),
        ("city", "weight", MAY | {"product": "electronics"}, ["level", "level product=_T"]),
        (
            "city",
            "contribution",
            MAY | {"product": "electronics"},
            ["level", "base", "base product=_T"],
        ),
        # The nation is not on the page.
        ("city", "share", MAY, []),
        # Of ASEAN, Vietnam and Singapore are there.
        ("city", "level", MAY | {"partner": "ASEAN"}, ["level partner=141", "level partner=132"]),
        ("city", "base", MAY | {"partner": "ASEAN"}, ["base partner=141", "base partner=132"]),
        ("product", "level", FEBRUARY, of_regions("level", (37, 44, 32, 11))),
        ("product", "weight", FEBRUARY | {"partner": "410"}, ["level", "level partner=_T"]),
        (
            "product",
            "partner_cr3",
            FEBRUARY,
            ["level", "level partner=410", "level partner=502", "level partner=402"],
        ),
        ("product", "unit_value", FEBRUARY, ["level", "level measure=quantity"]),
        (
            "product",
            "price_points",
            # Of imports a province that has much of them had none a year before.
            FEBRUARY | {"flow": "export"},
            ["level", "base", "level measure=quantity", "base measure=quantity"],
        ),
        ("annual", "base", YEAR | {"region": "northeast"}, of_regions("base", (23, 22, 21))),
        ("annual", "level", YEAR | {"region": "northeast"}, of_regions("level", (23, 22, 21))),
        ("annual", "gap", YEAR | GUANGDONG, ["level", "level region=45"]),
        ("annual", "region_cr5", YEAR, ["level", *of_regions("level", (65, 64, 63, 62, 61))]),
        (
            "annual",
            "region_contribution_rest",
            YEAR,
            [
                "growth",
                *of_regions(
                    "contribution",
                    ["northwest", "southwest", "east", "south", "central", "northeast", "north"],
                ),
            ],
        ),
        (
            "annual",
            "multiple",
            YEAR | GUANGDONG | {"flow": "total"},
            ["level", "level period=2020-12"],
        ),
        (
            "annual",
            "record",
            YEAR,
            [*(f"level period={year}-12" for year in range(2020, 2025)), "level"],
        ),
        (
            "annual",
            "plan_sum",
            YEAR,
            [*(f"level period={year}-12" for year in range(2021, 2025)), "level"],
        ),
        ("annual", "cagr", YEAR, ["level", "level period=2020-12"]),
        ("annual", "growth_since_base", YEAR, ["level", "level period=2020-12"]),
        ("annual", "surplus_growth", YEAR | {"flow": "balance"}, ["level", "base"]),
        # The growth of the years before is not on the page.
        ("annual", "run_years", YEAR, []),
    ],
)
def test_the_inputs_of_a_figure(worlds, world, metric, keys, expected):
    assert inputs_of(worlds(world), metric, **keys) == expected
