/* Tables within a text: rows of a name and numbers, below heads that say what each column is. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const { dimensionOf, settlePeriod, frozen } = factcheck.subjects;
  const NUMBER = /^[-+−–]?\d[\d,]*(?:\.\d+)?%?$/;
  const ABSENT = /^[-—–…]$/;
  const PROSE = /[\u3002\uff0c\uff1b\uff1a\uff01\uff1f,;:!?]/;
  const LEAST = 2; // rows of a table
  const LONGEST = 24; // signs of the name of a row
  const HEAD = 8; // signs of a line that stands on every page
  const ABOVE = 16; // lines of heads, so many at most

  const isNumeric = (cell) => NUMBER.test(cell.text) || ABSENT.test(cell.text);

  function cellsOf(line, start) {
    return [...line.matchAll(/[^\s|]+/g)].map((found) => ({ text: found[0].normalize("NFKC"), start: start + found.index, end: start + found.index + found[0].length }));
  }

  /* A line as the groups of a row: names, each with the numbers behind it; null where it is none. */
  function rowOf({ text, start }) {
    if (PROSE.test(text.replace(/\d,\d/g, ""))) return null;
    const cells = cellsOf(text, start);
    if (cells.length < LEAST + 1 || isNumeric(cells[0])) return null;
    const groups = [];
    for (const cell of cells) {
      if (isNumeric(cell)) groups.at(-1).cells.push(cell);
      else if (!groups.length || groups.at(-1).cells.length) groups.push({ name: cell.text, cells: [] });
      else groups.at(-1).name += cell.text;
    }
    const isRow = groups.every(({ name, cells: numbers }) => numbers.length && name.length <= LONGEST);
    return isRow && groups.reduce((sum, one) => sum + one.cells.length, 0) >= LEAST ? groups : null;
  }

  /* The lines of a text, without what stands between two parts of a sentence: heads of pages, which come again, and notes below. */
  function linesOf(source) {
    const lines = [], times = new Map();
    let start = 0;
    for (const text of source.split("\n")) {
      lines.push({ text, start, row: null });
      times.set(text.trim(), (times.get(text.trim()) ?? 0) + 1);
      start += text.length + 1;
    }
    let isNote = false;
    lines.forEach((line, at) => {
      const text = line.text.trim();
      const isHead = text.length >= HEAD && times.get(text) > 1 && !/[\d\s%]/.test(text);
      isNote = /^\d\d? (?=\D)/.test(text) ? !isEnded(lines, at) : isNote && (!text || /^https?:/.test(text));
      line.isAside = isHead || isNote;
      line.row = rowOf(line);
    });
    return lines;
  }

  /* Whether the sentence above a line is at its end. */
  function isEnded(lines, at) {
    const above = lines.slice(0, at).filter((one) => one.text.trim() && !one.isAside).at(-1);
    return !above || /[\u3002.\uff01\uff1f!?:\uff1a)\uff09]$/.test(above.text.trim());
  }

  /* A text of the same length without the lines that only stand between. */
  function withoutAsides(source) {
    return linesOf(source).map((one) => (one.isAside ? " ".repeat(one.text.length) : one.text)).join("\n");
  }

  /* The text in pieces: prose, and tables with the lines above them that are their heads. */
  function pieces(source) {
    const lines = linesOf(source);
    const found = [];
    let prose = 0;
    for (let at = 0; at < lines.length; at += 1) {
      if (!lines[at].row) continue;
      const last = lastRow(lines, at);
      const rows = lines.slice(at, last + 1).filter((one) => one.row);
      if (rows.length >= LEAST) {
        const head = headOf(lines, at);
        if (lines[head].start > prose) found.push({ kind: "prose", start: prose, end: lines[head].start });
        found.push({ kind: "table", head: lines.slice(head, at), rows });
        prose = lines[last].start + lines[last].text.length + 1;
      }
      at = last;
    }
    if (prose < source.length) found.push({ kind: "prose", start: prose, end: source.length });
    return found;
  }

  /* The last row of a table: blank lines and short ones, which name a part of it, may stand between. */
  function lastRow(lines, at) {
    let last = at;
    for (let next = at + 1; next < lines.length; next += 1) {
      if (lines[next].row) last = next;
      else if (lines[next].text.trim().length > LONGEST / 2 || PROSE.test(lines[next].text)) break;
    }
    return last;
  }

  /* The first line of the heads of a table: its caption, or the lines without sentences right above. */
  function headOf(lines, at) {
    for (let head = at - 1, count = 0; head >= 0 && count < ABOVE; head -= 1) {
      if (lines[head].text.trim()) count += 1;
      if (factcheck.captions.test(lines[head].text.trim())) return head;
      if (/[\u3002\uff01\uff1f]/.test(lines[head].text) || lines[head].row) return head + 1;
    }
    return at;
  }

  /* ---- heads ---- */

  /* What the heads say: the columns in their order, and the periods, of which each has as many columns. */
  function columnsOf(tokens) {
    const columns = [], periods = [];
    let isBracketed = false;
    for (const token of tokens) {
      if (/[\uff08(]/.test(token.text ?? "")) isBracketed = true;
      if (/[\uff09)]/.test(token.text ?? "")) isBracketed = false;
      if (isBracketed) continue;
      if (token.kind === "period") periods.push(token);
      else if (token.kind === "flow") columns.push({ metric: "level", flow: token.flow });
      else if (token.kind === "amounts") columns.push({ metric: "level" });
      else if (token.kind === "share") columns.push({ metric: "share" });
      else if (token.kind === "bases.yoy" && columns.at(-1)?.metric !== "growth") columns.push({ metric: "growth" });
      else if ((token.kind === "neutral" || token.kind === "up") && columns.at(-1)?.token !== token.kind) columns.push({ metric: "growth", token: token.kind });
    }
    return { columns, periods };
  }

  /* The flow of a column is that of the one before where it has none of its own. */
  function withFlows(columns, flow) {
    let current = flow;
    return columns.map((one) => ({ ...one, flow: (current = one.flow ?? current) }));
  }

  /* ---- rows ---- */

  /* The columns of a row: one with fewer numbers has no shares, as a balance has none. */
  function fitting(columns, count) {
    if (columns.length <= count) return columns;
    const others = columns.filter((one) => one.metric !== "share");
    return others.length === count ? others : [];
  }

  function claimsOf({ head, rows }, state, words, source, readCaption) {
    const caption = head.filter((one) => one.text.trim());
    const isCaptioned = caption.length && factcheck.captions.test(caption[0].text.trim());
    if (isCaptioned) readCaption(caption[0].text);
    const units = unitsIn(head.map((one) => one.text).join("\n"), words);
    const heads = factcheck.vocabulary.tokens(caption.slice(isCaptioned ? 1 : 0).map((one) => one.text).join("\n"), words);
    const { columns, periods } = columnsOf(heads);
    const width = Math.max(...rows.map((row) => row.row.reduce((sum, one) => sum + one.cells.length, 0)));
    const set = withFlows(columns.length >= width ? columns.slice(columns.length - width) : [], state.flow);
    const claims = [];
    for (const { row } of rows) {
      let at = 0;
      const own = fitting(set, row.reduce((sum, one) => sum + one.cells.length, 0));
      for (const { name, cells } of row) {
        const named = factcheck.vocabulary.tokens(name, words);
        for (const cell of cells) {
          const column = own[at];
          const half = periods.length > 1 ? periods[Math.floor((at * periods.length) / (own.length || width))] : null;
          at += 1;
          if (ABSENT.test(cell.text)) continue;
          const later = { ...state, slots: { ...state.slots } };
          if (half) settlePeriod(later, half);
          claims.push(claimOf(cell, column, named, later, units, source));
        }
      }
    }
    return claims;
  }

  function claimOf(cell, column, named, state, units, source) {
    const text = cell.text.replace(/,/g, "").replace(/[−–]/, "-");
    const value = Number(text.replace("%", ""));
    const step = 10 ** -((text.replace("%", "").split(".")[1] ?? "").length);
    const member = named.find((one) => one.kind === "member");
    const flow = named.find((one) => one.kind === "flow");
    const isQuantity = named.some((one) => one.kind === "flow" && units.quantity && factcheck.amounts.quantity.has(one.text));
    // What a table is of stands in its heads, however far above the flow or the subject was named.
    const own = { ...frozen(state), isFlowStale: false, isStale: false };
    if (member) own.slots = { ...withoutOthers(own.slots, dimensionOf(member)), [dimensionOf(member)]: { items: [{ members: member.members }] } };
    if (column) own.flow = flow?.flow ?? column.flow;
    const claim = { start: cell.start, end: cell.end, text: source.slice(cell.start, cell.end), value, step, unit: "", kind: "plain", state: own, bound: "" };
    if (!column) return { ...claim, reason: "no_column" };
    if (!member && !flow) return { ...claim, reason: "unread_row", state: { ...own, unread: named.map((one) => one.text) } };
    return measured(claim, column, isQuantity ? units.quantity : units.money, isQuantity);
  }

  /* What was said of members of the kind that the rows name does not hold in them. */
  const withoutOthers = (slots, dimension) => Object.fromEntries(Object.entries(slots).filter(([one, slot]) => one !== dimension && slot.items.length === 1));

  function measured(claim, { metric }, unit, isQuantity) {
    const measure = isQuantity ? "quantity" : "value";
    const isBalance = claim.state.flow === "balance" || claim.state.flow === "deficit";
    if (metric === "level" || (metric === "growth" && isBalance)) {
      if (!unit) return { ...claim, reason: "no_unit" };
      const own = { ...claim, unit: unit.unit, kind: unit.of, value: claim.value * unit.factor, step: claim.step * unit.factor, measure };
      // Of a balance the change is told, and not a percentage.
      return { ...own, metric: metric === "growth" ? "change" : "level", state: { ...claim.state, currency: isQuantity ? claim.state.currency : unit.unit } };
    }
    return { ...claim, unit: "percent", kind: "percent", metric, measure };
  }

  /* The units that heads name: of money, and of a quantity. */
  function unitsIn(text, words) {
    const found = {};
    for (const part of text.replace(/\s/g, "").matchAll(/[\uff08(\/]([^\uff08()\uff09\/]+)(?=[\uff09)\/])/g)) {
      const number = factcheck.numerals.numberAt(`1${part[1].toLowerCase()}`, 0, words.numbers, words.points);
      if (number && ["money", "quantity"].includes(number.of) && number.length === part[1].length + 1) found[number.of] ??= { ...number, factor: number.value };
    }
    return found;
  }

  factcheck.grids = { pieces, withoutAsides, claimsOf };
})();
