"""Compare what the program says of a world's files with what the oracle says."""

import math
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from worlds import adapter, oracle
from worlds.files import BETWEEN, File
from worlds.knowledge import CHAPTERS, Knowledge, Known, Unjudged
from worlds.oracle import undue
from worlds.quantities import Quantities, base_units
from worlds.world import World

EXACT = 1e-9
CURRENCIES = ("USD", "CNY")
_ROWS_SHOWN = 4


@dataclass(frozen=True)
class Case:
    """A report to be computed: of a world, from files.

    Attributes
    ----------
    report : str
        ``city``, ``product`` or ``provincial``.
    subject : tuple of str
        The province, or the HS code.
    early : bool
        Whether it is asked as of a day between the first release and the revision.
    contradicted : bool
        Whether two files of one day give a figure two values.
    in_full : bool
        Whether what is not judged is computed too: it is to change nothing.
    """

    report: str
    subject: tuple[str, ...]
    world: World
    files: tuple[File, ...]
    early: bool = False
    contradicted: bool = False
    in_full: bool = False

    def __repr__(self):
        """Show what one needs to see of a case that fails."""
        world = self.world
        lines = [
            f"{self.report} {self.subject} of {world.period}, early: {self.early}",
            f"{world.regions} {world.partners} {world.products} {world.units}",
        ]
        for file in self.files:
            shown = replace(file, rows=())
            lines += [str(shown), *(f"    {row}" for row in file.rows[:_ROWS_SHOWN])]
        return "\n".join(lines)

    def _repr_pretty_(self, printer, _):
        """Show hypothesis the same."""
        printer.text(repr(self))


def faults(case):
    """Return what is wrong with a report: lines that say which figure, what it is, and what is right."""
    store = adapter.store_of(case.files)
    compute = getattr(adapter, case.report)
    day = BETWEEN if case.early else None
    values = lru_cache(partial(_values, case))
    try:
        with nullcontext() if case.in_full else adapter.only_judged():
            found, unit = compute(store, case.world.period, day, *case.subject)
    except adapter.CONTRADICTION as error:
        return [] if case.contradicted else [f"refused without a contradiction: {error}"]
    except adapter.NO_DATA as error:
        return [
            f"refused, but {key} in {unit} is {number.value}: {error}"
            for unit in CURRENCIES
            for key, number in _needed(case, values(unit))
        ][:1]
    expected = values(unit)
    if case.report == "product":
        expected = expected | _quantities(case, unit, found)
    return [*_differences(case, found, expected), *_worse_currency(case, unit, values)]


def _values(case, unit):
    """Return the figures of value that the oracle expects in a currency."""
    return getattr(oracle, case.report)(_knowledge(case, unit), *case.subject)


def _quantities(case, unit, found):
    """Return the figures of quantity, in the unit that the report has or should have."""
    knowledge = _knowledge(case, unit)
    units = {unit for key, (_, _, unit) in found.items() if key[:2] == ("level", "quantity")}
    there = base_units(knowledge, *case.subject)
    chosen = min(units or there, default="")
    if not chosen:
        return {}
    figures = Quantities(knowledge, *case.subject, chosen).figures()
    if units or len(there) == 1:
        return figures
    return {key: undue(one) for key, one in figures.items()}


def _knowledge(case, unit):
    visible = [file for file in case.files if not case.early or file.known_from <= BETWEEN]
    codes = {row.members[2][:2] for file in case.files for row in file.rows} & {"98", "99"}
    truth = case.world.first if case.early else case.world.truth
    return Knowledge(case.world, visible, unit, truth, (*CHAPTERS, *sorted(codes)))


def _needed(case, expected):
    """Return the figures that a report must not be refused for: the subject's own, or all provinces'."""
    levels = {key: number for key, number in expected.items() if key[0] == "level"}
    if case.report == "provincial":
        return _all_provinces(levels, ("month", "ytd"))
    if case.report == "annual":
        return _all_provinces(levels, ("ytd",))
    return [
        (key, number)
        for key, number in levels.items()
        if set(key[4:]) - {"_T"} == {*case.subject} and isinstance(number, Known) and number.due
    ]


def _all_provinces(levels, wanted):
    """Return the provinces' levels where each span that has any province has all, and the nation."""
    spans = []
    for span in wanted:
        sides = {
            key: one
            for key, one in levels.items()
            if key[2] == span and key[3] in ("export", "import")
        }
        known = {key: one for key, one in sides.items() if isinstance(one, Known)}
        if not known:
            continue
        if len(known) < len(sides) or not all(one.due for one in known.values()):
            return []
        spans += known.items()
    return spans


def _differences(case, found, expected):
    for key, (value, reason, _) in found.items():
        if (key[0] not in JUDGED or key[1] == "quantity_2") or (
            case.report == "annual" and key[5:] != ("_T", "_T")
        ):
            continue
        right = expected.get(key)
        if isinstance(right, Unjudged):
            continue
        if isinstance(right, Known):
            if value is None and right.due and not case.contradicted:
                yield f"{key} is absent ({reason}), but is {right.value}"
            elif value is not None and not math.isclose(
                value, right.value, rel_tol=EXACT, abs_tol=EXACT
            ):
                yield f"{key} is {value}, but should be {right.value}"
        elif value is not None:
            yield f"{key} is {value}, but nobody can know it: {right and set(right.reasons)}"
        elif right and reason not in right.reasons:
            yield f"{key} is absent because of {reason}, but should be of {set(right.reasons)}"
    if not case.contradicted:
        for key, right in expected.items():
            if isinstance(right, Known) and right.due and key not in found:
                yield f"{key} is missing, but is {right.value}"


def _worse_currency(case, unit, values):
    """Yield the currency that has what the report needs, where it is in one that has not."""

    def has(one):
        return bool(_needed(case, values(one)))

    if not has(unit):
        yield from (f"in {unit}, but {one} has the figures" for one in CURRENCIES if has(one))


JUDGED = {
    "level",
    "base",
    "change",
    "growth",
    "share",
    "share_change",
    "weight",
    "contribution",
    "rank",
    "rank_change",
    "rising",
    "falling",
    "unchanged",
    "partner_cr3",
    "partner_cr5",
    "partner_cr10",
    "region_cr5",
    "region_cr10",
    "gap",
    "unit_value",
    "unit_value_growth",
    "price_points",
    "quantity_points",
    "covered_value",
    "covered_quantity",
    "quantity_covered",
}
