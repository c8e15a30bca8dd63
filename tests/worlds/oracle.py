"""What each figure of a report is, or why it is absent: worked out from what files let one know."""

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import pairwise

from worlds.knowledge import GROUP_CHAPTERS, Known, Unjudged, Unknown, members_of
from worlds.sheets import ALL_REGIONS
from worlds.world import year_before

REIMPORTS = "142"
MACRO_REGIONS = {
    "east": ("31", "32", "33", "34", "35", "36", "37"),
    "south": ("44", "45", "46"),
    "north": ("11", "12", "13", "14", "15"),
    "southwest": ("50", "51", "52", "53", "54"),
    "central": ("41", "42", "43"),
    "northeast": ("21", "22", "23"),
    "northwest": ("61", "62", "63", "64", "65"),
}
_SIDES = {"total": 1, "balance": -1}
SPANS = ("month", "ytd")
FLOWS = ("export", "import", "total", "balance")
ABSENT_WHOLE = frozenset({"no_whole", "incomplete", "months_missing"})
ABSENT_BASE = frozenset({"no_base", "base_incomplete", "months_missing", "no_whole"})


def combine(compute, *numbers):
    """Compute with numbers that are all known; else say which reasons there are."""
    if any(isinstance(one, Unjudged) for one in numbers):
        return Unjudged()
    unknown = [one for one in numbers if isinstance(one, Unknown)]
    due = all(one.due for one in numbers if isinstance(one, Known))
    # What a report need not show it may find absent: a file of all goods that lists none of those asked
    # for is not looked at; what is may lack some.
    unseen = frozenset() if due else ABSENT_BASE | ABSENT_WHOLE
    if unknown:
        return Unknown(unseen.union(*(one.reasons for one in unknown)))
    value = compute(*(one.value for one in numbers))
    if value is None:
        return Unknown(unseen | {"base_zero", "no_whole"})
    return Known(value, due)


def undue(number):
    """Return a number that a report may leave out."""
    return Known(number.value, due=False) if isinstance(number, Known) else number


def percent(part, whole):
    """Return a part of a whole in percent; None of a whole below one unit."""
    return part / whole * 100 if whole >= 1 else None


class Subject:
    """Something whose trade a report states: now and a year before, by span and flow.

    Parameters
    ----------
    knowledge : Knowledge
        What is known.
    fixed : dict
        The members that the report holds fixed.
    dimension : str
        The dimension it is a member of, if any.
    members : tuple of str
        Itself, or the members of a group.
    stopped : set of (str, str)
        The spans and flows of which the base may be left out: a row may be missing, and not the trade.
    """

    def __init__(self, knowledge, fixed, dimension="", members=("",), stopped=frozenset()):
        self.knowledge, self.fixed, self.stopped = knowledge, fixed, stopped
        self.kept = (dimension,) if dimension else ()
        self.members = tuple({dimension: one} if dimension else {} for one in members)
        self.now, self.before = cache(self._now), cache(self._before)

    def _now(self, span, flow):
        """Return the number of the month; it is due where there is trade."""
        sides = [self._side(self.knowledge.world.period, span, one) for one in _sides(flow)]
        found = combine(lambda *known: _joined(flow, known), *sides)
        listed = all(isinstance(one, Known) and one.value for one in sides)
        # A balance that is nothing to the dollar is left out where it has no base.
        return found if listed and found.value else undue(found)

    def _before(self, span, flow):
        """Return the number of the year before."""
        month = year_before(self.knowledge.world.period)
        sides = [self._side(month, span, one, base=True) for one in _sides(flow)]
        found = combine(lambda *known: _joined(flow, known), *sides)
        stopped = any((span, one) in self.stopped for one in _sides(flow))
        return undue(found) if stopped else found

    def true(self, year, span, flow):
        """Return the true number of a year, known or not."""
        period = self.knowledge.world.period
        place = (period if year == "now" else year_before(period), span, flow)
        return sum(self.knowledge.value(place, {**self.fixed, **named}) for named in self.members)

    def _side(self, month, span, flow, *, base=False):
        place = (month, span, flow)
        return self.knowledge.ask(place, self.fixed, self.kept, self.members, base=base)


def _sides(flow):
    return ("export", "import") if flow in _SIDES else (flow,)


def _joined(flow, known):
    return known[0] + _SIDES[flow] * known[1] if flow in _SIDES else known[0]


