"""Charts as Excel and Word draw them: which charts of a bundle can be such, their data, their XML.

XlsxWriter writes a workbook with the data and the chart; that chart is taken out of it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter

from helpers.presentation.charts.theme import DOWN, UP
from helpers.presentation.parts import ChartPart

_SOME_DAY: Final = datetime(2000, 1, 1)
"""The day of creation in every workbook: the same bytes at each build."""
_SHEET: Final = "Sheet1"
_MARKS: Final = {"bar": {"bar", "text", "rule"}, "line": {"line", "point", "text", "rule"}}
"""What a native chart of each kind can show; charts with other marks are pictures."""
_SETTINGS: Final = re.compile(rb"<c:printSettings>.*?</c:printSettings>", re.DOTALL)
_VISIBLE: Final = b'<c:plotVisOnly val="1"/>'
_SMALL: Final = {"size": 8}
_FAINT: Final = {"color": "#d5dae0", "width": 0.5}


@dataclass(frozen=True)
class NativeChart:
    """What a native chart shows.

    Attributes
    ----------
    kind : str
        ``bar`` or ``line``.
    heads, rows : tuple
        Its sheet: the names in the first column, then the numbers.
    options : mapping
        What the drawing of its kind is told besides.
    """

    kind: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    options: Mapping[str, Any]

    def workbook(self) -> bytes:
        """Return a workbook with the data."""
        return _workbook(self, drawn=False)

    def xml(self) -> bytes:
        """Return the chart, whose data is in the sheet of ``workbook``."""
        with zipfile.ZipFile(io.BytesIO(_workbook(self, drawn=True))) as archive:
            return _SETTINGS.sub(b"", _told(archive.read("xl/charts/chart1.xml")))


def native_chart(chart: ChartPart, between: str) -> NativeChart | None:
    """Return what a native chart shows, read from the specification; None where it cannot show all.

    ``between`` stands between the texts of its title.
    """
    layers = chart.spec["layer"] if chart.spec else []
    marks = {_mark(layer): layer for layer in reversed(layers)}
    if marks.keys() <= _MARKS["bar"] and "bar" in marks:
        return _bars(chart, marks["bar"], layers, between)
    if marks.keys() <= _MARKS["line"] and "line" in marks:
        return _lines(chart, marks["line"])
    return None


def _mark(layer: Mapping[str, Any]) -> str:
    mark = layer["mark"]
    return str(mark if isinstance(mark, str) else mark["type"])


def _rows_of(chart: ChartPart, layer: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = (chart.spec or {})["datasets"][layer["data"]["name"]]
    return rows


def _bars(
    chart: ChartPart,
    layer: Mapping[str, Any],
    layers: Sequence[Mapping[str, Any]],
    between: str,
) -> NativeChart | None:
    """Read bars from one zero; those that float, as of a waterfall, are none.

    Where bars are cut off, the numbers themselves stand in a column of their own.
    """
    rows, across = _rows_of(chart, layer), layer["encoding"]["x"]
    if not rows or not {"name", "shown", "value", "text", "sign"} <= rows[0].keys():
        return None
    title = str(across["axis"].get("title") or "")
    marks = (one for each in layers for one in _rows_of(chart, each) if "at" in one)
    named = (one["label"] for one in marks if "label" in one)
    keys = ("name", "shown", *["value"] * any(row["shown"] != row["value"] for row in rows))
    options = {
        "title": between.join(filter(None, (title, *dict.fromkeys(named)))),
        "ticks": across["axis"]["values"],
        "sides": across["scale"]["domain"],
        "labels": [row["text"] for row in rows],
        "colors": [DOWN if row["sign"] < 0 else UP for row in rows],
    }
    heads = ("", *[title] * (len(keys) - 1))
    return NativeChart(
        "bar", heads, tuple(tuple(row[key] for key in keys) for row in rows), options
    )


def _lines(chart: ChartPart, layer: Mapping[str, Any]) -> NativeChart | None:
    """Read lines over the same months, which are broken where there is no number.

    Lines of something else than their numbers are none: of ranks, the first of which stands at the top.
    """
    encoding = layer["encoding"]
    if "color" not in encoding or encoding["x"]["field"] != "period":
        return None
    points = [
        row
        for each in (chart.spec or {})["layer"]
        for row in _rows_of(chart, each)
        if {"period", "name", "shown", "value"} <= row.keys()
    ]
    if any(row["shown"] != row["value"] for row in points):
        return None
    months = encoding["x"]["scale"]["domain"]
    colors = encoding["color"]["scale"]
    found = {(row["period"], row["name"]): row["value"] for row in points}
    names = tuple(colors["domain"])
    rows = tuple((month, *(found.get((month, name)) for name in names)) for month in months)
    title = str((encoding["y"].get("axis") or {}).get("title") or "")
    return NativeChart("line", ("", *names), rows, {"title": title, "colors": colors["range"]})


def _workbook(data: NativeChart, *, drawn: bool) -> bytes:
    """Write a workbook with the data, and with the chart where that is ``drawn``."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": _SOME_DAY})
        page = book.add_worksheet(_SHEET)
        page.write_row(0, 0, data.heads)
        for line, row in enumerate(data.rows, 1):
            page.write_row(line, 0, row)
        if drawn:
            chart = book.add_chart({"type": data.kind})
            {"bar": _draw_bars, "line": _draw_lines}[data.kind](chart, data)
            page.insert_chart(1, len(data.heads) + 1, chart)
    return file.getvalue()


