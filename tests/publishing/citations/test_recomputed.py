"""Every computed number of the built site again, from the inputs that its panel shows, by plain formulas."""

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import pytest
from testbed import EDITIONS, LAST, PERMANENT, built, figures_of, half_up, panel_of

KEYS = (
    "metric",
    "measure",
    "period",
    "span",
    "flow",
    "region",
    "partner",
    "product",
    "enterprise",
    "regime",
)
NONE = {
    # The page prints no base; the growth of a balance does not exist.
    "provincial/2025-11": {"change": 256},
    # The nation's values are not on the page.
    "beijing_city/2024-05": {"share": 60},
    "lithium_battery/2025-02": {},
    # The growth of earlier years and months is not on the page, nor is a base that was superseded.
    "annual_review/2024/r1": {"run_years": 6},
    "annual_review/2025/r1": {"run_years": 3, "run_months": 1, "growth_stored": 3},
}
"""By page and metric, how many computed figures have inputs that are not on the page."""
DERIVED = ("computed", "implied", "superseded")
SUPERSEDED = {"growth_stored", "base"}
"""A base that was revised since stands in a file; so does one that another took the place of."""
LACKING = {
    "provincial": SUPERSEDED | {"change"},
    "beijing_location": SUPERSEDED | {"share", "share_change"},
    "guangdong": SUPERSEDED | {"share", "share_change"},
    "asean": SUPERSEDED,
    "eu": SUPERSEDED,
    # The other partners are not on the page of one.
    "usa": SUPERSEDED | {"rank", "rank_change"},
    # A side without trade is not printed.
    "national": SUPERSEDED | {"level"},
    "annual_review": SUPERSEDED | {"change", "record", "run_years", "run_months"},
}
"""By series of the other pages, the metrics of which some figures have no inputs on the page."""
OF_MONTHS = {"level", "base", "rolling_year"}
"""The metrics of the months before a page's own: what they are sums of stands on the pages of those months."""
LEAST = {"beijing_location": 15, "guangdong": 15, "usa": 40, "asean": 200}
"""How many numbers of a page have inputs at least, where it is a short one."""


@dataclass(frozen=True)
class Number:
    """A number of a page."""

    id: str
    value: float
    basis: str
    step: float

    def __getattr__(self, key):
        parts = dict(zip(KEYS, self.id.split("."), strict=False))
        return parts.get(key, "_T")


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_last_revision_has_the_numbers_of_its_edition_to_the_byte(edition):
    last, now = (built(f"{one}.figures.csv").read_bytes() for one in (LAST[edition], edition))
    assert last == now
    last, now = (panel_content(one) for one in (LAST[edition], edition))
    # Who made a file may be known better since.
    sums = [
        {name: one["sha256"] for name, one in each.pop("files").items()} for each in (last, now)
    ]
    assert sums[0] == sums[1] and last == now


def panel_content(page):
    """Return what a page's script of numbers holds."""
    script = built(f"{page}.figures.js").read_text(encoding="utf-8")
    return json.loads(script.removeprefix("window.tradebookFigures = ").removesuffix(";\n"))


EARLIER = [one for one in PERMANENT if one not in LAST.values()]
"""The last revision has the numbers of its edition, which are computed again once."""


@pytest.fixture(scope="module", params=[*EDITIONS, *EARLIER])
def page(request):
    """Return the name of a page, its numbers by id, and the inputs of each."""
    name = request.param
    facts = panel_of(built(f"{name}.figures.js").read_text(encoding="utf-8"))["figures"]
    steps = {key: float(each.step or 0) for key, each in figures_of(name).items()}
    numbers = {key: Number(key, each[2], each[5], steps[key]) for key, each in facts.items()}
    inputs = {key: [numbers[each] for each in facts[key][7]] for key in facts}
    return name, numbers, inputs


def values(inputs, metric, **keys):
    """Return the values of the inputs of a metric with these keys."""
    return [
        each.value
        for each in inputs
        if each.metric == metric and all(getattr(each, key) == keys[key] for key in keys)
    ]


def both_years(inputs, **keys):
    """Return values now and a year before; the latter are given, or level less change, or deflated."""
    now = values(inputs, "level", **keys)
    past = values(inputs, "base", **keys)
    changes = values(inputs, "change", **keys)
    growths = values(inputs, "growth", **keys)
    past = past or [level - change for level, change in zip(now, changes, strict=False)]
    past = past or [level / (1 + growth / 100) for level, growth in zip(now, growths, strict=False)]
    return now, past


