"""Customs regimes, the kinds of trade (贸易方式): ordinary, processing, and so on."""

from __future__ import annotations

import pandas as pd

from helpers.reference.reference_table import read_table


def regimes() -> pd.DataFrame:
    """Return the customs regimes.

    Returns
    -------
    pandas.DataFrame
        Indexed by the two-digit ``code`` of the customs; ``name`` and ``name_en``.
    """
    return read_table("regimes").copy()
