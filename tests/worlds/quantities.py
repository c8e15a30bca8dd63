"""What the figures of quantities and unit values are: of the goods whose quantity is given."""

from collections import defaultdict
from dataclasses import replace

from worlds.knowledge import Knowledge, Known, Unjudged, Unknown
from worlds.oracle import SPANS, Subject, combine, country, percent, undue
from worlds.world import UNITS, Amount, year_before

MINIMUM, NEARLY = 50.0, 99.5
"""In percent of the value: what a unit value needs, and what is said of all goods."""
FEW = 0.01
"""Goods that make up a smaller part may be left out of what is said of all."""
LACKING = frozenset({"quantity_partial", "no_quantity", "unit_changed", "incomplete"})
_BASE = frozenset({"no_base", "base_incomplete", "months_missing", "base_zero"})


class Quantities:
    """The quantities of a product in one unit, and the values of the goods that have one.

    Parameters
    ----------
    knowledge : Knowledge
        What is known of the values.
    hs, unit : str
        The product; the unit that others convert into.
    """

    def __init__(self, knowledge, hs, unit):
        self.fixed, self.unit = {"product": hs}, unit
        self.names = next(names for names in UNITS.values() if unit in names)
        self.whole = country(knowledge, hs)
        detailed = [one for one in knowledge.files if one.digits == 8 and "partner" in one.apart]
        self.loose = Subject(_with_files(knowledge, detailed), self.fixed)
        self.subjects = self._subjects(knowledge, detailed)
        self.of_months = self._subjects(knowledge, [_of_months(file) for file in detailed])
        shares = [*_withheld(detailed)]
        self.withheld = {place for place, _ in shares}
        self.unclear = {place for place, share in shares if share < FEW}
        self.unclear |= {
            (cell.month[:4], cell.flow)
            for cell, amount in knowledge.truth.items()
            if amount.quantity is None and cell.product.startswith(hs)
        }

    def figures(self):
        """Return the figures by what names them."""
        found = {}
        for span in SPANS:
            for flow in ("export", "import"):
                numbers = self._numbers(span, flow)
                if any(isinstance(one, Unjudged) for one in numbers.values()):
                    found |= self._named(span, flow, self._of_all_goods(span, flow))
                    continue
                now = numbers["amount"]
                if _positive(now):
                    figures = self._named(span, flow, _figures(**numbers))
                    shown = isinstance(now, Known) and now.due
                    found |= figures if shown else {key: undue(one) for key, one in figures.items()}
            found |= self._of_both(span, found)
        return found

    def _of_all_goods(self, span, flow):
        """Return what there may be where files state some quantities: of all goods the right one, or none."""
        found = dict.fromkeys(_FIGURES, Unjudged())
        for year, metric in (("now", "level"), ("before", "base")):
            if self._place(year, flow) not in self.unclear:
                right = self.subjects["amount"].true(year, span, flow)
                found[metric, "quantity"] = Known(right, due=False)
        return found

    def _place(self, year, flow):
        period = self.whole.knowledge.world.period
        return (period if year == "now" else year_before(period))[:4], flow

    def _named(self, span, flow, numbers):
        codes = ("_T", "_T", self.fixed["product"])
        return {(*key, span, flow, *codes): number for key, number in numbers.items()}

    def _of_both(self, span, found):
        """Return the totals and balances of the quantities of all goods."""
        numbers = {}
        for flow in ("total", "balance"):
            for metric in ("level", "base"):
                sides = [
                    found.get(key)
                    for side in ("export", "import")
                    for key in self._named(span, side, {(metric, "quantity"): 0})
                ]
                if None in sides:
                    return {}
                if any(isinstance(one, Unjudged) for one in sides):
                    return {
                        key: Unjudged()
                        for each in ("total", "balance")
                        for key in self._named(span, each, dict.fromkeys(_FIGURES))
                    }
                sign = 1 if flow == "total" else -1
                number = combine(lambda a, b, sign=sign: a + sign * b, *sides)
                numbers |= self._named(span, flow, {(metric, "quantity"): number})
        return numbers | self._growth_of_total(span, numbers)

    def _growth_of_total(self, span, numbers):
        sides = [
            numbers[key]
            for metric in ("level", "base")
            for key in self._named(span, "total", {(metric, "quantity"): 0})
        ]
        growth = _explained(combine(_growth, *sides))
        return self._named(span, "total", {("growth", "quantity"): growth})

    def _numbers(self, span, flow):
        """Return amount, value and share of the goods that have a quantity, now and a year before."""
        numbers = {}
        for year, suffix in (("now", ""), ("before", "_base")):
            whole = getattr(self.whole, year)(span, flow)
            loose = getattr(self.loose, year)(span, flow)
            for name in ("amount", "valued"):
                numbers[f"{name}{suffix}"] = self._number(name, year, span, flow, loose)
            numbers[f"share{suffix}"] = combine(_covered, numbers[f"valued{suffix}"], whole)
        return numbers

    def _number(self, name, year, span, flow, loose):
        """Return a quantity, or the value of the goods that have one."""
        subject = self.subjects[name]
        number = getattr(subject, year)(span, flow)
        if span == "ytd" and self._place(year, flow) in self.withheld:
            return Unjudged()
        if isinstance(number, Unknown) and isinstance(loose, Known):
            return Known(subject.true(year, span, flow), due=False)
        # February is no difference of quantities, which may be given of other goods.
        stated = getattr(self.of_months[name], year)(span, flow)
        settled = isinstance(stated, Known) and stated.due
        return number if span == "ytd" or settled else undue(number)

    def _subjects(self, knowledge, files):
        names = {"amount": "quantity", "valued": "value"}
        return {name: self._subject(knowledge, files, measure) for name, measure in names.items()}

    def _subject(self, knowledge, files, measure):
        """Return the subject of which a file knows what it gives the quantity of."""
        truth = {}
        for cell, amount in knowledge.truth.items():
            given = knowledge.world.units.get((cell.product, cell.month[:4])) in self.names
            if given and amount.quantity is not None:
                times = 1 if measure == "value" else 1 / knowledge.times
                number = amount.value if measure == "value" else amount.quantity
                truth[cell] = Amount(number * times, None)
        made = _with_files(knowledge, [self._given(file, measure) for file in files], truth)
        return Subject(made, self.fixed)

    def _given(self, file, measure):
        """Return a file's rows of goods whose quantity is given, as if these were all it has."""
        given = {row[:3] for row in file.rows if row.unit in self.names and row.value}
        rows = [row for row in file.rows if row.measure == "value" and row[:3] in given]
        return replace(file, rows=tuple(rows))


