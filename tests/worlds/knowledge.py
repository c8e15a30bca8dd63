"""What files let one know of a world: a number, or why not. Nothing here is from ``src``.

The value is always the world's; what files say decides only whether it is known. A file of all
partners of a good that does not list one tells that there was no trade with it; so a sum is known
where files, each complete over what is added up, leave no member out. Only the files of one dataset
that tell the same dimensions apart are taken together.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

from worlds.files import WHOLE, YUAN
from worlds.sheets import Sheet, column, matching, members_in
from worlds.world import months_to, year_before

GROUP_CHAPTERS = {
    "agriculture": (range(1, 25),),
    "minerals": (range(25, 28),),
    "chemicals": (range(28, 41),),
    "textiles": (range(41, 44), range(50, 68)),
    "wood": (range(44, 50),),
    "metals": (range(68, 84),),
    "electronics": (range(84, 86), range(90, 93)),
    "transport": (range(86, 90),),
    "other": (range(93, 100),),
}
CHAPTERS = tuple(f"{number:02d}" for number in range(1, 98) if number != 77)
"""Those that always count; 98 and 99 count where some file has them."""


@lru_cache
def members_of(group, month):
    """Return who belonged to a group of partners in a month."""
    columns = (column("groups", name) for name in ("group", "code", "from", "until"))
    return tuple(
        code
        for each, code, since, until in zip(*columns, strict=True)
        if each == group and since <= month and (not until or until >= month)
    )


@dataclass(frozen=True)
class Known:
    """A number that files determine; ``due`` where a report has to show it."""

    value: float
    due: bool = True


@dataclass(frozen=True)
class Unknown:
    """A number that no files determine, and why a report may say so."""

    reasons: frozenset[str]


class Unjudged:
    """A number of which the oracle says nothing."""


def _frozen(named):
    return tuple(named.items())


class Listing:
    """What is known of the members of a dimension, or of no dimension, in a month, span and flow.

    Parameters
    ----------
    sheets : list of Sheet
        Those of the month, span and flow.
    fixed : dict
        The members that are held fixed.
    kept : tuple of str
        The dimension that is told apart, if any.
    """

    def __init__(self, sheets, fixed, kept):
        self.fixed = fixed
        self.sheets = [sheet for sheet in sheets if sheet.fits(fixed) and {*kept} <= {*sheet.apart}]
        self.others = [sheet for sheet in sheets if sheet not in self.sheets]
        self.whole = any(sheet.knows_all(fixed, kept) for sheet in sheets)
        # Of several lists that all lack something the report shows one: any of them.
        self.shown = any(sheet.knows_all(fixed, kept) for sheet in self.sheets)
        self.settled = self.shown or len(self.sheets) == 1

    def __bool__(self):
        return bool(self.sheets)

    def shows(self, members):
        """Return whether one of the sheets with rows knows all of these members."""
        return self._known(self.sheets, members, self.fixed)

    def knows(self, members):
        """Return whether any sheet knows all of these members."""
        return self._known([*self.sheets, *self.others], members)

    def _known(self, sheets, members, asked=None):
        return any(
            all(sheet.knows({**self.fixed, **named}, asked) for named in members)
            for sheet in sheets
        )


def _shown(place, ways, kept, members):
    """Return the lists from which a report takes a number: the first that have all, else that are there.

    Of members that are told apart all is every member; of what is asked for by itself it is that.
    """
    there = [way for way in ways if all(way)]
    full = (way for way in there if all(one.shown if kept else one.shows(members) for one in way))
    first = next(full, there[0] if there else [])
    # That January is January to January is said by no report.
    return [] if place[0].endswith("-01") and first is not ways[0] else first


class Knowledge:
    """What is known of a world by some files, in a currency.

    Parameters
    ----------
    world : World
        The truth.
    files : list of File
        Those that may be seen.
    unit : str
        The currency.
    truth : dict
        The world's truth, or what was first released.
    chapters : tuple of str
        The chapters there are, 98 and 99 only where some file has them.
    """

    def __init__(self, world, files, unit, truth, chapters):
        self.world, self.unit, self.truth, self.chapters = world, unit, truth, chapters
        self.times = YUAN if unit == "CNY" else 1
        self.files, self._files = files, defaultdict(list)
        for file in files:
            self._files[file.flow, file.dataset].append(file)
        self._sheets, self._listings, self._answers = {}, {}, {}

    def ask(self, place, fixed, kept=(), members=({},), *, base=False):
        """Say whether the sum of some members is known, and what it is.

        Parameters
        ----------
        place : tuple of (str, str, str)
            Month, span and flow.
        fixed : dict
            By dimension the member that is held fixed.
        kept : tuple of str
            The dimension that is told apart, if any.
        members : tuple of dict
            What is added up.
        base : bool
            Whether it is what something of the year after is compared with.
        """
        key = (place, *map(_frozen, (fixed, *members)), kept, base)
        if key not in self._answers:
            self._answers[key] = self._answer(place, fixed, kept, members, base)
        return self._answers[key]

    def _answer(self, place, fixed, kept, members, base):
        ways = self._ways(place, fixed, kept)
        if not any(all(one.knows(members) for one in way) for way in ways):
            return Unknown(self._reasons(ways, base))
        first = _shown(place, ways, kept, members)
        due = bool(first) and all(one.settled and one.shows(members) for one in first)
        if len(first) > 1 and len(members) > 1:
            due = due and all(one.whole for one in first)
        return Known(sum(self.value(place, {**fixed, **named}) for named in members), due)

    def whole(self, place, fixed, kept):
        """Return whether all members of a dimension are known."""
        return any(all(one.whole for one in way) for way in self._ways(place, fixed, kept))

    def shown_whole(self, place, fixed, kept):
        """Return whether the list that a report shows has all members."""
        first = _shown(place, self._ways(place, fixed, kept), kept, ())
        return bool(first) and all(one.whole for one in first)

    def largest(self, place, fixed, kept):
        """Return how many of the largest members are known where not all are: 0 if none."""
        (listing, *_), *_ = self._ways(place, fixed, kept)
        lists = [
            len({members for members in sheet.cells if matching(fixed)(members)})
            for sheet in listing.sheets
            if all({*kept} <= {*file.largest} - {*file.only} for file in sheet.files)
        ]
        return max(lists, default=0)

    def value(self, place, named):
        """Return the true value of what is named, all of every other dimension."""
        return self.times * self._sums.get((*place, *members_in(named)), 0)

    def _ways(self, place, fixed, kept):
        """Return the lists from which a number may follow: itself, its months, or a difference."""
        month, span, flow = place
        first = f"{month[:4]}-01"
        asked = [[place]]
        if span == "ytd":
            asked.append([(one, "month", flow) for one in reversed(months_to(month))])
        elif month[5:] == "02":
            asked += [[(month, "ytd", flow), (first, each, flow)] for each in ("month", "ytd")]
        elif month == first:
            asked.append([(month, "ytd", flow)])
        return [[self._listing(one, fixed, kept) for one in way] for way in asked]

    def _listing(self, place, fixed, kept):
        key = (place, tuple(fixed.items()), kept)
        if key not in self._listings:
            self._listings[key] = Listing(self._sheets_of(place), fixed, kept)
        return self._listings[key]

    def _sheets_of(self, place):
        if place not in self._sheets:
            month, span, flow = place
            found = [
                Sheet(files, month, span, self.unit, self.chapters)
                for (each, _), files in self._files.items()
                if each == flow
            ]
            self._sheets[place] = [sheet for sheet in found if sheet.files]
        return self._sheets[place]

    def _reasons(self, ways, base):
        """Return the reasons that may be given: none of the data, a part of it, or not all months."""
        if not base:
            return frozenset({"incomplete", "months_missing"})
        if not any(map(any, ways)):
            return frozenset({"no_base"})
        lacking = {"months_missing"} if len(ways) > 1 else set()
        return frozenset({"base_incomplete", *lacking, *(set() if any(ways[0]) else {"no_base"})})

    @cached_property
    def _sums(self):
        """Return the sums of the truth by month, span, flow and members or wholes."""
        months = defaultdict(lambda: defaultdict(int))
        for cell, amount in self.truth.items():
            codes = (cell.product, cell.product[:4], cell.product[:2], WHOLE)
            sums = months[cell.month]
            for named in product((cell.region, WHOLE), (cell.partner, WHOLE), codes):
                sums[cell.flow, *named] += amount.value
        found, until = {}, defaultdict(int)
        for month in sorted(self._months):
            if month.endswith("-01"):
                until = defaultdict(int)
            for key, value in months[month].items():
                found[month, "month", *key] = value
                until[key] += value
            found |= {(month, "ytd", *key): value for key, value in until.items()}
        return found

    @cached_property
    def _months(self):
        period = self.world.period
        return [*months_to(period), *months_to(year_before(period))]
