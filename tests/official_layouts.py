"""Tables in the customs' official layouts, for tests: from rows of cells to any kind of file.

A header is a list of columns, each the texts above one another; a body is a list of rows of cells.
"""

import csv
import io
from html import escape
from itertools import groupby

from spreadsheets import xls_bytes, xlsx_bytes

NOTE = "注：本表数据为示例。"


def heads_of(columns, *, merged):
    """Return the header rows of columns; a cell that goes over several is empty but in its first."""
    depth = max(map(len, columns))
    columns = [tuple(column) + ("",) * (depth - len(column)) for column in columns]
    rows = [[column[level] for column in columns] for level in range(depth)]
    if not merged:
        return rows
    for level, row in enumerate(rows[:-1]):
        whole = [column[: level + 1] for column in columns]
        rows[level] = [
            "" if place and whole[place] == whole[place - 1] else text
            for place, text in enumerate(row)
        ]
    return rows


def sheet_of(columns, body, *, above=(), notes=(NOTE,), merged=True, margin=False):
    """Return the rows of a sheet; ``margin`` leaves column A empty, as some official files do."""
    width = len(columns)
    rows = [[text, *[""] * (width - 1)] for text in above]
    rows += heads_of(columns, merged=merged)
    rows += [list(row) for row in body]
    rows += [[text, *[""] * (width - 1)] for text in notes]
    return [["", *row] for row in rows] if margin else rows


def csv_bytes(rows, encoding="utf-8-sig"):
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode(encoding)


def page_bytes(columns, body, *, above=(), notes=(NOTE,), heading=""):
    """Return a page of the web: merged cells as such, a title outside the table where one is given."""
    lines = [f'<tr><td colspan="{len(columns)}">{escape(text)}</td></tr>' for text in above]
    lines += [f"<tr>{''.join(cells)}</tr>" for cells in spanned(columns)]
    for row in body:
        cells = "".join(f"<td>\n\t{escape(str(cell))}\xa0\n</td>" for cell in row)
        lines.append(f"<tr>{cells}</tr>")
    lines += [f'<tr><td colspan="{len(columns)}">{escape(text)}</td></tr>' for text in notes]
    title = f"<h2>{escape(heading)}</h2>" if heading else ""
    body_text = f"<table><tr><td><table>{''.join(lines)}</table></td></tr></table>"
    page = f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{title}{body_text}'
    return f"{page}</body></html>".encode()


def spanned(columns):
    """Return the header's cells as a page has them, row by row, with colspan and rowspan."""
    depth = max(map(len, columns))
    for level in range(depth):
        cells = []
        reach = [column for column in columns if len(column) > level]
        for top, same in groupby(reach, key=lambda column: column[: level + 1]):
            over = list(same)
            wide = len(over) if len(over[0]) > level + 1 else 1
            for _ in range(len(over) // wide):
                high = depth - level if len(over[0]) == level + 1 else 1
                cells.append(f'<td colspan="{wide}" rowspan="{high}">{escape(top[-1])}</td>')
        yield cells


def as_numbers(rows):
    """Return rows with numbers where text is one, as a workbook keeps them."""
    return [[as_number(cell) for cell in row] for row in rows]


def as_number(cell):
    try:
        return float(cell) if isinstance(cell, str) and cell.strip() else cell
    except ValueError:
        return cell


def file_bytes(form, columns, body, *, above, heading="", **options):
    """Return a table as a file of a form: csv, gb18030, xlsx, xls, html."""
    if form == "html":
        return page_bytes(columns, body, above=above, heading=heading, **options)
    rows = sheet_of(columns, body, above=(*filter(None, [heading]), *above), **options)
    if form in ("xlsx", "xls"):
        make = {"xlsx": xlsx_bytes, "xls": xls_bytes}[form]
        return make(as_numbers(rows))
    return csv_bytes(rows, {"csv": "utf-8-sig"}.get(form, form))


FORMS = {
    "csv": "csv",
    "gb18030": "csv",
    "utf-16": "csv",
    "xlsx": "xlsx",
    "xls": "xls",
    "html": "html",
}
"""Each form with the ending of its files."""