def amount(this, inputs):
    """Return a level, or a base, of its two sides, of its parts, or of what its growth implies."""
    flows = [each.flow for each in inputs]
    if [each.metric for each in inputs] == ["level", "growth"]:
        return both_years(inputs)[1][0]
    if this.flow in ("total", "balance") and flows == ["export", "import"]:
        exports, imports = (each.value for each in inputs)
        return exports + imports if this.flow == "total" else exports - imports
    assert set(flows) == {this.flow}
    return math.fsum(each.value for each in inputs)


def growth(_, inputs):
    (now,), (past,) = both_years(inputs)
    return (now - past) / past * 100


def change(_, inputs):
    (now,), (past,) = both_years(inputs)
    return now - past


def share(_, inputs):
    part, whole = values(inputs, "level")
    return part / whole * 100


def share_change(_, inputs):
    (part, whole), (part_past, whole_past) = both_years(inputs)
    return part / whole * 100 - part_past / whole_past * 100


def contribution(_, inputs):
    part, whole = inputs[:-1], inputs[-1]
    if whole.metric == "base":
        return change(None, part) / whole.value * 100
    moved, level, whole_change = (each.value for each in inputs)
    return moved / (level - whole_change) * 100


def places(amounts):
    """Return the place of each amount, 1 for the largest."""
    return [1 + sum(other > each for other in amounts) for each in amounts]


def own_place(this, inputs, amounts):
    levels = [each for each in inputs if each.metric == "level"]
    (own,) = (place for place, each in enumerate(levels) if each.region == this.region)
    return places(amounts)[own]


def rank(this, inputs):
    return own_place(this, inputs, both_years(inputs)[0])


def rank_change(this, inputs):
    levels = [each for each in inputs if each.metric == "level"]
    others = {each.region: each for each in inputs if each.metric != "level"}
    past = [
        others[each.region].value
        if others[each.region].metric == "base"
        else each.value - others[each.region].value
        for each in levels
    ]
    return own_place(this, levels, past) - rank(this, levels)


def gap(_, inputs):
    own, ahead = values(inputs, "level")
    return (ahead - own) / own * 100


def concentration(this, inputs):
    whole, *parts = values(inputs, "level")
    assert len(parts) == int(this.metric.partition("_cr")[2])
    assert all(each.region == each.partner == "_T" for each in inputs[:1])
    return sum(parts) / whole * 100


def rest(_, inputs):
    return values(inputs, "growth")[0] - sum(values(inputs, "contribution"))


def counted(sign):
    def count(_, inputs):
        printed = [half_up(Decimal(repr(each.value)), 1) for each in inputs]
        return sum((each > 0) - (each < 0) == sign for each in printed)

    return count


def above(size):
    def count(_, inputs):
        return sum(each.value > size for each in inputs)

    return count


def shift(this, inputs):
    month, to_date = inputs
    assert (month.span, to_date.span) == ("month", "ytd")
    assert {month.metric, to_date.metric} == {this.metric.removesuffix("_shift")}
    return month.value - to_date.value


def record(this, inputs):
    *before, last = sorted(inputs, key=lambda each: each.period)
    assert last.period == this.period
    return len(inputs) if all(each.value < last.value for each in before) else 0


def since(formula):
    def through_years(this, inputs):
        last, first = inputs
        assert last.period == this.period
        return formula(last.value / first.value, int(last.period[:4]) - int(first.period[:4]))

    return through_years


def unit_value(inputs):
    (value, quantity), past = both_years(inputs)
    return value / quantity, past[0] / past[1] if past else None


def price_points(_, inputs):
    (value, quantity), (value_past, quantity_past) = both_years(inputs)
    step = value / quantity - value_past / quantity_past
    return step * (quantity + quantity_past) / 2 / value_past * 100


def quantity_points(_, inputs):
    (value, quantity), (value_past, quantity_past) = both_years(inputs)
    prices = value / quantity + value_past / quantity_past
    return (quantity - quantity_past) * prices / 2 / value_past * 100


def unit_value_growth(_, inputs):
    now, past = unit_value(inputs)
    return (now / past - 1) * 100


