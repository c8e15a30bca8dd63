"""Where labels go: far enough apart to be read, near what they name, and inside the plot.

Places are pixels; a text's width is reckoned from its characters, so that the same marks give the
same drawing wherever it is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple
from unicodedata import east_asian_width

_NARROW: Final = 0.6
"""The width of a Latin letter or a digit in font sizes, amply; Chinese characters take a whole."""
_LINE: Final = 1.15
"""The height of a line in font sizes."""
_GAP: Final = 6
_NUDGES: Final = (0.0, -0.5, 0.5, -1.0, 1.0, -1.5, 1.5)
"""How far a label may go up or down beside its point, in lines; the nearer ones are tried first."""


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


class Spot(NamedTuple):
    """Where a text is written: its box, and the side of the box it is written from."""

    box: Box
    align: str

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
    """Reckon a text's width in pixels from its characters.

    Parameters
    ----------
    text : str
        The text.
    size : float
        Its font size.
    """
    # An arrow is narrow in Western fonts and wide in Chinese ones ("A", ambiguous).
    return sum(size if east_asian_width(one) in "WFA" else size * _NARROW for one in text)


def spread(places: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Nudge labels along a line until they no longer overlap, as little as can be, in their order.

    Of all arrangements at least a height apart the one nearest to the places asked for (least
    squares); where there isn't room for that, evenly from end to end.

    Parameters
    ----------
    places : sequence of float
        Where each label would best stand.
    height : float
        The least distance between two labels.
    low, high : float
        The ends between which they must stay.

    Returns
    -------
    list of float
        Where each stands, in the order given.
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


def freest(spots: Iterable[Spot], taken: Sequence[Box]) -> Spot:
    """Return the spot that covers least of what is taken, of equal ones the first.

    Parameters
    ----------
    spots : iterable of Spot
        The spots in question, the one liked best first.
    taken : sequence of Box
        What stands there already.
    """
    return min(spots, key=lambda spot: round(sum(spot.box.shared(one) for one in taken), 3))


def beside(
    points: Sequence[tuple[float, float]],
    texts: Sequence[str],
    size: float,
    frame: tuple[float, float],
    taken: Sequence[Box] = (),
) -> list[Spot]:
    """Find each point's label a spot beside it that is free of points and of other labels.

    Parameters
    ----------
    points : sequence of (float, float)
        Where the points are, right and down from the plot's upper left corner.
    texts : sequence of str
        Each point's label; an empty one takes no room.
    size : float
        The font size.
    frame : (float, float)
        Width and height of the plot, which no label leaves.
    taken : sequence of Box
        What else is in the way.
    """
    reach = _GAP - 2
    filled = [Box(x - reach, y - reach, x + reach, y + reach) for x, y in points] + list(taken)
    spots = []
    for point, text in zip(points, texts, strict=True):
        wide = text_width(text, size)
        spot = freest(_around(point, wide, size * _LINE, frame), filled)
        spots.append(spot)
        if text:
            filled.append(spot.box)
    return spots


def _around(
    point: tuple[float, float], wide: float, high: float, frame: tuple[float, float]
) -> Iterator[Spot]:
    """Yield the spots of a label: to the right or left, above or below, then a little nudged."""
    x, y = point
    ahead, behind = x + _GAP, x - _GAP - wide
    sides = [("left", ahead), ("right", behind)]
    if x > frame[0] / 2:
        sides.reverse()
    for nudge in _NUDGES:
        for align, left in sides:
            if left >= 0 and left + wide <= frame[0]:
                yield Spot(_inside(left, y + nudge * high - high / 2, wide, high, frame), align)
        if nudge in (-1.0, 1.0):
            yield Spot(
                _inside(x - wide / 2, y + nudge * high - high / 2, wide, high, frame), "center"
            )


def _inside(left: float, top: float, wide: float, high: float, frame: tuple[float, float]) -> Box:
    left = max(min(left, frame[0] - wide), 0.0)
    top = max(min(top, frame[1] - high), 0.0)
    return Box(left, top, left + wide, top + high)
