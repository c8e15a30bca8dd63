"""The figures of one page, found from one another by the keys in which they differ."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from helpers.core.dimensions import WHOLE, is_part
from helpers.indicators.figures import Figure
from helpers.observations.schema import MEMBERS, QUOTED


class PageFigures:
    """The figures of a page that others can be computed from: with a number, and not quoted.

    Parameters
    ----------
    figures : iterable of Figure
        All figures of one page.
    """

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._keys = {
            tuple(each.keys.values()): each
            for each in figures
            if each.value is not None and each.basis != QUOTED
        }

    def find(self, figure: Figure, **changed: str) -> Figure | None:
        """Return the figure that differs from another in these keys only, or None."""
        return self._keys.get(tuple({**figure.keys, **changed}.values()))

    def along(self, figure: Figure, key: str, metric: str) -> list[Figure]:
        """Return the figures of a metric that differ from a figure in no other key than this one, largest first."""
        return self._along[key].get(tuple({**figure.keys, "metric": metric, key: ""}.values()), [])

    def members(self, figure: Figure, dimension: str, metric: str) -> list[Figure]:
        """Return the figures of all members of a dimension, largest first; groups are no members."""
        found = self.along(figure, dimension, metric)
        return [each for each in found if is_part(dimension, getattr(each, dimension))]

    def history(self, figure: Figure, metric: str) -> list[Figure]:
        """Return the figures of the same cell in all periods up to that of a figure, oldest first."""
        found = self.along(figure, "period", metric)
        known = [each for each in found if each.period <= figure.period]
        return sorted(known, key=lambda each: each.period)

    @cached_property
    def subject(self) -> dict[str, str]:
        """Return the dimensions of the page's subject: codes that all its figures share, else wholes.

        Of a page on one province this is the province's whole trade. Where the nation's trade stands
        beside it, what has a share in that is the subject.
        """
        figures = [*self._keys.values()]
        if any(set(map(each.keys.get, MEMBERS)) == {WHOLE} for each in figures):
            figures = [each for each in figures if each.metric == "share"] or figures
        codes = {name: {getattr(each, name) for each in figures} for name in MEMBERS}
        return {name: found.pop() if len(found) == 1 else WHOLE for name, found in codes.items()}

    @cached_property
    def _along(self) -> dict[str, dict[tuple[str, ...], list[Figure]]]:
        groups: dict[str, dict[tuple[str, ...], list[Figure]]] = {}
        # The largest first; of equal ones the first by name.
        figures = sorted(self._keys.values(), key=lambda each: (-(each.value or 0), each.id))
        for key in ("period", *MEMBERS):
            of_key = groups.setdefault(key, {})
            for each in figures:
                of_key.setdefault(tuple({**each.keys, key: ""}.values()), []).append(each)
        return groups
