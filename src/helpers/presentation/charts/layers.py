"""A chart as a Vega-Lite specification: layers of marks, each over a table of rows.

Marks and encodings are written as Vega-Lite has them; a test holds every chart against its schema.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from helpers.presentation.charts import theme

Encoding = dict[str, Any]
"""Definitions by channel, such as ``x`` or ``color``."""


@dataclass(frozen=True)
class Layer:
    """Marks of one kind, one for each row.

    Attributes
    ----------
    rows : pandas.DataFrame
        What is drawn.
    mark : dict
        The mark's ``type`` and look.
    encoding : Encoding
        Which columns give the marks' places and looks.
    where : str
        An expression that chooses among the rows; empty for all of them.
    """

    rows: pd.DataFrame
    mark: dict[str, Any]
    encoding: Encoding
    where: str = ""


@dataclass(frozen=True)
class LayeredChart:
    """Layers over one another, the last on top, in a plot of so many pixels.

    Attributes
    ----------
    layers : sequence of Layer
        Those that share rows share the table, too.
    width, height : float
        Of the plot, without its axes.
    options : dict
        Further properties of the specification, such as ``resolve``.
    """

    layers: Sequence[Layer]
    width: float
    height: float
    options: dict[str, Any] = field(default_factory=dict)

    def spec(self) -> dict[str, Any]:
        """Return a new Vega-Lite specification, with its rows in ``datasets`` by name."""
        tables = {id(layer.rows): layer.rows for layer in self.layers}
        names = {table: f"rows-{place}" for place, table in enumerate(tables)}
        layers = [
            {
                "data": {"name": names[id(layer.rows)]},
                "mark": dict(layer.mark),
                "encoding": dict(layer.encoding),
                **({"transform": [{"filter": layer.where}]} if layer.where else {}),
            }
            for layer in self.layers
        ]
        datasets = {names[table]: _records(rows) for table, rows in tables.items()}
        size = {"width": self.width, "height": self.height}
        return {**self.options, **size, "layer": layers, "datasets": datasets}


def quantitative(name: str, **options: Any) -> dict[str, Any]:
    """Return the definition of a channel that shows a column of numbers."""
    return {"field": name, "type": "quantitative", **options}


def nominal(name: str, **options: Any) -> dict[str, Any]:
    """Return the definition of a channel that shows a column of names."""
    return {"field": name, "type": "nominal", **options}


def ordinal(name: str, **options: Any) -> dict[str, Any]:
    """Return the definition of a channel that shows a column of values with an order."""
    return {"field": name, "type": "ordinal", **options}


def zero_line(channel: str) -> Layer:
    """Return a line across the plot at zero of ``x`` or ``y``."""
    mark = {"type": "rule", "strokeOpacity": 0.6}
    return Layer(pd.DataFrame({"at": [0.0]}), mark, {channel: quantitative("at")})


def reference_line(channel: str, at: float) -> Layer:
    """Return a dashed line across the plot at a value of ``x`` or ``y``."""
    mark = {"type": "rule", "strokeDash": [4, 3], "color": theme.FAINT}
    return Layer(pd.DataFrame({"at": [at]}), mark, {channel: quantitative("at")})


def _records(table: pd.DataFrame) -> list[dict[Hashable, Any]]:
    """Return a table's rows; what is missing is null, as JSON has no other word."""
    columns = (
        [None if pd.isna(value) else value for value in table[name].tolist()] for name in table
    )
    return [dict(zip(table, row, strict=True)) for row in zip(*columns, strict=True)]