class Expected:
    """The figures of a report by metric, measure, span, flow, region, partner and product."""

    def __init__(self):
        self.figures = {}

    def put(self, metric, span, flow, named, number, *, now=None):
        """Add a figure; it is due only where the number of the month is."""
        if now is not None and isinstance(number, Known):
            due = number.due and isinstance(now, Known) and now.due
            number = Known(number.value, due)
        codes = tuple(named.get(name, "_T") for name in ("region", "partner", "product"))
        self.figures[metric, "value", span, flow, *codes] = number

    def basics(self, subject, named, *, base=True):
        """Add level, base, change and growth of a subject in every span and flow."""
        for span in SPANS:
            for flow in FLOWS:
                now, before = subject.now(span, flow), subject.before(span, flow)
                self.put("level", span, flow, named, now)
                self.put(
                    "change", span, flow, named, combine(lambda a, b: a - b, now, before), now=now
                )
                if base:
                    self.put("base", span, flow, named, before, now=now)
                if flow != "balance":
                    self.put("growth", span, flow, named, combine(_growth, now, before), now=now)

    def parts(self, metric, subject, whole, named):
        """Add what relates a part to a whole: share, weight, contribution, change of the share."""
        for span in SPANS:
            for flow in FLOWS[:-1]:
                numbers = [
                    one(span, flow)
                    for one in (subject.now, subject.before, whole.now, whole.before)
                ]
                number = _RELATIONS[metric](*numbers)
                if isinstance(number, Unknown):
                    more = (
                        ABSENT_WHOLE
                        if metric in ("share", "weight")
                        else ABSENT_WHOLE | ABSENT_BASE
                    )
                    number = Unknown(number.reasons | more)
                # The base of a whole is shown beside the whole alone.
                self.put(
                    metric, span, flow, named, number, now=combine(min, numbers[0], numbers[2])
                )


def _growth(now, before):
    return (now / before - 1) * 100 if before >= 1 else None


def _share(now, _, whole, __):
    return combine(percent, now, whole)


def _contribution(now, before, _, whole):
    return combine(lambda a, b, c: percent(a - b, c), now, before, whole)


def _share_change(now, before, whole, whole_before):
    shares = combine(percent, now, whole), combine(percent, before, whole_before)
    return combine(lambda a, b: a - b, *shares)


_RELATIONS = {
    "share": _share,
    "weight": _share,
    "contribution": _contribution,
    "share_change": _share_change,
}


def partner_subjects(knowledge, fixed, groups):
    """Return the partners there are, and the groups, by code."""
    period = knowledge.world.period
    codes = {*knowledge.world.partners, "702"}
    found = {code: Subject(knowledge, fixed, "partner", (code,)) for code in codes}
    return found | {
        group: Subject(knowledge, fixed, "partner", members_of(group, period)) for group in groups
    }


def city(knowledge, region):
    """Return the figures of the report on a province."""
    expected, fixed = Expected(), {"region": region}
    whole, nation = Subject(knowledge, fixed), Subject(knowledge, {})
    expected.basics(whole, fixed)
    expected.parts("share", whole, nation, fixed)
    expected.parts("share_change", whole, nation, fixed)
    for code, subject in partner_subjects(knowledge, fixed, ("ASEAN", "EU")).items():
        expected.basics(subject, {**fixed, "partner": code})
    for group, ranges in GROUP_CHAPTERS.items():
        named = {**fixed, "product": group}
        chapters = [f"{one:02d}" for each in ranges for one in each]
        chapters = tuple(one for one in chapters if one in knowledge.chapters)
        goods = Subject(knowledge, fixed, "product", chapters)
        expected.basics(goods, named)
        expected.parts("weight", goods, whole, named)
        expected.parts("contribution", goods, whole, named)
        expected.parts("share", goods, Subject(knowledge, {}, "product", chapters), named)
    return expected.figures


def product(knowledge, hs):
    """Return the figures of the report on a product, but for its quantities."""
    expected, fixed = Expected(), {"product": hs}
    whole = country(knowledge, hs)
    expected.basics(whole, fixed)
    for code, subject in partner_subjects(knowledge, fixed, ("EU", "ASEAN")).items():
        named = {**fixed, "partner": code}
        expected.basics(subject, named)
        expected.parts("weight", subject, whole, named)
    for region, stopped in _stopped(knowledge, fixed).items():
        subject = Subject(knowledge, fixed, "region", (region,), stopped)
        expected.basics(subject, {**fixed, "region": region})
    for span in SPANS:
        for flow in ("export", "import"):
            for count in (3, 5, 10):
                number = _concentration(knowledge, whole, span, flow, count)
                expected.put(
                    f"partner_cr{count}", span, flow, fixed, number, now=whole.now(span, flow)
                )
    return expected.figures


def country(knowledge, hs):
    """Return the country's trade in a product; some file may give it as the sum of its provinces."""
    fixed, summed = {"product": hs}, any("region" in file.complete for file in knowledge.files)
    stopped = frozenset().union(*_stopped(knowledge, fixed).values()) if summed else frozenset()
    return Subject(knowledge, fixed, stopped=stopped)


def _stopped(knowledge, fixed):
    """Return by province the spans and flows in which it trades a product in one of the years alone.

    A province that trades much of a product does not stop: that a list has no row of it is no proof.
    """
    subjects = {
        code: Subject(knowledge, fixed, "region", (code,)) for code in knowledge.world.regions
    }
    return {
        code: frozenset(
            (span, flow)
            for span in SPANS
            for flow in ("export", "import")
            if bool(one.true("now", span, flow)) != bool(one.true("before", span, flow))
        )
        for code, one in subjects.items()
    }


