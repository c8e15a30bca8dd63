"""Where labels go: far enough apart to be read, near what they name, and inside the plot.

Places are pixels; a text's width is reckoned from its characters, so that the same marks give the
same drawing wherever it is made.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Final, NamedTuple
from unicodedata import east_asian_width

_NARROW: Final = 0.6
"""The width of a Latin letter or a digit in font sizes, amply; Chinese characters take a whole."""
_LINE: Final = 1.15
"""The height of a line in font sizes."""
_GAP: Final = 6
_NUDGES: Final = {
    nudge * side: cost
    for nudge, cost in ((0.0, 0), (0.25, 3), (0.5, 6), (0.75, 10), (1.0, 16), (1.25, 40), (1.5, 60))
    for side in (-1, 1)
}
"""How far a label may go up or down beside its point, in lines, and what that costs: as much as
covering so many square pixels of a point."""
_MISTAKEN: Final = {True: 120, False: 30}
"""What it costs to stand no farther from another point, whose name it would be taken for: more if
that has a label too."""
_WRITTEN: Final = 4
"""How much worse it is to cover another label than a point."""
_ROUNDS: Final = 3
"""How often each label chooses its spot, from the second time on with all others placed."""


class Box(NamedTuple):
    """A rectangle; its top is above its bottom, and y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: Box) -> float:
        """Return the area that both cover."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0.0) * max(high, 0.0)

    def far(self, point: tuple[float, float]) -> float:
        """Return how far a point is from it; zero where it lies within."""
        x, y = point
        across = max(self.left - x, 0.0, x - self.right)
        return math.hypot(across, max(self.top - y, 0.0, y - self.bottom))


class Spot(NamedTuple):
    """Where a text is written: its box, the side of the box it is written from, what it costs."""

    box: Box
    align: str
    cost: float = 0.0

    @property
    def x(self) -> float:
        """Return where the text is anchored."""
        middle = (self.box.left + self.box.right) / 2
        return {"left": self.box.left, "right": self.box.right}.get(self.align, middle)

    @property
    def y(self) -> float:
        """Return the middle of its line."""
        return (self.box.top + self.box.bottom) / 2


def text_width(text: str, size: float) -> float:
    """Reckon a text's width in pixels from its characters, in a font size."""
    # An arrow is narrow in Western fonts and wide in Chinese ones ("A", ambiguous).
    return sum(size if east_asian_width(one) in "WFA" else size * _NARROW for one in text)


def spread(places: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Nudge labels along a line until they no longer overlap, as little as can be, in their order.

    Of all arrangements between the ends ``low`` and ``high``, and at least a ``height`` apart, the one
    nearest to the places asked for (least squares); where there isn't room for that, evenly from end to
    end. Returns where each stands, in the order given.
    """
    if not places:
        return []
    height = min(height, (high - low) / max(len(places) - 1, 1))
    order = sorted(range(len(places)), key=places.__getitem__)
    # Less its labels before it, a label must only not stand before the last: neighbours that
    # would are held at their mean (pooled adjacent violators).
    blocks: list[tuple[float, int]] = []
    for before, index in enumerate(order):
        mean, count = places[index] - before * height, 1
        while blocks and blocks[-1][0] > mean:
            other, more = blocks.pop()
            mean, count = (mean * count + other * more) / (count + more), count + more
        blocks.append((mean, count))
    last = high - (len(places) - 1) * height
    held = [max(min(mean, last), low) for mean, count in blocks for _ in range(count)]
    found = {index: held[before] + before * height for before, index in enumerate(order)}
    return [found[index] for index in range(len(places))]


def freest(spots: Iterable[Spot], taken: Sequence[Box], weight: float = 1.0) -> Spot:
    """Return the spot that costs least, of equals the first.

    To its cost comes ``weight`` for each square pixel that it covers of what is ``taken``.
    """

    def price(spot: Spot) -> float:
        return round(spot.cost + weight * sum(spot.box.shared(one) for one in taken), 3)

    return min(spots, key=price)


def beside(
    points: Sequence[tuple[float, float]],
    texts: Sequence[str],
    size: float,
    frame: tuple[float, float],
    taken: Sequence[Box] = (),
) -> dict[int, Spot]:
    """Find each label a spot beside its point, as free of points and other labels as can be.

    Parameters
    ----------
    points, texts : sequence
        Where the points are, right and down from the plot's upper left corner, and their labels in a
        font ``size``; an empty one is not placed.
    frame : (float, float)
        Width and height of the plot, which no label leaves.
    taken : sequence of Box
        What else is in the way.

    Returns
    -------
    dict of int to Spot
        By the place of the point, for those that have a label.
    """
    reach = _GAP - 2
    fixed = [Box(x - reach, y - reach, x + reach, y + reach) for x, y in points] + list(taken)
    choices: dict[int, list[Spot]] = {}
    for index, (point, text) in enumerate(zip(points, texts, strict=True)):
        if text:
            others = [(points[i], bool(texts[i])) for i in range(len(points)) if i != index]
            around = _around(point, text_width(text, size), size * _LINE, frame)
            choices[index] = [_priced(spot, point, others, fixed) for spot in around]
    orders = (list(choices), list(choices)[::-1])
    return min((_settled(choices, order) for order in orders), key=_sum)


def _settled(choices: dict[int, list[Spot]], order: Sequence[int]) -> dict[int, Spot]:
    """Let the labels choose in turn, and again with the others in view."""
    chosen: dict[int, Spot] = {}
    for _ in range(_ROUNDS):
        for index in order:
            written = [spot.box for place, spot in chosen.items() if place != index]
            chosen[index] = freest(choices[index], written, _WRITTEN)
    return chosen


def _sum(chosen: dict[int, Spot]) -> float:
    """Add up what spots cost, and what they cover of each other."""
    spots = list(chosen.values())
    covered = sum(one.box.shared(other.box) for one, other in combinations(spots, 2))
    return round(sum(spot.cost for spot in spots) + _WRITTEN * covered, 3)


def _around(
    point: tuple[float, float], wide: float, high: float, frame: tuple[float, float]
) -> Iterator[Spot]:
    """Yield the spots of a label: to the right or left, above or below, then a little nudged."""
    x, y = point
    ahead, behind = x + _GAP, x - _GAP - wide
    sides = [("left", ahead), ("right", behind)]
    if x > frame[0] / 2:
        sides.reverse()
    for nudge, cost in _NUDGES.items():
        top = y + nudge * high - high / 2
        for align, left in sides:
            if left >= 0 and left + wide <= frame[0]:
                yield Spot(_inside(left, top, wide, high, frame), align, cost)
        if nudge in (-1.0, 1.0):
            yield Spot(_inside(x - wide / 2, top, wide, high, frame), "center", cost)


def _priced(
    spot: Spot,
    point: tuple[float, float],
    others: Sequence[tuple[tuple[float, float], bool]],
    fixed: Sequence[Box],
) -> Spot:
    """Add to a spot's cost what it covers, and that it would be taken for another point's."""
    near = spot.box.far(point)
    rivals = [_MISTAKEN[named] for other, named in others if spot.box.far(other) <= near]
    covered = sum(spot.box.shared(one) for one in fixed)
    return spot._replace(cost=spot.cost + max(rivals, default=0) + covered)


def _inside(left: float, top: float, wide: float, high: float, frame: tuple[float, float]) -> Box:
    left = max(min(left, frame[0] - wide), 0.0)
    top = max(min(top, frame[1] - high), 0.0)
    return Box(left, top, left + wide, top + high)