def _draw_bars(chart: Any, data: NativeChart) -> None:
    last = len(data.rows)
    ticks, (low, high) = data.options["ticks"], data.options["sides"]
    step = ticks[-1] - ticks[-2]
    chart.add_series(
        {
            "name": [_SHEET, 0, 1],
            "categories": [_SHEET, 1, 0, last, 0],
            "values": [_SHEET, 1, 1, last, 1],
            "gap": 40,
            "points": [{"fill": {"color": color}} for color in data.options["colors"]],
            "data_labels": {
                "value": True,
                "position": "outside_end",
                "font": _SMALL,
                "custom": [{"value": text} for text in data.options["labels"]],
            },
        }
    )
    chart.set_y_axis(
        {
            "reverse": True,
            "interval_unit": 1,
            "label_position": "low",
            "num_font": _SMALL,
            "major_tick_mark": "none",
            "line": _FAINT,
        }
    )
    chart.set_x_axis(
        {
            "name": data.options["title"],
            "name_font": {**_SMALL, "bold": False},
            "num_font": _SMALL,
            # The numbers at the bars' ends take room.
            "min": ticks[0] - step if low < 0 else 0,
            "max": ticks[-1] + step if high > 0 else 0,
            "major_unit": step,
            "num_format": "General",
            "major_gridlines": {"visible": True, "line": _FAINT},
            "line": {"none": True},
        }
    )
    chart.set_legend({"none": True})


def _draw_lines(chart: Any, data: NativeChart) -> None:
    last = len(data.rows)
    for column, color in zip(range(1, len(data.heads)), data.options["colors"], strict=False):
        chart.add_series(
            {
                "name": [_SHEET, 0, column],
                "categories": [_SHEET, 1, 0, last, 0],
                "values": [_SHEET, 1, column, last, column],
                "line": {"color": color, "width": 1.75},
                "marker": {
                    "type": "circle",
                    "size": 4,
                    "fill": {"color": color},
                    "border": {"none": True},
                },
            }
        )
    chart.show_blanks_as("gap")
    chart.set_x_axis({"num_font": _SMALL, "label_position": "low", "line": _FAINT})
    chart.set_y_axis(
        {
            "name": data.options["title"],
            "name_font": {**_SMALL, "bold": False},
            "num_font": _SMALL,
            "num_format": "General",
            "major_gridlines": {"visible": True, "line": _FAINT},
            "line": {"none": True},
        }
    )
    chart.set_legend({"position": "bottom", "font": _SMALL})


def _told(xml: bytes) -> bytes:
    """Say of a chart what XlsxWriter leaves to the reader: lines are straight, and broken without a number."""
    if b"<c:dispBlanksAs" not in xml:
        xml = xml.replace(_VISIBLE, _VISIBLE + b'<c:dispBlanksAs val="gap"/>')
    if b"<c:lineChart>" in xml:
        xml = xml.replace(b"</c:ser>", b'<c:smooth val="0"/></c:ser>')
    return xml
