/* The explorer: one page for any question that the data answers. The address holds what is chosen; what
   is shown is made from it: a sentence, a chart, a table, all members of the month. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  let parts = null;
  let turn = 0;

  const say = (path, values) => explorer.text.say(path, values);
  const made = (...given) => explorer.made(...given);

  /* What a state is called in captions. */
  explorer.labels = (state) => {
    const point = state.lines?.find((line) => line.points)?.points[0];
    const unit = point ? explorer.text.unitOf({ ...point, step: null }).label : "";
    const span = explorer.sentence.spanOf(state.measure, state.span);
    return { measure: say(`measures.${state.measure}`), flow: explorer.text.at(`flows.${state.flow}`), span: say(`spans.${span}`), unit };
  };

  const caption = (state) => say(explorer.labels(state).unit ? "chart.caption" : "chart.caption_plain", explorer.labels(state));

  /* The growth that a sentence adds to a level. */
  const GROWTH = { value: "growth", quantity: "quantity_growth", unit_value: "unit_value_growth", rolling_year: "rolling_year_growth" };

  /* The lines of a state: each member with its points, or why it has none. */
  async function linesOf(state) {
    const shards = await Promise.all(state.of.map((member) => (explorer.data.held(member, state) ? explorer.data.load(explorer.data.keyOf(member, state)) : null)));
    return state.of.map((member, at) => {
      const points = explorer.data.points(shards[at], state, state.months);
      const grown = GROWTH[state.measure] && state.flow !== "balance" ? { ...state, measure: GROWTH[state.measure] } : null;
      const growth = points && grown ? explorer.data.points(shards[at], grown, state.months) : null;
      return { member, points, growth, why: points ? "" : explorer.controls.whyNot(member, { ...state, of: [] }) };
    });
  }

  /* The state with what follows from it: months, their ends, the month that an index is 100 in. */
  function full(state) {
    const { all, shown } = explorer.state.monthsOf(state);
    const base = state.measure === "index" ? state.base ?? shown[0] : state.base;
    return [{ ...state, base, months: shown, first: shown[0], last: shown.at(-1) }, all];
  }

  /* What is said of a state, and what it is made of. */
  async function answer(state) {
    const [known, all] = full(state);
    known.lines = await linesOf(known);
    const isAny = known.months.length && known.of.length;
    return { known, all, sentence: isAny ? explorer.sentence.sentences(known.lines, known) : say("nothing") };
  }

  explorer.answer = (hash) => answer(explorer.state.read(hash)[0]);

  function notice(state, unknown) {
    const lines = [];
    if (unknown.length) lines.push(say("controls.unknown", { what: unknown.join(explorer.text.at("joining.comma")) }));
    if (state.as) {
      const { released } = explorer.index;
      const revised = state.lines.flatMap((line) => line.points ?? []).filter((one) => one.revised).length;
      lines.push(say("frozen.note", { day: explorer.text.day(state.as) }));
      if (released > state.as) lines.push(say(revised ? "frozen.newer" : "frozen.later", { released: explorer.text.day(released), count: revised }));
    } else lines.push(say("frozen.from", { released: explorer.text.day(explorer.index.released) }));
    const button = state.as && explorer.controls.button(say("frozen.live"), "", () => explorer.change({ as: undefined, to: undefined }));
    const whole = made("a", { className: "tb-explore-whole", href: explorer.state.write(state, { embed: "", view: "" }), target: "_blank", rel: "noopener" }, say("take.open"));
    parts.notice.replaceChildren(explorer.text.joined(...lines), ...(button ? [" ", button] : []), " ", whole);
    button?.removeAttribute("aria-label");
  }

  function editions(state) {
    const subjects = state.of.flatMap(explorer.text.parts);
    const found = explorer.words.editions.filter(({ subject }) => subjects.some(([dimension, code]) => subject?.dimension === dimension && subject.code === code));
    const newest = found.sort((one, other) => (one.period < other.period ? 1 : -1)).slice(0, 6);
    const items = newest.map(({ title, path }) => made("li", {}, made("a", { href: tradebookLanguage.pages() + path }, title)));
    parts.editions.hidden = !items.length;
    parts.editions.replaceChildren(made("h2", {}, say("editions.title")), made("ul", {}, ...items));
  }

  async function draw(state, sentence) {
    try {
      await explorer.chart.library();
      await explorer.chart.render(parts.drawing, state.lines, state, sentence);
    } catch (fault) {
      if (!fault.file) throw fault;
      parts.drawing.textContent = say("undrawn");
    }
  }

  /* The members of the month come when the question is answered, in a turn of their own. */
  async function finish(state, last) {
    await new Promise((done) => setTimeout(done));
    if (last() && window.vegaEmbed) await explorer.members.render(parts.members, state);
    if (last()) parts.root.dataset.ready = location.hash;
  }

  function fail(fault) {
    parts.sentence.textContent = fault.file ? say("broken", { file: fault.file }) : String(fault);
  }

  /* Show a state; one that is asked for meanwhile goes before it. */
  async function show(state, unknown = []) {
    const mine = ++turn;
    const last = () => mine === turn;
    explorer.now = full(state)[0];
    const { known, all, sentence } = await answer(state);
    if (!last()) return;
    explorer.now = known;
    parts.sentence.textContent = sentence;
    parts.caption.textContent = caption(known);
    notice(known, unknown);
    explorer.controls.update(parts.controls, known.lines, known, all);
    explorer.table.render(parts.table, known.lines, known);
    explorer.take.update(parts.take, known, sentence);
    editions(known);
    document.documentElement.dataset.view = state.view ?? "";
    // The first drawing comes after what can be read: that needs no library.
    if (!parts.drawing.firstChild) await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    if (last()) await draw(known, sentence);
    if (last()) finish(known, last).catch(fail);
  }

  explorer.change = (more) => {
    const { of, measure, flow, span, currency, from, to, base, pin, as, view, embed } = explorer.now;
    const state = { of, measure, flow, span, currency, from, to, base, pin, as, view, embed, ...more };
    if (explorer.now.measure !== "index" && !("base" in more)) state.base = undefined;
    parts.written = explorer.state.write(state);
    location.replace(parts.written);
    return show(state).catch(fail);
  };

  /* A member that is pressed in a chart: a line that is lit, and no longer. */
  explorer.toggle = (member) => {
    const { of, pin } = explorer.now;
    const isLit = pin.includes(member);
    const room = of.includes(member) || of.length < explorer.charts.colours.lines.length;
    if (!room) return;
    explorer.change({ of: of.includes(member) ? of : [...of, member], pin: isLit ? pin.filter((one) => one !== member) : [...pin, member] });
  };

  function build(root) {
    const section = (name, tag = "div") => made(tag, { className: `tb-explore-${name}` });
    const controls = made("section", { className: "tb-explore-controls", "aria-label": say("controls.title") });
    const sentence = made("p", { className: "tb-explore-sentence", role: "status" });
    const drawing = made("div", { className: "tb-explore-drawing" });
    const captionOf = made("figcaption", {});
    const figure = made("figure", { className: "tb-chart tb-explore-chart", id: "explored" }, captionOf, drawing);
    parts = {
      root, sentence, drawing, caption: captionOf, notice: section("notice", "p"), take: section("take"),
      table: made("figure", { className: "tb-table tb-explore-table" }), members: section("members"), editions: section("editions"),
      controls: explorer.controls.build(controls, (name, value) => explorer.change({ [name]: value })),
    };
    root.replaceChildren(controls, sentence, parts.notice, figure, parts.take, parts.table, parts.members, parts.editions);
  }

  function follow() {
    // Anchors of the page are no states; what this script wrote is shown already.
    if (location.hash === parts.written || (location.hash && !location.hash.includes("="))) return;
    const [state, unknown] = explorer.state.read(location.hash);
    show(state, unknown).catch(fail);
  }

  document.addEventListener("DOMContentLoaded", async () => {
    const root = document.getElementById("tb-explore");
    if (!root) return;
    if (!("DecompressionStream" in window)) {
      root.textContent = root.dataset.old;
      return;
    }
    try {
      await explorer.data.begin();
    } catch (fault) {
      root.textContent = tradebookLanguage.filled(root.dataset.broken, { file: fault.file ?? fault });
      return;
    }
    build(root);
    addEventListener("hashchange", follow);
    const [state, unknown] = explorer.state.read(location.hash);
    await show(state, unknown).catch(fail);
  });
})();
