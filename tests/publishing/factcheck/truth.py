"""Whether what a label says holds in the open data, at the digits printed."""

from collections.abc import Callable
from decimal import Decimal

from publishing.factcheck.labels import Claim
from publishing.factcheck.printed import rounded
from publishing.factcheck.published import Of, figure, months_until, ranked, siblings

NEAR = Decimal("0.06")
"""How far from a round number what is called about it may be."""
YEARS = range(1981, 2027)
"""In which figures are looked for that one may exceed."""
PLAIN = (
    "level",
    "growth",
    "share",
    "weight",
    "contribution",
    "change",
    "unit_value",
    "unit_value_growth",
    "rolling_year",
    "rolling_year_growth",
)
AMOUNTS = ("level", "change", "unit_value", "rolling_year", "sum")
SIGNED = (
    "growth",
    "contribution",
    "change",
    "unit_value_growth",
    "rolling_year_growth",
    "change_of_share",
    "growth_from",
)


def holds(claim: Claim) -> bool | None:
    """Return whether a claim is true; None where the open data has nothing to say."""
    of = claim.of
    metric = of["metric"]
    if metric in _WHOLE_NUMBERS:
        return _WHOLE_NUMBERS[metric](of, int(claim.printed.value))
    actual = figure(of) if metric in PLAIN else _COMPUTED[metric](of)
    return None if actual is None else _same(claim, actual)


def is_false(claim: Claim) -> bool:
    """Return whether a claim is wrong, a rate or a place in the other currency too: texts leave open which is meant."""
    if claim.of["metric"] in AMOUNTS:
        return holds(claim) is False
    other = {"USD": "CNY", "CNY": "USD"}[claim.of["currency"]]
    in_other = holds(claim._replace(of=claim.of | {"currency": other}))
    return holds(claim) is False and in_other is not True


def _same(claim: Claim, actual: float) -> bool:
    """Return whether a printed number is a figure: with its sign where it has one, rounded or compared."""
    said, step = claim.printed
    signed = claim.of["metric"] in SIGNED or claim.of["flow"] == "balance"
    if signed:
        said = said * claim.sign
        if claim.relation and (said < 0) != (actual < 0):
            return False
    said, found = (
        (said, Decimal(str(actual)))
        if signed and not claim.relation
        else (abs(said), abs(Decimal(str(actual))))
    )
    if claim.relation:
        return _RELATIONS[claim.relation](found, said)
    return rounded(float(found), step) == said


_RELATIONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "above": lambda found, said: found > said,
    "at_least": lambda found, said: found >= said,
    "below": lambda found, said: found < said,
    "nearly": lambda found, said: said * (1 - NEAR) <= found < said,
    "about": lambda found, said: abs(found - said) <= said * NEAR,
    "barely_above": lambda found, said: said < found <= said * (1 + 2 * NEAR),
}


def _rank(of: Of, said: int) -> bool | None:
    """Return whether a subject has a place: the printed rank of a value, or one counted of another metric."""
    if of.get("by", "level") == "level" and not of.get("from_last"):
        found = figure(of, metric="rank")
        if found is not None:
            return int(found) == said
    order = ranked({"by": "level"} | of)
    order = order[::-1] if of.get("from_last") else order
    return order.index(of["subject"]) + 1 == said if of["subject"] in order else None


def _order(of: Of, said: int) -> bool | None:
    """Return whether members are the first ones, in that order."""
    order = ranked({"by": "level"} | of)
    order = order[::-1] if of.get("from_last") else order
    return order[:said] == of["members"] if order else None


def _count(of: Of, said: int) -> bool | None:
    """Return whether so many siblings rose, fell, or exceeded a value."""
    values = [figure(of, subject=key, metric=of["by"]) for key in siblings(of["subject"])]
    known = [value for value in values if value is not None]
    if of["by"] == "growth" and of["sign"] == "down":
        return sum(value < 0 for value in known) == said if known else None
    limit = of.get("above", 0)
    return sum(value > limit for value in known) == said if known else None


def _run(of: Of, said: int) -> bool | None:
    """Return whether a figure rose, or fell, in each of so many months."""
    values = [
        figure(of, metric=of["by"], period=month) for month in months_until(of["period"], said)
    ]
    if any(value is None for value in values):
        return None
    return all((value > 0) == (of["sign"] == "up") for value in values if value is not None)


def _record(of: Of, _: int) -> bool | None:
    """Return whether a figure is the largest of its month in all years that the data has."""
    others = [figure(of, metric="level", period=f"{year}{of['period'][4:]}") for year in YEARS]
    actual = figure(of, metric="level")
    return None if actual is None else actual == max(one for one in others if one is not None)


def _ratio(of: Of) -> float | None:
    """Return how many times another figure one is."""
    one, other = figure(of, metric="level"), figure(of, **({"metric": "level"} | of["to"]))
    return one / other if one is not None and other else None


def _growth_from(of: Of) -> float | None:
    """Return the growth over another figure than that of the year before."""
    times = _ratio(of)
    return None if times is None else (times - 1) * 100


def _difference(of: Of) -> float | None:
    """Return by how much one figure is above another."""
    one, other = figure(of, metric=of["by"]), figure(of, **({"metric": of["by"]} | of["to"]))
    return one - other if one is not None and other is not None else None


def _share_of_first(of: Of) -> float | None:
    """Return the share of the largest ones together, or of members that are named, in the whole."""
    chosen = of.get("members") or ranked(of | {"by": "level"})[: of["first"]]
    parts = [figure(of, metric="level", subject=key) for key in chosen]
    whole = figure(of, metric="level", subject=of.get("whole", "nation/_T"))
    return (
        sum(part for part in parts if part is not None) / whole * 100
        if whole and None not in parts
        else None
    )


def _sum(of: Of) -> float | None:
    """Return the sum of members that are named."""
    parts = [figure(of, metric=of["by"], subject=key) for key in of["members"]]
    return None if None in parts else sum(part for part in parts if part is not None)


_WHOLE_NUMBERS: dict[str, Callable[[Of, int], bool | None]] = {
    "rank": _rank,
    "order": _order,
    "count": _count,
    "run": _run,
    "record": _record,
}
_COMPUTED: dict[str, Callable[[Of], float | None]] = {
    "ratio": _ratio,
    "growth_from": _growth_from,
    "difference": _difference,
    "change_of_share": _difference,
    "share_of_first": _share_of_first,
    "sum": _sum,
}
