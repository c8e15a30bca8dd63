/* Tables on a page: ordered by a column when its head is pressed, the other way round when it is pressed
   again, and as they were at the third time. Numbers go by their unrounded values. */
"use strict";
(() => {
  const NEXT = { number: { none: "descending", descending: "ascending", ascending: "none" } };
  NEXT.text = { none: "ascending", ascending: "descending", descending: "none" };
  const names = new Intl.Collator(document.documentElement.lang, { numeric: true });

  /* A table may set lists side by side, each beginning with its own names; they are ordered apart. */
  function lists(row) {
    const starts = [...row.cells].flatMap((cell, place) => (!place || cell.classList.contains("name") ? [place] : []));
    return starts.map((start, place) => [start, starts[place + 1] ?? row.cells.length]);
  }

  /* A band across the table parts its rows; none leaves its part. */
  function parts(body) {
    const found = [[]];
    for (const row of body.rows) {
      if (row.classList.contains("tb-band")) found.push([]);
      else found.at(-1).push([...row.cells]);
    }
    return found;
  }

  function value(cell, kind) {
    if (kind === "text") return cell.textContent;
    // What says nothing is printed as a sign, and is no number to be ordered by.
    return cell.dataset.value && /\d/.test(cell.textContent) ? Number(cell.dataset.value) : null;
  }

  /* What is missing stands last, whichever way the rest goes. */
  function compare(kind, order) {
    const way = order === "ascending" ? 1 : -1;
    return (a, b) => {
      if (a === null || b === null) return (a === null) - (b === null);
      return way * (kind === "text" ? names.compare(a, b) : a - b);
    };
  }

  function arrange(table, column, kind, order) {
    const body = table.tBodies[0];
    const rows = [...body.rows].filter((row) => !row.classList.contains("tb-band"));
    const [start, end] = lists(rows[0]).find(([from, to]) => from <= column && column < to);
    let line = 0;
    for (const part of table.tbOriginal) {
      const by = compare(kind, order);
      const told = part.map((cells) => [value(cells[column], kind), cells.slice(start, end)]);
      if (order !== "none") told.sort(([a], [b]) => by(a, b));
      for (const [, cells] of told) {
        const now = [...rows[line].cells];
        now.splice(start, end - start, ...cells);
        table.tbPlaced.push([rows[line], now]);
        line += 1;
      }
    }
    // Cells are moved when all new rows are known: a cell stands in one row at a time.
    for (const [row, cells] of table.tbPlaced.splice(0)) row.replaceChildren(...cells);
    return [start, end];
  }

  function enliven(table) {
    const heads = [...table.tHead.querySelectorAll('th[scope="col"]')];
    const rows = [...table.tBodies[0].rows].filter((row) => !row.classList.contains("tb-band"));
    if (rows.length < 2 || rows.some((row) => row.cells.length !== heads.length)) return;
    table.tbOriginal = parts(table.tBodies[0]);
    table.tbPlaced = [];
    heads.forEach((head, column) => {
      const kind = rows.some((row) => "value" in row.cells[column].dataset) ? "number" : "text";
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      head.setAttribute("aria-sort", "none");
      button.addEventListener("click", () => {
        const order = NEXT[kind][head.getAttribute("aria-sort")];
        const [start, end] = arrange(table, column, kind, order);
        for (const other of heads.slice(start, end)) other.setAttribute("aria-sort", "none");
        head.setAttribute("aria-sort", order);
      });
    });
  }

  /* What of a table is out of sight, below or to the right of what is shown of it; said until it is seen. */
  function tellRest(box) {
    const { rows, columns } = document.querySelector("article").dataset;
    const note = document.createElement("p");
    note.className = "tb-rest";
    note.setAttribute("aria-hidden", "true"); // those who hear the page read all of it
    box.after(note);
    const tell = () => {
      const frame = box.getBoundingClientRect();
      const below = [...box.querySelectorAll("tbody tr")].filter((row) => row.getBoundingClientRect().bottom > frame.bottom + 2).length;
      const beside = [...box.querySelectorAll("thead tr:last-child th")].filter((head) => head.getBoundingClientRect().right > frame.right + 2).length;
      const parts = [[rows, below], [columns, beside]].filter(([, count]) => count).map(([text, count]) => tradebookLanguage.filled(text, { count }));
      note.textContent = parts.join("\u2003");
      box.classList.toggle("tb-more-below", below > 0);
      box.classList.toggle("tb-more-beside", beside > 0);
    };
    let waiting = 0;
    const soon = () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(tell);
    };
    box.addEventListener("scroll", soon, { passive: true });
    new ResizeObserver(soon).observe(box);
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const table of document.querySelectorAll(".tb-table table")) enliven(table);
    for (const box of document.querySelectorAll(".tb-table .tb-scroll")) tellRest(box);
  });
})();
