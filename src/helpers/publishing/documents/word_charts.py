"""Charts of a Word document: native ones that can be edited, where bars or lines say all; else pictures."""

from __future__ import annotations

import io
import zlib
from typing import Any, Final

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.shared import Mm
from markupsafe import escape

from helpers.presentation.charts.drawing import png_of
from helpers.presentation.parts import ChartPart
from helpers.publishing.documents.drawings import paper_drawing
from helpers.publishing.documents.native_charts import NativeChart, native_chart

_SHARP: Final = 2.0
"""Pixels of a picture for one of its drawing."""
_MM: Final = 25.4 / 72 * 0.8
"""Millimetres of paper for a pixel of a drawing."""
_AROUND: Final = 24
_ROW: Final = 5.4
"""Millimetres of a native chart of bars around these, and for each."""
_WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_END: Final = b"</c:chartSpace>"


def add_chart(made: Any, chart: ChartPart, width: float, between: str) -> str:
    """Add a chart to a document; return its run as text, at most so many millimetres wide.

    ``between`` stands between the texts of the title of a native one.
    """
    across, down = chart.size
    wide = min(width, across * _MM)
    high = wide * down / across
    native = native_chart(chart, between)
    if native is None:
        picture = io.BytesIO(png_of(paper_drawing(chart.svg), _SHARP))
        relation, _ = made.part.get_or_add_image(picture)
        return _picture(chart, relation, wide, high)
    number = sum(
        part.partname.startswith("/word/charts/") for part in made.part.package.iter_parts()
    )
    relation = _chart_part(made.part, number + 1, native)
    least = _AROUND + _ROW * len(native.rows) if native.kind == "bar" else 0
    return _graphic(chart, relation, wide, max(high, least))


def _chart_part(document: Any, number: int, native: NativeChart) -> str:
    """Add a chart and its workbook to a document's parts; return the chart's relationship."""
    package = document.package
    workbook = Part(
        PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
        _WORKBOOK,
        native.workbook(),
        package,
    )
    chart = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, b"", package)
    relation = chart.relate_to(workbook, RELATIONSHIP_TYPE.PACKAGE)
    outside = f'<c:externalData r:id="{relation}"><c:autoUpdate val="0"/></c:externalData>'
    chart._blob = native.xml().replace(_END, outside.encode() + _END)
    return str(document.relate_to(chart, RELATIONSHIP_TYPE.CHART))


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
