/* From an edition on: below each table and chart a link opens the explorer with what that shows, and a
   chart's mark that is pressed, or Enter on it, opens the panel of its number.

   Which figures a chart draws is told by the page's tables: a mark is called like a row, and the chart's
   anchor names the flow, the span and what is drawn. */
"use strict";
(() => {
  const MOST = 5; // lines that can be read at once
  const MEMBERS = ["region", "partner", "product"];
  const WHOLE = "_T";
  const COMMODITY = /^[A-Z]/; // in the lists of exports and of imports, which name some alike: it has no totals
  const PROVINCE = /^\d{2}$/; // the explorer has no groups of provinces
  const MEASURES = { level: "value", growth: "growth", change: "growth", share: "share", weight: "share", contribution: "contribution", rank: "rank", unit_value: "unit_value", unit_value_growth: "unit_value_growth" };
  const DRAWN = { growth: "growth", map: "growth", contribution: "contribution", structure: "share" };
  const QUOTED = "#tab-quoted"; // what a source states, and nothing here can check
  const FLOWS = ["export", "import", "total", "balance"];
  const SPANS = ["month", "ytd"];

  /* What a figure's name says; null of what the explorer does not have: kinds of enterprise, regimes, years. */
  function read(id) {
    const [metric, measure, period, span, flow, region, partner, product, ...more] = id.split(".");
    if (more.length || !(metric in MEASURES) || !/^\d{4}-\d\d$/.test(period) || !SPANS.includes(span)) return null;
    if (measure !== "value" && !(metric === "level" && measure === "quantity")) return null;
    if (region !== WHOLE && !PROVINCE.test(region)) return null;
    if (COMMODITY.test(product) && !["export", "import"].includes(flow)) return null;
    return { id, measure: measure === "quantity" ? "quantity" : MEASURES[metric], period, span, flow, region, partner, product };
  }

  const known = (cells) => cells.map((cell) => read(cell.dataset.figure)).filter(Boolean);

  /* What the row is of, where a table may set lists side by side. */
  function headOf(cell) {
    let head = cell.previousElementSibling;
    while (head && !head.matches("th, td.name")) head = head.previousElementSibling;
    return head?.textContent.trim();
  }

  /* A chart's figures by the name of a mark: those of the page's tables that its anchor does not rule out. */
  function drawn(figure) {
    const parts = figure.id.split("-");
    const [flow, span] = [FLOWS, SPANS].map((names) => names.find((one) => parts.includes(one)));
    const wanted = Object.entries(DRAWN).find(([part]) => parts.includes(part))?.[1];
    const found = new Map();
    for (const cell of document.querySelectorAll("main .tb-table td[data-figure]")) {
      const one = read(cell.dataset.figure);
      if (!one || (flow && one.flow !== flow) || (span && one.span !== span) || (wanted && one.measure !== wanted)) continue;
      const name = headOf(cell);
      if (name && !found.has(name)) found.set(name, one);
    }
    const marks = [...figure.querySelectorAll("svg [aria-label]")].filter((mark) => mark.getAttribute("role") !== "group");
    return marks.map((mark) => [mark, found.get(mark.getAttribute("aria-label").split("\n")[0])]);
  }

  /* The members as the explorer's address has them: what all figures share stands first. */
  function members(figures) {
    const isShared = (dimension) => new Set(figures.map((one) => one[dimension])).size === 1;
    const order = [...MEMBERS.filter(isShared), ...MEMBERS.filter((one) => !isShared(one))];
    const names = figures.map((one) => order.filter((name) => one[name] !== WHOLE).map((name) => `${name}/${one[name]}`).join("+") || `nation/${WHOLE}`);
    const all = [...new Set(names)];
    return (all.length > 1 ? all.filter((name) => name !== `nation/${WHOLE}`) : all).slice(0, MOST);
  }

  function address(figures, { currency, as }) {
    const [first] = figures;
    const alike = figures.filter((one) => one.flow === first.flow && one.span === first.span && one.period === first.period);
    const rest = { measure: first.measure, flow: first.flow, span: first.span, currency, to: first.period, ...(as ? { as } : {}) };
    const texts = Object.entries(rest).map(([name, value]) => `${name}=${value}`);
    return `${tradebookLanguage.pages()}explore.html#of=${members(alike).join(",")}&${texts.join("&")}`;
  }

  function offer(figure, figures, given) {
    const tools = figure.querySelector(".tb-tools");
    if (!tools || !figures.length) return;
    const link = document.createElement("a");
    link.className = "tb-exploring";
    link.href = address(figures, given);
    link.textContent = given.words;
    link.setAttribute("aria-label", `${figure.querySelector("figcaption").textContent} ${given.words}`);
    tools.append(" ", link);
  }

  function open(mark, figure) {
    mark.classList.add("tb-opens");
    const show = () => window.tradebookNumbers.show(figure.id, mark);
    mark.addEventListener("click", show);
    mark.addEventListener("keydown", (event) => event.key === "Enter" && show());
  }

  document.addEventListener("DOMContentLoaded", () => {
    const box = document.getElementById("cite");
    if (!box?.dataset.explore) return;
    const given = JSON.parse(box.dataset.explore);
    for (const figure of document.querySelectorAll(`figure.tb-table:not(${QUOTED})`)) offer(figure, known([...figure.querySelectorAll("td[data-figure]")]), given);
    for (const figure of document.querySelectorAll("figure.tb-chart")) {
      const found = drawn(figure).filter(([, one]) => one);
      offer(figure, found.map(([, one]) => one), given);
      for (const [mark, one] of found) open(mark, one);
    }
  });
})();
