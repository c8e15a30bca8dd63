"""Charts of a Word document: native ones that can be edited, where bars or lines say all; else pictures.

A native chart is one of Excel's: the workbook with its data is written by XlsxWriter, with the chart, and both
become parts of the document.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from markupsafe import escape

from helpers.presentation.charts.drawing import png_of
from helpers.presentation.charts.theme import DOWN, UP
from helpers.presentation.parts import ChartPart
from helpers.publishing.documents.drawings import paper_drawing

_SOME_DAY: Final = datetime(2000, 1, 1)
"""The day of creation in every workbook: the same bytes at each build."""
_SHARP: Final = 2.0
"""Pixels of a picture for one of its drawing."""
_MM: Final = 25.4 / 72 * 0.8
"""Millimetres of paper for a pixel of a drawing."""
_AROUND: Final = 24
_ROW: Final = 5.4
"""Millimetres of a native chart of bars around these, and for each."""
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MARKS: Final = {"bar": {"bar", "text", "rule"}, "line": {"line", "point", "text", "rule"}}
"""What a native chart of each kind can show; charts with other marks are pictures."""
_SETTINGS: Final = re.compile(rb"<c:printSettings>.*?</c:printSettings>", re.DOTALL)
_END: Final = b"</c:chartSpace>"
_VISIBLE: Final = b'<c:plotVisOnly val="1"/>'
_SMALL: Final = {"size": 8}
_FAINT: Final = {"color": "#d5dae0", "width": 0.5}


@dataclass(frozen=True)
class _Data:
    """What a native chart shows: its kind, a sheet with heads, and what the chart is told of it."""

    kind: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    options: Mapping[str, Any]


def add_chart(made: Any, chart: ChartPart, width: float) -> str:
    """Add a chart to a document; return its run as text, at most so many millimetres wide."""
    across, down = chart.size
    wide = min(width, across * _MM)
    high = wide * down / across
    data = _data(chart)
    if data is None:
        picture = io.BytesIO(png_of(paper_drawing(chart.svg), _SHARP))
        relation, _ = made.part.get_or_add_image(picture)
        return _picture(chart, relation, wide, high)
    number = sum(
        part.partname.startswith("/word/charts/") for part in made.part.package.iter_parts()
    )
    relation = _chart_part(made.part, number + 1, data)
    least = _AROUND + _ROW * len(data.rows) if data.kind == "bar" else 0
    return _graphic(chart, relation, wide, max(high, least))


def _data(chart: ChartPart) -> _Data | None:
    """Return what a native chart shows, read from the specification; None where it cannot show all."""
    layers = chart.spec["layer"] if chart.spec else []
    marks = {_mark(layer): layer for layer in reversed(layers)}
    if marks.keys() <= _MARKS["bar"] and "bar" in marks:
        return _bars(chart, marks["bar"], layers)
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
    chart: ChartPart, layer: Mapping[str, Any], layers: Sequence[Mapping[str, Any]]
) -> _Data | None:
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
        "title": "　".join(filter(None, (title, *dict.fromkeys(named)))),
        "ticks": across["axis"]["values"],
        "sides": across["scale"]["domain"],
        "labels": [row["text"] for row in rows],
        "colors": [DOWN if row["sign"] < 0 else UP for row in rows],
    }
    heads = ("", *[title] * (len(keys) - 1))
    return _Data("bar", heads, tuple(tuple(row[key] for key in keys) for row in rows), options)


def _lines(chart: ChartPart, layer: Mapping[str, Any]) -> _Data | None:
    """Read lines over the same months, which are broken where there is no number."""
    encoding = layer["encoding"]
    if "color" not in encoding or encoding["x"]["field"] != "period":
        return None
    months = encoding["x"]["scale"]["domain"]
    colors = encoding["color"]["scale"]
    found = {(row["period"], row["name"]): row["shown"] for row in _rows_of(chart, layer)}
    points = [one for each in (chart.spec or {})["layer"] for one in _rows_of(chart, each)]
    found |= {
        (one["period"], one["name"]): one["shown"]
        for one in points
        if {"period", "shown", "name"} <= one.keys()
    }
    names = tuple(colors["domain"])
    rows = tuple((month, *(found.get((month, name)) for name in names)) for month in months)
    title = str((encoding["y"].get("axis") or {}).get("title") or "")
    return _Data("line", ("", *names), rows, {"title": title, "colors": colors["range"]})


def _workbook(data: _Data, *, drawn: bool) -> bytes:
    """Write a workbook with the data, and with the chart where that is ``drawn``."""
    import xlsxwriter  # noqa: PLC0415  # as for other workbooks

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": _SOME_DAY})
        page = book.add_worksheet("Sheet1")
        page.write_row(0, 0, data.heads)
        for line, row in enumerate(data.rows, 1):
            page.write_row(line, 0, row)
        if drawn:
            chart = book.add_chart({"type": data.kind})
            {"bar": _draw_bars, "line": _draw_lines}[data.kind](chart, data)
            page.insert_chart(1, len(data.heads) + 1, chart)
    return file.getvalue()


def _draw_bars(chart: Any, data: _Data) -> None:
    last = len(data.rows)
    ticks, (low, high) = data.options["ticks"], data.options["sides"]
    step = ticks[-1] - ticks[-2]
    chart.add_series(
        {
            "name": ["Sheet1", 0, 1],
            "categories": ["Sheet1", 1, 0, last, 0],
            "values": ["Sheet1", 1, 1, last, 1],
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


def _draw_lines(chart: Any, data: _Data) -> None:
    last = len(data.rows)
    for column, color in zip(range(1, len(data.heads)), data.options["colors"], strict=False):
        chart.add_series(
            {
                "name": ["Sheet1", 0, column],
                "categories": ["Sheet1", 1, 0, last, 0],
                "values": ["Sheet1", 1, column, last, column],
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


def _chart_part(document: Any, number: int, data: _Data) -> str:
    """Add a chart and its workbook to a document's parts; return the chart's relationship."""
    with zipfile.ZipFile(io.BytesIO(_workbook(data, drawn=True))) as archive:
        xml = archive.read("xl/charts/chart1.xml")
    package = document.package
    workbook = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        _WORKBOOK,
        _workbook(data, drawn=False),
        package,
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    relation = chart.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    outside = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    chart._blob = _SETTINGS.sub(b"", _told(xml)).replace(_END, outside.encode() + _END)
    return str(document.relate_to(chart, RELATIONSHIP_TYPE.CHART))


def _told(xml: bytes) -> bytes:
    """Say of a chart what XlsxWriter leaves to the reader: lines are straight, and broken without a number."""
    if b"<c:dispBlanksAs" not in xml:
        xml = xml.replace(_VISIBLE, _VISIBLE + b'<c:dispBlanksAs val="gap"/>')
    if b"<c:lineChart>" in xml:
        xml = xml.replace(b"</c:ser>", b'<c:smooth val="0"/></c:ser>')
    return xml


def _graphic(chart: ChartPart, relation: str, wide: float, high: float) -> str:
    return _inline(
        chart,
        "<wp:cNvGraphicFramePr/>",
        "http://schemas.openxmlformats.org/drawingml/2006/chart",
        f'<c:chart r:id="{relation}"/>',
        (wide, high),
    )


def _picture(chart: ChartPart, relation: str, wide: float, high: float) -> str:
    space = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    size = f'<a:ext cx="{Mm(wide)}" cy="{Mm(high)}"/>'
    drawn = (
        f'<pic:pic xmlns:pic="{space}"><pic:nvPicPr><pic:cNvPr id="0" name="{chart.anchor}.png"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch>'
        f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>{size}</a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    return _inline(chart, "<wp:cNvGraphicFramePr/>", space, drawn, (wide, high))


def _inline(
    chart: ChartPart, frame: str, space: str, content: str, size: tuple[float, float]
) -> str:
    """Return the run of a drawing that stands in its line, with its text for those who do not see it."""
    wide, high = map(Mm, size)
    told = escape(chart.alternative)
    number = zlib.crc32(chart.anchor.encode()) >> 1
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:docPr id="{number}" name="{chart.anchor}" descr="{told}"/>'
        f'{frame}<a:graphic><a:graphicData uri="{space}">{content}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
