"""By how much rounding lets numbers differ that should be equal."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

ROUNDING: Final = 1.0
"""Sums may differ by what the last digit of each row allows: one unit a row, or its ``step``."""


def rounding(step: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return by how much the last digit lets each value differ: its ``step``, one unit at least."""
    # Of a number and none ``fmax`` takes the number.
    return np.fmax(step, ROUNDING)
