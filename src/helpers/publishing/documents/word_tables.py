"""Tables of a Word document: native ones, whose heads are repeated on each page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from helpers.publishing.documents.document import Grid, Span
from helpers.publishing.documents.word_styles import MARGIN, PAGE, TWIPS
from helpers.publishing.documents.word_xml import caption, paragraph, run

_LARGEST: Final = 9.0
_SMALLEST: Final = 6.0
"""Letters of a table, in points."""
_LINE: Final = 'w:val="single" w:space="0" w:color="17324D"'
_RULE: Final = 'w:val="single" w:sz="2" w:space="0" w:color="B9C2CD"'
_SOFT: Final = '<w:shd w:val="clear" w:color="auto" w:fill="F4F6F9"/>'
_NEXT: Final = "<w:keepNext/>"


def grid_xml(grid: Grid) -> list[str]:
    """Return caption, table and notes."""
    notes = [paragraph("Note", run(note)) for note in grid.notes]
    return [caption(grid.caption, grid.mark, _NEXT), _table(grid), *notes, paragraph("Note", "")]


def columns_xml(cells: Sequence[str], *, shaded: bool = False) -> str:
    """Return a table without lines whose columns, paragraphs as text, stand side by side."""
    each = round((PAGE[0] - 2 * MARGIN) * TWIPS / len(cells))
    look = _SOFT if shaded else ""
    row = "".join(f"<w:tc>{_cell_properties(each, look)}{cell}</w:tc>" for cell in cells)
    columns = f'<w:gridCol w:w="{each}"/>' * len(cells)
    space = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 60), ("left", 120), ("bottom", 60), ("right", 120))
    )
    return (
        '<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{space}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{row}</w:tr></w:tbl>"
    )


def _table(grid: Grid) -> str:
    room = PAGE[1 if grid.broad else 0] - 2 * MARGIN
    needed = sum(grid.widths)
    size = min(_LARGEST, max(_SMALLEST, room / 25.4 * 72 / needed))
    letters = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    widths = [round(width / needed * room * TWIPS) for width in grid.widths]
    rows = [*_head(grid.head, widths, letters), *_rows(grid, widths, letters)]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    borders = (
        f'<w:tblBorders><w:top {_LINE} w:sz="8"/><w:bottom {_LINE} w:sz="8"/>'
        f"<w:insideH {_RULE}/></w:tblBorders>"
    )
    margins = '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/></w:tblCellMar>'
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/>'
        f"{margins}</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _head(head: Sequence[Sequence[Span]], widths: Sequence[int], letters: str) -> Iterator[str]:
    """Yield the rows of a head; what goes over two rows goes on in the second."""
    open_columns: set[int] = set()
    for line, row in enumerate(head):
        cells: list[str] = []
        spans = iter(row)
        column = 0
        while column < len(widths):
            if column in open_columns:
                look = f"<w:vMerge/>{_head_line(line, head)}"
                cells.append(_cell("", widths[column], look, "left", letters))
                column += 1
                continue
            span = next(spans)
            if span.rows > 1:
                open_columns.add(column)
            over = f'<w:gridSpan w:val="{span.columns}"/>' if span.columns > 1 else ""
            down = '<w:vMerge w:val="restart"/>' if span.rows > 1 else ""
            width = sum(widths[column : column + span.columns])
            look = over + down + _head_line(line, head) + '<w:vAlign w:val="bottom"/>'
            cells.append(_cell(span.text, width, look, span.side, "<w:b/>" + letters))
            column += span.columns
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def _head_line(line: int, head: Sequence[object]) -> str:
    last = line == len(head) - 1
    return f'<w:tcBorders><w:bottom {_LINE} w:sz="6"/></w:tcBorders>' if last else ""


def _rows(grid: Grid, widths: Sequence[int], letters: str) -> Iterator[str]:
    for row in grid.rows:
        if len(row) < len(widths):
            over = f'<w:gridSpan w:val="{len(widths)}"/>{_SOFT}' if len(widths) > 1 else _SOFT
            cells = _cell(row[0], sum(widths), over, "left", "<w:b/>" + letters, keep=_NEXT)
        else:
            # Names behind a column of numbers stand apart from them.
            apart = ('<w:ind w:left="120"/>' if place else "" for place in range(len(widths)))
            looks = zip(row, widths, grid.numeric, apart, strict=True)
            cells = "".join(
                _cell(text, width, "", "right", letters)
                if numeric
                else _cell(text, width, "", "left", letters, keep=before)
                for text, width, numeric, before in looks
            )
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(text: str, width: int, look: str, side: str, letters: str, *, keep: str = "") -> str:
    content = paragraph("TableCell", run(text, letters), f'{keep}<w:jc w:val="{side}"/>')
    return f"<w:tc>{_cell_properties(width, look)}{content}</w:tc>"


def _cell_properties(width: int, look: str) -> str:
    return f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>'
