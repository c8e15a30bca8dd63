/* What is taken away from the explorer: data, drawing, address, embedding, citation, command. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const PAGE = "explore.html";
  const OPTIONS = { region: "--region", partner: "--partner", product: "--product" };
  const FOLDER_NAME = /[^\p{L}\p{N}_.-]+/gu;

  const say = (path, values) => explorer.text.say(path, values);
  const address = (state, more = {}) => explorer.words.site.base + PAGE + explorer.state.write(state, more);

  /* What is known today, in months that stay the same: an address to cite. */
  const frozen = (state) => ({ as: state.as ?? explorer.index.released, from: state.first, to: state.last });

  const nameOf = (state) => ["explore", ...state.of, state.measure, state.flow].join(".").replace(FOLDER_NAME, "-");

  const members = (state) => state.of.map(explorer.text.name).join(explorer.text.at("joining.comma"));

  function title(state) {
    const labels = explorer.labels(state);
    return say("take.title_of", { members: members(state), caption: say(labels.unit ? "chart.caption" : "chart.caption_plain", labels) });
  }

  /* ---- data ---- */

  const COLUMNS = ["period", "code", "member", "metric", "flow", "span", "currency", "unit", "value", "printed", "basis", "reason", "sources"];

  function rows(state) {
    const { amount } = explorer.text;
    return state.lines.flatMap((line) => (line.points ?? []).map((point) => [
      point.month, line.member, explorer.text.name(line.member), point.metric, state.flow,
      explorer.sentence.spanOf(point.metric, state.span), state.currency, point.unit, point.exact ?? point.value, amount(point),
      point.basis, point.reason ? explorer.text.reason(point) : "", point.sources.join(";"),
    ]));
  }

  const heads = () => COLUMNS.map((name) => say(`sheet.${name}`));

  /* A text that a spreadsheet might take for a formula is one all the same. */
  function quoted(value) {
    const text = value === null ? "" : String(value);
    const safe = typeof value === "string" && /^[=+@\t\r]|^-[^\d]/.test(text) && text !== "-" ? `'${text}` : text;
    return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  const csv = (state) => new Blob([`\ufeff${[heads(), ...rows(state)].map((row) => row.map(quoted).join(",")).join("\n")}\n`], { type: "text/csv;charset=utf-8" });

  /* Months down, members across; a second sheet has every number with where it is from, a third the page. */
  function workbook(state) {
    const names = state.of.map(explorer.text.name);
    const exact = (point) => point?.exact ?? point?.value ?? null;
    const wide = state.months.map((month, at) => [month, ...state.lines.map((line) => exact(line.points?.[at]))]);
    const about = [[title(state)], [address(state, frozen(state))], [citation(state)], [command(state)]];
    return explorer.workbook({
      [say("sheet.data")]: [[say("sheet.period"), ...names], ...wide],
      [say("sheet.basis")]: [heads(), ...rows(state)],
      [say("sheet.about")]: about,
    });
  }

  /* ---- texts ---- */

  function citation(state, more = frozen(state)) {
    const { site } = explorer.words;
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    return say("take.citation", { author: site.author, title: say("take.within", { title: title(state), site: site.title }), released: more.as, released_on: explorer.text.day(more.as), day, read_on: explorer.text.day(day), address: address(state, more) });
  }

  /* The command that writes the same series: a cross, such as a province's partners, comes with its first part. */
  function command(state) {
    const firsts = [...new Set(state.of.map((member) => member.split("+")[0]))].map((member) => member.split("/"));
    const quoted = (code) => (/^[\p{L}\p{N}_-]+$/u.test(code) ? code : `"${code}"`);
    const what = firsts.map(([dimension, code]) => (dimension in OPTIONS ? `${OPTIONS[dimension]} ${quoted(explorer.text.codeOf(dimension, code))}` : "--nation")).join(" ");
    const day = state.as ? ` --as-of ${state.as}` : "";
    const language = explorer.words.asked ? ` --language ${explorer.words.asked}` : "";
    const file = firsts.map(([dimension, code]) => (dimension in OPTIONS ? code : dimension)).join("-");
    return `tradebook export ${what} --currency ${state.currency}${day}${language} --out ${file}.xlsx`;
  }

  function embedding(state) {
    const text = title(state).replace(/[<>&"]/g, (char) => `&#${char.charCodeAt(0)};`);
    return `<iframe src="${address(state, { embed: "1" }).replaceAll("&", "&amp;")}" title="${text}" width="100%" height="480" style="border:0" loading="lazy"></iframe>`;
  }

  /* ---- the drawing, with its title, finding, source and address inside ---- */

  function composed(svg, state, sentence) {
    const { site } = explorer.words;
    const source = say("take.source", { site: site.title, released: explorer.text.day(state.as ?? explorer.index.released) });
    return window.tradebookCharts.composed(svg, [[title(state), true], [sentence, false]], [[source, false], [address(state, frozen(state)), false]]);
  }

  /* ---- buttons ---- */

  function update(place, state, sentence) {
    const { made, controls } = explorer;
    const { alone, painted, save } = window.tradebookCharts;
    const drawing = () => composed(document.querySelector("#explored svg"), state, sentence);
    const file = (text, ending, make) => controls.button(text, `${title(state)} ${text}`, async () => save(await make(), `${nameOf(state)}.${ending}`));
    const files = [
      file(say("take.csv"), "csv", () => csv(state)), file(say("take.xlsx"), "xlsx", () => workbook(state)),
      file("SVG", "svg", () => alone(drawing())), file("PNG", "png", () => painted(drawing())),
    ];
    const texts = { link: () => address(state), frozen: () => address(state, frozen(state)), embed: () => embedding(state), cite: () => citation(state), command: () => command(state) };
    const copies = Object.entries(texts).map(([name, text]) => {
      const element = controls.button(say(`take.${name}`), say(`take.${name}`), () => window.tradebookCite.copy(element, text(), explorer.words.cite));
      element.dataset.take = name;
      return element;
    });
    const told = made("details", {}, made("summary", {}, say("take.command_label")), made("p", {}, made("code", {}, command(state))), made("p", {}, citation(state)));
    place.replaceChildren(made("div", { className: "tb-tools" }, ...[...files, ...copies].flatMap((one) => [one, " "])), told);
  }

  explorer.take = { update, address, frozen };
})();
