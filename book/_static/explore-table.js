/* The table of the explorer: months down, members across, and of two members their difference and ratio.
   It is the chart for those who do not see it. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const FEW = 3; // files that are named at once

  const made = (tag, values = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(values)) {
      if (name in element) element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  function cell(point, isLit) {
    const text = explorer.text.number(point);
    const direction = tradebookLanguage.direction(text);
    const element = made("td", {}, text);
    const exact = point.value ?? point.exact;
    if (exact !== undefined && exact !== null) element.dataset.value = exact;
    if (["percent", "points"].includes(point.unit) && direction) element.classList.add(direction > 0 ? "up" : "down");
    element.classList.toggle("tb-lit", isLit);
    return element;
  }

  const missing = (month) => ({ month, value: null, unit: "", step: null });

  /* The columns behind those of the members: where there are two that are alike. */
  function comparison(lines, heads) {
    if (lines.length !== 2 || !lines[0].points || !lines[1].points) return [];
    const names = { one: explorer.text.short(lines[0].member), other: explorer.text.short(lines[1].member) };
    const found = lines[0].points.map((one, place) => explorer.sentence.against(one, lines[1].points[place]));
    const columns = ["difference"];
    if (found.some((one) => one && one.ratio.value !== null)) columns.push("ratio");
    if (found.every((one) => !one)) return [];
    heads.push(...columns.map((column) => explorer.text.say(`table.${column}`, names)));
    return columns.map((column) => found.map((one, place) => one?.[column] ?? missing(lines[0].points[place].month)));
  }

  /* Months of one reason or basis in one sentence: of each member, or of all where they are the same. */
  function grouped(lines, key, say) {
    const found = new Map();
    for (const { member, points } of lines) {
      for (const point of points ?? []) {
        const value = key(point);
        if (!value) continue;
        const name = `${member} ${value}`;
        if (!found.has(name)) found.set(name, { member, value, months: [] });
        found.get(name).months.push(point.month);
      }
    }
    return [...found.values()].map(({ member, value, months }) =>
      say({ name: explorer.text.name(member), months: explorer.text.monthsOf(months), value }));
  }

  /* What stands under the table: units, why there is no number, where numbers come from. */
  function notes(lines, state) {
    const { say, at, unitOf } = explorer.text;
    const points = lines.flatMap((line) => line.points ?? []);
    const units = [...new Set(points.map((point) => unitOf({ ...point, step: null }).label).filter(Boolean))];
    const texts = units.length ? [say("table.unit", { unit: units.join(at("joining.comma")) })] : [];
    const absent = grouped(lines, (one) => one.reason && one.reason !== "extreme" && explorer.text.reason(one), ({ name, months, value }) =>
      say("table.absent", { name, months, reason: value }));
    const unheld = lines.filter((line) => !line.points).map((line) => say("table.unheld", { name: explorer.text.name(line.member), reason: line.why }));
    if (absent.length) texts.push(say("table.missing"));
    const mark = explorer.words.extreme.mark;
    const extreme = grouped(lines, (one) => one.reason === "extreme" && mark, ({ name, months }) => say("table.extreme", { name, months, mark }));
    const odd = ["summed", "difference", "implied", "printed"];
    const bases = grouped(lines, (one) => (odd.includes(one.basis) ? one.basis : ""), ({ name, months, value }) =>
      say("table.basis", { name, months, basis: at(`bases.${value}`) }));
    const moved = lines.flatMap(({ member, points: shown }) => {
      const known = explorer.text.entry(...explorer.text.parts(member).at(-1))?.changes ?? [];
      const months = known.filter((month) => shown?.length && shown[0].month < month && month <= shown.at(-1).month);
      return months.length ? [say("table.members", { name: explorer.text.within(member), months: explorer.text.monthsOf(months) })] : [];
    });
    const shown = [...points, ...lines.flatMap((line) => line.growth?.slice(-1) ?? [])];
    if (shown.some((one) => one.basis === "superseded")) texts.push(say("table.marked", { mark: at("superseded"), basis: at("bases.superseded") }));
    return [...texts, ...absent, ...extreme, ...unheld, ...moved, ...bases].map((text) => made("p", {}, text));
  }

  /* The files behind the numbers, the newest first; a long list unfolds. */
  function sources(lines) {
    const { say, at } = explorer.text;
    const ids = [...new Set(lines.flatMap((line) => line.points ?? []).flatMap((point) => point.sources))].sort().reverse();
    const files = ids.map((id) => explorer.sources[id]?.title ?? id);
    const text = say("table.sources", { sources: files.join(at("joining.semicolon")) });
    if (files.length <= FEW) return files.length ? [made("p", {}, text)] : [];
    return [made("details", {}, made("summary", {}, say("table.files", { count: files.length })), made("p", {}, text))];
  }

  function render(place, lines, state) {
    const heads = lines.map((line) => explorer.text.short(line.member));
    const more = comparison(lines, heads);
    const rows = state.months.map((month, at) => [
      explorer.text.monthOf(month),
      ...lines.map((line) => cell(line.points?.[at] ?? missing(month), state.pin.includes(line.member))),
      ...more.map((column) => cell(column[at], false)),
    ]).reverse();
    const head = made("tr", {}, made("th", { scope: "col" }, explorer.text.say("table.month")));
    heads.forEach((text, at) => {
      const name = made("th", { scope: "col" }, text);
      name.classList.toggle("tb-lit", state.pin.includes(lines[at]?.member));
      head.append(name);
    });
    const body = made("tbody", {}, ...rows.map(([month, ...cells]) => made("tr", {}, made("th", { scope: "row" }, month), ...cells)));
    const caption = explorer.text.say("table.caption", explorer.labels(state));
    const scroll = made("div", { className: "tb-scroll", tabIndex: 0, role: "region", "aria-label": caption },
      made("table", {}, made("thead", {}, head), body));
    const under = made("div", { className: "tb-notes" }, ...notes(lines, state), ...sources(lines));
    place.replaceChildren(made("figcaption", {}, caption), scroll, under);
  }

  explorer.table = { render };
  explorer.made = made;
})();
