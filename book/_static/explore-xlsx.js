/* A small Excel file from sheets of rows: texts as texts, numbers as numbers, whole and unrounded. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
  const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
  const DAY = 0x21; // 1 January 1980: the same bytes whenever it is saved

  const escaped = (text) => text.replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");

  function cell(value) {
    if (value === null || value === "") return "<c/>";
    if (typeof value === "number") return `<c><v>${value}</v></c>`;
    return `<c t="inlineStr"><is><t xml:space="preserve">${escaped(String(value))}</t></is></c>`;
  }

  const sheet = (rows) => `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows.map((row) => `<row>${row.map(cell).join("")}</row>`).join("")}</sheetData></worksheet>`;

  function files(sheets) {
    const names = Object.keys(sheets);
    const part = (at) => `worksheets/sheet${at + 1}.xml`;
    const types = names.map((_, at) => `<Override PartName="/xl/${part(at)}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`);
    const listed = names.map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`);
    const related = names.map((_, at) => `<Relationship Id="rId${at + 1}" Type="${RELATIONS}/worksheet" Target="${part(at)}"/>`);
    const relations = (content) => `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">${content}</Relationships>`;
    return {
      "[Content_Types].xml": `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>${types.join("")}</Types>`,
      "_rels/.rels": relations(`<Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/>`),
      "xl/workbook.xml": `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed.join("")}</sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": relations(related.join("")),
      ...Object.fromEntries(names.map((name, at) => [`xl/${part(at)}`, sheet(sheets[name])])),
    };
  }

  /* ---- a ZIP archive whose files are not compressed ---- */

  function checksum(bytes) {
    checksum.table ??= Uint32Array.from({ length: 256 }, (_, n) => {
      let value = n;
      for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
      return value;
    });
    let sum = 0xffffffff;
    for (const byte of bytes) sum = checksum.table[(sum ^ byte) & 255] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  }

  /* Numbers of two and four bytes, the lowest first: [width, value] each. */
  function packed(fields) {
    const bytes = [];
    for (const [width, value] of fields) for (let at = 0; at < width; at += 1) bytes.push((value >>> (8 * at)) & 255);
    return Uint8Array.from(bytes);
  }

  function zipped(contents) {
    const encoder = new TextEncoder();
    const parts = [], directory = [];
    let offset = 0;
    for (const [path, text] of Object.entries(contents)) {
      const [name, data] = [encoder.encode(path), encoder.encode(text)];
      const common = [[2, 20], [2, 0x800], [2, 0], [2, 0], [2, DAY], [4, checksum(data)], [4, data.length], [4, data.length], [2, name.length], [2, 0]];
      parts.push(packed([[4, 0x04034b50], ...common]), name, data);
      directory.push(packed([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), name);
      offset += 30 + name.length + data.length;
    }
    const size = directory.reduce((sum, one) => sum + one.length, 0);
    const count = directory.length / 2;
    const end = packed([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]]);
    return new Blob([...parts, ...directory, end], { type: TYPE });
  }

  explorer.workbook = (sheets) => zipped(files(sheets));
})();
