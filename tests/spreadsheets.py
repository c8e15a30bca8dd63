"""Excel files for the tests, written by hand: what a spreadsheet program would save."""

import io
import struct
import zipfile
from xml.sax.saxutils import escape


def xlsx_bytes(*sheets):
    """Return an .xlsx of these sheets, numbers as numbers and text as text."""
    names = [f"Sheet{number}" for number in range(1, len(sheets) + 1)]
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        + "".join(
            f'<Override PartName="/xl/worksheets/{name}.xml" ContentType="{kind}.worksheet+xml"/>'
            for name in names
        )
        + "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="a" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        + "".join(
            f'<sheet name="{name}" sheetId="{place}" r:id="r{place}"/>'
            for place, name in enumerate(names, 1)
        )
        + "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        + "".join(
            f'<Relationship Id="r{place}" Type="{office}/worksheet" '
            f'Target="worksheets/{name}.xml"/>'
            for place, name in enumerate(names, 1)
        )
        + "</Relationships>",
    }
    for name, rows in zip(names, sheets, strict=True):
        parts[f"xl/worksheets/{name}.xml"] = sheet_xml(rows, main)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return stream.getvalue()


def sheet_xml(rows, main):
    lines = []
    for row, cells in enumerate(rows, 1):
        line = ""
        for place, cell in enumerate(cells):
            first = chr(ord("A") + place // 26 - 1) if place >= 26 else ""
            at = f"{first}{chr(ord('A') + place % 26)}{row}"
            if isinstance(cell, str):
                inline = f"<is><t>{escape(cell)}</t></is>"
                line += f'<c r="{at}" t="inlineStr">{inline}</c>' if cell else ""
            else:
                line += f'<c r="{at}"><v>{cell!r}</v></c>'
        lines.append(f'<row r="{row}">{line}</row>')
    return f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def xls_bytes(rows, stream_name="Workbook"):
    """Return an .xls (BIFF8 in a compound file) of one sheet."""

    def record(kind, content=b""):
        return struct.pack("<HH", kind, len(content)) + content

    def begin(kind):
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    cells = b""
    for row, line in enumerate(rows):
        for place, cell in enumerate(line):
            where = struct.pack("<HHH", row, place, 0)
            if isinstance(cell, str):
                letters = struct.pack("<HB", len(cell), 1) + cell.encode("utf-16-le")
                cells += record(0x0204, where + letters) if cell else b""
            else:
                cells += record(0x0203, where + struct.pack("<d", cell))
    name = "表".encode("utf-16-le")
    head = begin(0x0005) + record(0x0042, struct.pack("<H", 1200))
    offset = len(head) + 4 + 8 + len(name) + 4
    head += record(0x0085, struct.pack("<IBBBB", offset, 0, 0, 1, 1) + name) + record(0x000A)
    return compound(stream_name, head + begin(0x0010) + cells + record(0x000A))


def compound(name, content):
    """Return a compound file (OLE) of one stream: table of sectors, directory, the stream."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // 512)
    assert sectors <= 126
    chain = [table, end, *range(3, sectors + 2), end]
    chain += [free] * (128 - len(chain))
    header = struct.pack("<8s16xHHHHH6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 62, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)

    def entry(title, kind, child, start, size):
        letters = title.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(letters), kind, 1, free, free, child)
        return letters.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, size)

    entries = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, 2, len(content))
    directory = entries.ljust(512, b"\0")
    return header + struct.pack("<128I", *chain) + directory + content.ljust(sectors * 512, b"\0")
