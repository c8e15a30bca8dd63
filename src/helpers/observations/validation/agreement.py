"""Files against one another: the same total, stated or added up twice."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from helpers.observations.schema import CELL
from helpers.observations.validation.finding import Remark
from helpers.observations.validation.summary import Together, totals


def sources_agree(files: Together) -> Iterator[Remark]:
    """Warn of provincial and national totals that two files state, or add up to, differently.

    Within a dataset a later file may state another value: that is a revision, and the latest value
    is what is compared.
    """
    cells = files.cells
    places = files.latest(totals(cells))
    key = cells.key(CELL)[places]
    shared = pd.Series(key).duplicated(keep=False).to_numpy()
    columns = ["period", "span", "flow", "region", "measure", "unit", "value", "slack", "source"]
    stated = cells.rows[columns].iloc[places[shared]].astype({"source": str})
    stated = stated.assign(key=key[shared])
    others = stated[["key", "value", "slack", "source"]]
    pairs = stated.merge(others, on="key", suffixes=("", "_other"))
    pairs = pairs[pairs["source"] < pairs["source_other"]]
    slack = pairs["slack"] + pairs["slack_other"]
    for row in pairs[(pairs["value"] - pairs["value_other"]).abs() > slack].itertuples():
        message = (
            f"{row.period} {row.span} {row.flow} {row.measure} of region {row.region}: "
            f"{row.value:.0f} {row.unit}, but {row.value_other:.0f} in {row.source_other}"
        )
        yield Remark(str(row.source), message, str(row.source_other))