def _with_files(knowledge, files, truth=None):
    truth = knowledge.truth if truth is None else truth
    return Knowledge(knowledge.world, files, knowledge.unit, truth, knowledge.chapters)


def _of_months(file):
    return replace(file, rows=tuple(row for row in file.rows if row.span == "month"))


def _withheld(files):
    """Yield the years and flows in which a table has values without quantities, and their part of its values."""
    sums = defaultdict(lambda: [0, 0])
    for file in files:
        stated = {row[:3] for row in file.rows if row.measure == "quantity"}
        for row in file.rows:
            if row.measure == "value":
                place = (row.month[:4], file.flow), file.dataset, row.month, row.span, row.unit
                sums[place][row[:3] in stated] += row.value
    for (place, *_), (lacking, given) in sums.items():
        if lacking:
            yield place, lacking / (lacking + given)


def base_units(knowledge, hs):
    """Return the units of a product's goods that are traded in the month, each by its small one."""
    world = knowledge.world
    traded = {cell.product for cell in knowledge.truth if cell.month == world.period}
    units = {world.units[code, world.period[:4]] for code in traded if code.startswith(hs)}
    return {small for small, large in UNITS.values() if units & {small, large}}


_FIGURES = (
    *((metric, "quantity") for metric in ("level", "base", "growth", "covered_quantity")),
    *((metric, "value") for metric in ("unit_value", "unit_value_growth", "price_points")),
    *((metric, "value") for metric in ("quantity_points", "covered_value", "quantity_covered")),
)
"""What a quantity has of figures, by metric and measure."""


def _positive(number):
    return isinstance(number, Unknown) or number.value >= 1


def _figures(*, amount, valued, share, amount_base, valued_base, share_base):
    """Compute the figures of a span and flow."""
    nearly, nearly_base = _least(share, NEARLY), _least(share_base, NEARLY)
    enough, enough_base = _least(share, MINIMUM), _least(share_base, MINIMUM)
    level = combine(lambda value, _: value, amount, nearly)
    base = combine(lambda value, _: value, amount_base, nearly_base)
    price = combine(lambda value, many, _: value / many, valued, amount, enough)
    price_base = combine(
        lambda value, many, _: _ratio(value, many), valued_base, amount_base, enough_base
    )
    whole = (price, price_base, amount, amount_base, valued_base, nearly, nearly_base)
    figures = {
        ("level", "quantity"): level,
        ("base", "quantity"): base,
        ("growth", "quantity"): combine(_growth, level, base),
        ("unit_value", "value"): price,
        ("unit_value_growth", "value"): combine(lambda a, b: a / b * 100 - 100, price, price_base),
        ("price_points", "value"): combine(_price_points, *whole),
        ("quantity_points", "value"): combine(_quantity_points, *whole),
    }
    if isinstance(share, Known) and share.value < NEARLY:
        figures |= {
            ("covered_value", "value"): valued,
            ("covered_quantity", "quantity"): amount,
            ("quantity_covered", "value"): share,
        }
    return {key: _explained(number) for key, number in figures.items()}


def _explained(number):
    """Add the reasons that quantities have."""
    return Unknown(number.reasons | LACKING | _BASE) if isinstance(number, Unknown) else number


def _covered(valued, whole):
    """Return the share of the goods with a quantity; of nothing it is all."""
    return percent(valued, whole) if whole else 100.0


def _least(share, least):
    """Return the share if it is so large."""
    if isinstance(share, Known) and share.value < least:
        return Unknown(LACKING)
    return share


def _growth(now, before):
    return now / before * 100 - 100 if before >= 1 else None


def _ratio(value, many):
    return value / many if many >= 1 else None


def _price_points(price, price_base, many, many_base, whole, *_):
    return (price - price_base) * (many + many_base) / 2 / whole * 100


def _quantity_points(price, price_base, many, many_base, whole, *_):
    return (many - many_base) * (price + price_base) / 2 / whole * 100
