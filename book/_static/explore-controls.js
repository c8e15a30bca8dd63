/* The controls of the explorer: what is chosen, as chips; a box that finds members by Chinese name, English
   name or code; and lists of measures, flows, spans, currencies, months. What the data does not hold can
   be seen, with the reason, and not chosen. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const FLOWS = ["export", "import", "total", "balance"];
  const SPANS = ["month", "ytd"];
  const SHOWN = 60; // of what a query finds

  const say = (path, values) => explorer.text.say(path, values);
  const made = (...given) => explorer.made(...given);

  /* ---- lists ---- */

  /* A list with its label; options are [value, text, why it cannot be chosen]. */
  function list(name, change) {
    const select = made("select", { id: `tb-explore-${name}` });
    select.addEventListener("change", () => change(name, select.value));
    const label = made("label", {}, made("span", { className: "tb-label" }, say(`controls.${name}`)), select);
    return { label, select };
  }

  function offer(select, options, value) {
    const elements = options.map(([one, text, why]) =>
      made("option", { value: one, disabled: Boolean(why) }, why ? say("controls.unoffered", { choice: text, reason: why }) : text));
    select.replaceChildren(...elements);
    select.value = value;
  }

  /* Whether it is asked of cities and zones alone what these have not, since they overlap. */
  const isPlace = (member) => explorer.text.kindOf(member) === explorer.text.PLACE;
  const overlaps = ({ of, measure }) => ["rank", "contribution"].includes(measure) && of.length && of.every(isPlace);

  /* Why a choice is not offered: none of what is chosen has it. */
  function options(name, values, text, state) {
    return values.map((value) => {
      const choice = explorer.text.label(text(value));
      const tried = { ...state, [name]: value };
      const held = state.of.some((member) => explorer.data.has(member, tried));
      const some = state.of.some((member) => explorer.data.held(member, tried));
      const why = name === "currency" ? say("controls.no_currency", { currency: text(value) }) : say("controls.no_span", { span: text(value) });
      if (held || value === state[name]) return [value, choice, ""];
      if (name === "measure" && overlaps({ ...state, measure: value })) return [value, choice, say("controls.overlapping")];
      return [value, choice, some || !["currency", "span"].includes(name) ? say("controls.unheld") : why];
    });
  }

  const LISTS = {
    measure: (state) => options("measure", Object.keys(explorer.data.MEASURES), (one) => say(`measures.${one}`), state),
    flow: (state) => options("flow", FLOWS, (one) => explorer.text.at(`flows.${one}`), state),
    span: (state) => options("span", SPANS, (one) => say(`spans.${one}`), state),
    currency: (state) => options("currency", explorer.index.currencies, (one) => explorer.text.at(`units.${one}.name`), state),
    from: (state, all) => all.filter((month) => month <= state.last || month <= state.to).map((month) => [month, explorer.text.monthOf(month), ""]),
    to: (state, all) => all.filter((month) => month >= state.first).map((month) => [month, explorer.text.monthOf(month), ""]),
    base: (state, all) => all.map((month) => [month, explorer.text.monthOf(month), ""]),
  };

  /* ---- what is chosen ---- */

  function button(text, label, press, values = {}) {
    const element = made("button", { type: "button", "aria-label": label, ...values }, text);
    element.addEventListener("click", press);
    return element;
  }

  function chip(line, order, state) {
    const { member, why } = line;
    const name = explorer.text.name(member);
    const { lines, dashes } = explorer.charts.colours;
    const isLit = state.pin.includes(member);
    const sample = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    sample.setAttribute("viewBox", "0 0 24 8");
    sample.setAttribute("aria-hidden", "true");
    sample.innerHTML = `<path d="M0 4H24" stroke="${lines[order]}" stroke-width="3" stroke-dasharray="${dashes[order].join(" ")}"/>`;
    const pin = button(name, say("controls.pin", { member: name }), () => explorer.change({ pin: isLit ? state.pin.filter((one) => one !== member) : [...state.pin, member] }), { className: "tb-chip-name", "aria-pressed": isLit, id: `tb-pin-${member}` });
    const remove = button("×", say("controls.remove", { member: name }), () => {
      explorer.change({ of: state.of.filter((one) => one !== member), pin: state.pin.filter((one) => one !== member) });
      document.getElementById("tb-explore-find").focus();
    });
    const item = made("li", { className: "tb-chip" }, sample, pin, remove);
    item.classList.toggle("tb-lit", isLit);
    if (why) item.append(made("span", { className: "tb-note" }, why));
    return item;
  }

  /* ---- finding members ---- */

  /* All members that have any shard: places of one dimension, and crosses that the data has. */
  function everyone() {
    everyone.found ??= [...new Set(Object.keys(explorer.index.shards).map((key) => key.split(".")[0]))].map((member) => {
      const parts = explorer.text.parts(member);
      const names = parts.flatMap(([dimension, code]) => {
        const described = explorer.text.entry(dimension, code) ?? {};
        const { name, short, of, code: own } = described;
        const { others } = explorer.words.names;
        const whole = explorer.text.entry(dimension, of) ?? {};
        const within = of ? [`${whole.name}${name}`, `${whole.short}${short ?? name}`, ...others.map((key) => `${whole[key]} ${name}`)] : [];
        return [name, short, ...others.map((key) => described[key]), ...within, own ?? code].filter(Boolean);
      });
      const isCross = parts.length > 1;
      const after = isCross ? 3 : isPlace(member) ? 0.5 : 0;
      return { member, key: names.join("\n").normalize("NFKC").toLowerCase(), after, isCross };
    });
    return everyone.found;
  }

  /* Best first: called just so, beginning so, holding it; provinces before what lies within them, the whole before crosses. */
  function matches(query) {
    const words = query.normalize("NFKC").toLowerCase().replace(/\bhs ?(?=\d)/, "").split(/\s+/).filter(Boolean);
    const rank = ({ key, after }) => {
      const lines = key.split("\n");
      const whole = words.join(" ");
      const near = lines.includes(whole) ? 0 : lines.some((line) => line.startsWith(whole)) ? 1 : 2;
      return near + after;
    };
    const found = everyone().filter(({ key, isCross }) => (words.length || !isCross) && words.every((word) => key.includes(word)));
    return found.map((one) => [rank(one), one.member]).sort(([one], [other]) => one - other).map(([, member]) => member);
  }

  function whyNot(member, state) {
    if (state.of.includes(member)) return say("controls.chosen");
    if (state.of.length >= explorer.charts.colours.lines.length) return say("controls.full", { most: explorer.charts.colours.lines.length });
    if (explorer.data.has(member, state)) return "";
    if (overlaps({ ...state, of: [member] })) return say("controls.overlapping");
    if (explorer.data.held(member, state)) return say("controls.unheld");
    const other = SPANS.some((span) => explorer.data.held(member, { ...state, span }));
    return other ? say("controls.no_span", { span: say(`spans.${state.span}`) }) : say("controls.no_currency", { currency: explorer.text.at(`units.${state.currency}.name`) });
  }

  /* What is said of a member besides its name: its codes, and of a city the province. */
  function told(member) {
    if (isPlace(member) && !member.includes("+")) return explorer.text.called(explorer.text.provinceOf(member));
    return explorer.text.parts(member).map(([dimension, code]) => explorer.text.codeOf(dimension, code)).filter((code) => code !== "_T").join("+");
  }

  class Finder {
    constructor() {
      const more = Object.keys(explorer.index.months).some((key) => key.startsWith(`${explorer.text.PLACE}.`)) ? "_places" : "";
      this.input = made("input", {
        id: "tb-explore-find", type: "text", role: "combobox", autocomplete: "off", placeholder: say(`controls.hint${more}`),
        "aria-expanded": "false", "aria-controls": "tb-explore-found", "aria-autocomplete": "list",
      });
      this.list = made("ul", { id: "tb-explore-found", role: "listbox", hidden: true, "aria-label": say(`controls.add${more}`) });
      this.status = made("span", { className: "tb-told", role: "status" });
      const label = made("label", { className: "tb-explore-add" }, made("span", { className: "tb-label" }, say(`controls.add${more}`)), this.input);
      this.element = made("div", { className: "tb-finder" }, label, this.list, this.status);
      this.input.addEventListener("input", (event) => event.isComposing || this.open());
      this.input.addEventListener("compositionend", () => this.open());
      this.input.addEventListener("focus", () => this.open());
      this.input.addEventListener("blur", () => this.close());
      this.input.addEventListener("keydown", (event) => this.move(event));
      // A press on the list leaves the focus in the field.
      this.list.addEventListener("pointerdown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.choose(event.target.closest('[role="option"]')));
    }

    open() {
      const state = explorer.now;
      const found = matches(this.input.value.trim());
      const options = found.slice(0, SHOWN).map((member, at) => {
        const why = whyNot(member, state);
        const { kind, group } = explorer.text.entry(...explorer.text.parts(member).at(-1)) ?? {};
        const note = why || say(`kinds.${group || kind === "group" ? "group" : explorer.text.kindOf(member)}`);
        const option = made("li", { id: `tb-option-${at}`, role: "option", "aria-selected": "false", "aria-disabled": Boolean(why) },
          explorer.text.name(member), " ", made("span", { className: "tb-option-note" }, `${told(member)} ${note}`));
        option.dataset.member = member;
        return option;
      });
      this.list.replaceChildren(...options);
      this.list.hidden = !options.length;
      this.input.setAttribute("aria-expanded", String(!this.list.hidden));
      this.input.removeAttribute("aria-activedescendant");
      this.status.textContent = found.length ? say("controls.found", { count: found.length }) : say("controls.unfound");
    }

    close() {
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.input.removeAttribute("aria-activedescendant");
      this.status.textContent = "";
    }

    choose(option) {
      if (!option || option.getAttribute("aria-disabled") === "true") return;
      this.input.value = "";
      this.close();
      explorer.change({ of: [...explorer.now.of, option.dataset.member] });
    }

    mark(option) {
      for (const one of this.list.children) one.setAttribute("aria-selected", String(one === option));
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }

    move(event) {
      if (event.isComposing) return;
      const options = [...this.list.children];
      const at = options.findIndex((one) => one.getAttribute("aria-selected") === "true");
      if (event.key === "Escape") this.close();
      if (event.key === "Enter") {
        event.preventDefault();
        this.choose(options[at] ?? options.find((one) => one.getAttribute("aria-disabled") !== "true"));
      }
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      if (this.list.hidden) this.open();
      else if (options.length) this.mark(options[Math.min(Math.max(at + step, 0), options.length - 1)]);
    }
  }

  function build(place, change) {
    const chips = made("ul", { className: "tb-chips", "aria-label": say("controls.of") });
    const finder = new Finder();
    const lists = Object.fromEntries(Object.keys(LISTS).map((name) => [name, list(name, change)]));
    const row = made("div", { className: "tb-explore-lists" }, ...Object.values(lists).map(({ label }) => label));
    place.replaceChildren(chips, finder.element, row);
    return { chips, lists };
  }

  function update({ chips, lists }, lines, state, all) {
    const focused = document.activeElement?.id;
    chips.replaceChildren(...lines.map((line, order) => chip(line, order, state)));
    if (focused?.startsWith("tb-pin-")) document.getElementById(focused)?.focus();
    const values = { ...state, from: state.first, to: state.last };
    for (const [name, { select }] of Object.entries(lists)) offer(select, LISTS[name](state, all), values[name]);
    lists.base.label.hidden = state.measure !== "index";
  }

  explorer.controls = { build, update, whyNot, overlaps, button };
})();
