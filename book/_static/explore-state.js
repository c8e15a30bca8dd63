/* What is chosen on the page, and its address: each is made from the other, so that an address can be
   bookmarked, cited and embedded. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const FIRST = ["region/44", "region/32", "region/33"];
  const LISTS = ["of", "pin"];
  const ORDER = ["of", "measure", "flow", "span", "currency", "from", "to", "base", "pin", "as", "view", "embed"];
  const FORMS = {
    measure: (text) => text in explorer.data.MEASURES,
    flow: (text) => ["total", "export", "import", "balance"].includes(text),
    span: (text) => ["month", "ytd"].includes(text),
    currency: (text) => explorer.index.currencies.includes(text),
    from: (text) => /^\d{4}-(0[1-9]|1[0-2])$/.test(text),
    as: (text) => /^\d{4}-\d\d-\d\d$/.test(text),
    view: (text) => ["chart", "table", "members"].includes(text),
    embed: (text) => text === "1",
  };
  FORMS.to = FORMS.base = FORMS.from;

  /* It is known before there is any data: an embedded page never shows the frame of the theme. */
  const isEmbedded = () => /(^#|&)embed=1(&|$)/.test(location.hash);
  document.documentElement.classList.toggle("tb-embedded", isEmbedded());

  const isMember = (member) => explorer.text.parts(member).every(([dimension, code]) => explorer.text.entry(dimension, code));
  const inData = (member) => Object.keys(explorer.index.shards).some((key) => key.startsWith(`${member}.`));

  /* The state an address has, and what it names that is not there. */
  function read(hash) {
    const given = new URLSearchParams(hash.replace(/^#/, "").replaceAll("+", "%2B"));
    const state = { of: [], pin: [] };
    const unknown = [];
    for (const [name, text] of given) {
      if (LISTS.includes(name)) {
        for (const one of new Set(text.split(",").filter(Boolean))) (isMember(one) && inData(one) ? state[name] : unknown).push(one);
      } else if (FORMS[name]?.(text)) state[name] = text;
      else unknown.push(`${name}=${text}`);
    }
    state.of = state.of.slice(0, explorer.charts.colours.lines.length);
    if (!given.has("of")) state.of = firstOf();
    return [settled(state), unknown];
  }

  function firstOf() {
    const found = FIRST.filter(inData);
    return found.length ? found : [Object.keys(explorer.index.shards)[0].split(".")[0]];
  }

  /* How many months of the first member there are in a currency. */
  function reach([member], currency, span) {
    if (!member || !explorer.data.held(member, { currency, span })) return 0;
    const { months } = explorer.index;
    const name = `${explorer.text.kindOf(member)}.${currency}`;
    return 1 + (months[`${name}.${span}`] ?? months[name] ?? []).length;
  }

  /* What is not said: money, exports of a month, all months, in the currency that has most of them. */
  function settled(state) {
    const span = state.span ?? "month";
    const reaches = explorer.index.currencies.map((one) => [reach(state.of, one, span), one]);
    const currency = state.currency ?? reaches.reduce((one, other) => (other[0] > one[0] ? other : one))[1];
    return { measure: "value", flow: "export", ...state, span, currency };
  }

  function write(state, more = {}) {
    const all = { ...state, ...more };
    const texts = ORDER.filter((name) => (LISTS.includes(name) ? all[name]?.length : all[name]))
      .map((name) => `${name}=${LISTS.includes(name) ? all[name].join(",") : all[name]}`);
    // As the browser writes it: codes may be Chinese.
    return encodeURI(`#${texts.join("&")}`);
  }

  /* The months that may be chosen, and those that are shown. */
  function monthsOf(state) {
    const found = state.of.map((one) => explorer.data.held(one, state)).filter(Boolean);
    if (!found.length) return { all: [], shown: [] };
    const ends = [found.map((one) => one.first).sort()[0], found.map((one) => one.last).sort().at(-1)];
    const all = explorer.data.between(...ends);
    const shown = all.filter((month) => (!state.from || month >= state.from) && (!state.to || month <= state.to));
    return { all, shown };
  }

  explorer.state = { read, write, monthsOf, isEmbedded };
})();
