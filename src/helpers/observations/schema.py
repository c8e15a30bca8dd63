"""The columns of the observation table, and what names a figure that is made of its rows.

In: nothing. Out: constants that readers, validation, warehouse and indicators share.
"""

from __future__ import annotations

from typing import Final

from helpers.core.dimensions import DIMENSIONS

CELL: Final = ("period", "span", "flow", *DIMENSIONS, "measure", "unit")
"""What names a figure in the observation table, apart from its vintage."""

RAW_COLUMNS: Final = (*CELL, "value", "growth")
"""The columns of a tidy raw file."""

STEP: Final = "step"
"""The column a raw file may have beside these: what each value was rounded to by the source, such
as 1e10 for 45.47 trillion yuan; empty where it is given to the last digit."""

OBSERVATION_COLUMNS: Final = (*RAW_COLUMNS, STEP, "source", "released")
"""The columns of the observation table: a raw file's, and the vintage they came with."""

STATUSES: Final = ("official", "transcribed", "reconstructed")
"""How a raw file came to be, from its ``.meta.yml``."""

KEYS: Final = (
    "metric",
    "measure",
    "period",
    "span",
    "flow",
    "region",
    "partner",
    "product",
    "enterprise",
)
"""What names a figure; no two figures of a page share all of them."""

OBSERVED: Final = "observed"
COMPUTED: Final = "computed"
PRINTED: Final = "printed"
IMPLIED: Final = "implied"
QUOTED: Final = "quoted"
ABSENT: Final = "absent"
BASES: Final = (OBSERVED, COMPUTED, PRINTED, IMPLIED, QUOTED, ABSENT)
"""Where a number comes from: the store; computed from stored values; a growth rate as the source
prints it; computed with a base that such a growth rate implies; a statement of the source that
nothing here can check; or nowhere, since there is no base to compute it from."""
