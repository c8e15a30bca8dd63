"""What a table of some files lists, and what follows from a row that it does not list."""

import csv
from itertools import product
from pathlib import Path

from worlds.files import DIMENSIONS, WHOLE, within

_TABLES = Path(__file__).parents[2] / "src" / "helpers" / "reference"


def column(table, name):
    """Return a column of a table of codes."""
    with (_TABLES / f"{table}.csv").open(encoding="utf-8") as lines:
        return [row[name] for row in csv.DictReader(lines)]


ALL_PARTNERS = tuple(code for code in column("partners", "code") if code.isdigit())
"""Those that a query can ask for: the customs give the others no number, and they stand in tables alone."""
ALL_REGIONS = tuple(column("provinces", "code"))


class Sheet:
    """The rows of a dataset that tell the same dimensions apart, of a month, span, flow and unit."""

    def __init__(self, files, month, span, unit, chapters):
        self.apart, self.digits = files[0].apart, files[0].digits
        self.rows = {
            file.name: {
                row.members for row in file.rows if row[:2] == (month, span) and row.unit == unit
            }
            for file in files
        }
        self.files = [file for file in files if self.rows[file.name]]
        self.cells = set().union(*self.rows.values())
        self._every = {"region": ALL_REGIONS, "partner": ALL_PARTNERS, "product": chapters}
        self._alike = {}

    def fits(self, named):
        """Return whether it tells these members apart, and has a row of them."""
        long = len(named.get("product", "")) <= self.digits or "product" not in named
        return {*named} <= {*self.apart} and long and any(map(matching(named), self.cells))

    def knows(self, named, asked=None):
        """Return whether a number is known: of a member of each dimension named, of all of the others.

        ``asked`` are the members that a report asks for where it looks at no other rows: that a partner is
        listed with other goods, of a file that has all goods of those it lists, tells it nothing.
        """
        if not {*named} <= {*self.apart} or len(named.get("product", "")) > self.digits:
            return False
        over = [name for name in self.apart if self._summed(name, named)]
        if self.apart == ("region",):
            # Every province trades in every month: one without a row is missing.
            found = {members[0] for members in self.cells}
            return (
                {*ALL_REGIONS} <= found and self.covered(named, over, asked)
                if over
                else named["region"] in found
            )
        if not over and members_in(named) in self.cells:
            return True
        return self.covered(named, over, asked)

    def knows_all(self, fixed, kept):
        """Return whether nothing is missing of all members of some dimensions.

        Where all members are listed, there may be no row of those that are held fixed: they had no trade.
        """
        if not {*fixed, *kept} <= {*self.apart} or len(fixed.get("product", "")) > self.digits:
            return False
        over = [name for name in self.apart if name in kept or self._summed(name, fixed)]
        if self.apart == ("region",) and "region" in over:
            return len(self.cells) == len(ALL_REGIONS) and self.covered(fixed, over)
        return self.covered(fixed, over)

    def covered(self, named, over, asked=None):
        """Return whether files leave nothing out of what is added up."""
        choices = [
            self._representatives(name)
            if name in over and name not in named
            else (named.get(name, WHOLE),)
            for name in DIMENSIONS
        ]
        return all(
            any(
                self._tells(file, over, members) and self._shows(file, named, over, asked)
                for file in self.files
            )
            for members in product(*choices)
        )

    def _shows(self, file, named, over, asked):
        """Return whether a report that asks for some members trusts a file.

        It sees that a file lists members, of which it has not all, by the rows that are asked for alone. And
        it makes no sum where another file of the same has gaps.
        """
        if asked is None:
            return True
        loose = {name for name in self.apart if not self._complete(file, name)}
        seen = asked if loose <= {*asked} else named
        listed = not loose or any(map(matching(seen), self.rows[file.name]))
        needed = {*over} | ({*named} - {*asked})
        whole = [one for one in self.files if all(self._complete(one, name) for name in needed)]
        return listed and not any(
            self._meet(file, other)
            for other in self.files
            if other not in whole and not (other.patch and _is_revised(other, whole))
        )

    def _meet(self, file, other):
        """Return whether the queries of two files may have a row in common."""
        return all(
            file.only[name] == other.only[name]
            or any(
                within(code, file.only[name]) and within(code, other.only[name])
                for code in self._every[name]
            )
            for name in {*file.only} & {*other.only}
        )

    def _summed(self, name, named):
        return name not in named or (name == "product" and len(named[name]) < self.digits)

    def _representatives(self, name):
        """Return one member of each set of members that are in the same files' queries."""
        if name not in self._alike:
            scopes = [file.only.get(name) for file in self.files]
            alike = {
                tuple(scope is None or within(code, scope) for scope in scopes): code
                for code in self._every[name]
            }
            self._alike[name] = tuple(alike.values())
        return self._alike[name]

    def _complete(self, file, name):
        """Return whether a file has all members of a dimension that its query asked for."""
        alone = file.only.get(name, "-")
        single = "-" not in alone and "," not in alone
        return name in file.complete or (
            single and (name != "product" or len(alone) == self.digits)
        )

    def _tells(self, file, over, members):
        """Return whether a file tells of a cell even if it has no row of it.

        That is where the cell is within the file's query, and the file lists all there is: in a
        dimension of which it does not, the cell's member must be one that it lists.
        """
        named = dict(zip(DIMENSIONS, members, strict=True))
        if not all(within(named[name], scope) for name, scope in file.only.items()):
            return False
        if not all(self._complete(file, name) for name in over):
            return False
        loose = [name for name in self.apart if not self._complete(file, name)]
        listed = matching({name: named[name] for name in loose})
        return not loose or any(map(listed, self.rows[file.name]))


def _is_revised(patch, files):
    """Return whether rows of one of some files are those that a patch revises."""
    return any(patch.only == file.only for file in files)


def members_in(named):
    """Return the members of a cell, all of each dimension that is not named."""
    return tuple(named.get(name, WHOLE) for name in DIMENSIONS)


def matching(named):
    """Return a function that says of a cell whether it is within what is named."""
    places = [(DIMENSIONS.index(name), code) for name, code in named.items()]
    return lambda members: all(members[place].startswith(code) for place, code in places)