def surplus_growth_error(_, inputs):
    """Return the bound by differences: each value moved by half its step, each growth by 0.05 %."""
    (exports, imports), (exports_past, imports_past) = (
        [values(inputs, metric, flow=flow)[0] for flow in ("export", "import")]
        for metric in ("level", "base")
    )
    steps = [each.step for each in inputs if each.metric == "level" and each.flow != "balance"]
    point = [exports, imports, exports / exports_past - 1, imports / imports_past - 1]
    errors = [steps[0] / 2, steps[1] / 2, 0.0005, 0.0005]

    def grown(x, m, x_growth, m_growth):
        return (x - m) / (x / (1 + x_growth) - m / (1 + m_growth)) - 1

    bound = 0
    for place, error in enumerate(errors):
        tiny = error * 1e-3
        up, down = (
            grown(*(each + sign * tiny * (place == other) for other, each in enumerate(point)))
            for sign in (1, -1)
        )
        bound += abs(up - down) / 2 * 1e3
    return bound * 100


def rolling_growth(_, inputs):
    now, past = values(inputs, "rolling_year")
    return (now - past) / past * 100


FORMULAS = {
    "level": amount,
    "base": amount,
    "growth": growth,
    "surplus_growth": growth,
    "change": change,
    "share": share,
    "weight": share,
    "share_change": share_change,
    "contribution": contribution,
    "rank": rank,
    "rank_change": rank_change,
    "gap": gap,
    "rising": counted(1),
    "falling": counted(-1),
    "unchanged": counted(0),
    "record": record,
    "growth_shift": shift,
    "contribution_shift": shift,
    "partners": above(0),
    "partners_above_1t": above(1e12),
    "partners_above_100b": above(1e11),
    "partners_above_10b": above(1e10),
    "growth_since_base": since(lambda ratio, _: (ratio - 1) * 100),
    "cagr": since(lambda ratio, years: (ratio ** (1 / years) - 1) * 100),
    "unit_value": lambda _, inputs: unit_value(inputs)[0],
    "unit_value_growth": unit_value_growth,
    "price_points": price_points,
    "quantity_points": quantity_points,
    "surplus_growth_error": surplus_growth_error,
    "rolling_year": lambda _, inputs: math.fsum(values(inputs, "level")),
    "rolling_year_growth": rolling_growth,
    **dict.fromkeys(
        ("partner_cr3", "partner_cr5", "partner_cr10", "region_cr5", "region_cr10"), concentration
    ),
    **dict.fromkeys(("region_contribution_rest", "enterprise_contribution_rest"), rest),
}


def test_each_number_follows_from_its_inputs(page):
    name, numbers, inputs = page
    faults = []
    for key, found in inputs.items():
        this = numbers[key]
        if found:
            again = FORMULAS[this.metric](this, found)
            # A difference is as exact as what it is the difference of; the bound is of first order.
            scale = max(100, *(abs(each.value) for each in found))
            exact = 1e-6 if this.metric == "surplus_growth_error" else 1e-9
            scale = 100 if abs(this.value) < 1e5 else scale
            if not math.isclose(again, this.value, rel_tol=exact, abs_tol=1e-9 * scale):
                faults.append(f"{key}: {this.value}, of its inputs {again}")
    assert faults == []
    assert sum(map(bool, inputs.values())) > LEAST.get(name.partition("/")[0], 400)


def test_computed_numbers_have_inputs_but_where_the_page_lacks_them(page):
    name, numbers, inputs = page
    derived = {key for key, each in numbers.items() if each.basis in DERIVED}
    last = max(each.period for each in numbers.values())
    own = {
        key
        for key in derived
        if numbers[key].period == last or numbers[key].metric not in OF_MONTHS
    }
    without = Counter(numbers[key].metric for key in own if not inputs[key])
    counted = NONE.get(name, NONE.get(re.sub(r"/r\d+$", "", name)))
    if counted is None:
        assert {*without} <= LACKING[name.partition("/")[0]]
    else:
        assert dict(without) == counted
    assert not any(inputs[key] for key in numbers.keys() - derived)


def test_inputs_are_no_quotations_and_never_the_number_itself(page):
    _, numbers, inputs = page
    for key, found in inputs.items():
        ids = [each.id for each in found]
        assert key not in ids
        assert len(set(ids)) == len(ids)
        assert all(numbers[each].basis not in ("absent", "quoted") for each in ids)