def _concentration(knowledge, whole, span, flow, count):
    """Return the part of the largest partners; re-imports are no partner, nor is 702, no country."""
    place, fixed = (knowledge.world.period, span, flow), whole.fixed
    partners = [one for one in knowledge.world.partners if one != REIMPORTS]
    values = [knowledge.value(place, {**fixed, "partner": one}) for one in partners]
    values = sorted((one for one in values if one), reverse=True)
    listed = knowledge.largest(place, fixed, ("partner",))
    known = knowledge.whole(place, fixed, ("partner",))
    if not known and listed < count:
        return Unknown(ABSENT_WHOLE)
    due = knowledge.shown_whole(place, fixed, ("partner",)) and len(values) >= count
    return combine(percent, Known(sum(values[:count]), due), whole.now(span, flow))


def provincial(knowledge):
    """Return the figures of the report on all provinces."""
    expected, whole = Expected(), Subject(knowledge, {})
    expected.basics(whole, {}, base=False)
    for code in ALL_REGIONS:
        _province(expected, Subject(knowledge, {}, "region", (code,)), whole, code, base=False)
    for span in SPANS:
        _order(expected, knowledge, span)
    return expected.figures


def annual(knowledge):
    """Return the figures of the provinces and regions in a year in review, and the nation's totals."""
    expected, whole = Expected(), Subject(knowledge, {})
    expected.basics(whole, {})
    subjects = {code: (code,) for code in ALL_REGIONS} | MACRO_REGIONS
    for code, members in subjects.items():
        _province(expected, Subject(knowledge, {}, "region", members), whole, code, base=True)
    _order(expected, knowledge, "ytd")
    for flow in FLOWS[:-1]:
        numbers = _provinces(knowledge, "now", "ytd", flow)
        for count in (5, 10):
            sums = combine(lambda *each, n=count: sum(sorted(each)[-n:]), *numbers.values())
            share = combine(percent, sums, whole.now("ytd", flow))
            expected.put(f"region_cr{count}", "ytd", flow, {}, share)
        if not any(isinstance(one, Unknown) for one in numbers.values()):
            _gaps(expected, flow, numbers)
    # Of single months it has what sources state of the nation.
    return {
        key: one if key[2] == "ytd" else undue(one)
        for key, one in expected.figures.items()
        if key[2] == "ytd" or key[4] == "_T"
    }


def _gaps(expected, flow, numbers):
    """Add how far each province is behind the next larger one."""
    ordered = sorted(numbers, key=lambda code: (-numbers[code].value, code))
    for ahead, code in pairwise(ordered):
        gap = combine(lambda a, b: (a / b - 1) * 100, numbers[ahead], numbers[code])
        expected.put("gap", "ytd", flow, {"region": code}, gap)


def _province(expected, subject, whole, code, *, base):
    expected.basics(subject, {"region": code}, base=base)
    for metric in ("share", "share_change", "contribution"):
        expected.parts(metric, subject, whole, {"region": code})


def _provinces(knowledge, year, span, flow):
    subjects = {code: Subject(knowledge, {}, "region", (code,)) for code in ALL_REGIONS}
    return {code: getattr(one, year)(span, flow) for code, one in subjects.items()}


def _order(expected, knowledge, span):
    """Add the places of the provinces, and how many rose and fell."""
    for flow in FLOWS[:-1]:
        now = _provinces(knowledge, "now", span, flow)
        before = _provinces(knowledge, "before", span, flow)
        _ranks(expected, span, flow, now, before)
        _directions(expected, span, flow, now, before)


def _ranks(expected, span, flow, now, before):
    """Add the places of all provinces, and how many they gained."""
    for code in now:
        place = combine(lambda *values, code=code: _place(values, code, now), *now.values())
        earlier = combine(lambda *values, code=code: _place(values, code, now), *before.values())
        gained = combine(lambda a, b: b - a, place, earlier)
        expected.put("rank", span, flow, {"region": code}, place)
        expected.put("rank_change", span, flow, {"region": code}, gained)


def _place(values, code, codes):
    own = values[list(codes).index(code)]
    return 1 + sum(value > own for value in values)


def _directions(expected, span, flow, now, before):
    """Count the provinces that rose, fell and stood still, by their growth as it is printed."""
    growth = [combine(_growth, *pair) for pair in zip(now.values(), before.values(), strict=True)]
    for metric, sign in (("rising", 1), ("falling", -1), ("unchanged", 0)):
        count = combine(lambda *each, sign=sign: sum(_sign(one) == sign for one in each), *growth)
        expected.put(metric, span, flow, {}, count)


def _sign(growth):
    printed = Decimal(repr(growth)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return (printed > 0) - (printed < 0)
