/* Search, its answers: what a query asks of the data, and the figure itself. Where something of it is not understood,
   there is no answer. Figures and sentences are the explorer's, loaded when they are first needed. */
"use strict";

const tradebookAnswers = (() => {
  const PARTS = ["words", "data", "sentence", "state"]; // of the explorer
  const MOST = 4; // answers at once
  const NAMED = 3; // who is first, second and third
  const FLOWS = ["export", "import", "total"];
  const NATION = "nation/_T";
  const PARTS_OF_WHOLE = ["share", "contribution", "rank"];
  const GROWN = { value: "growth", quantity: "quantity_growth", unit_value: "unit_value_growth" };

  /* ---- what the explorer has ---- */

  let begun = null;

  function script(name) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = `${tradebookLanguage.pages()}_static/explore-${name}.js`;
      element.addEventListener("load", done);
      element.addEventListener("error", failed);
      document.head.append(element);
    });
  }

  async function begin() {
    // On its own page it is there.
    if (!window.tradebookExplorer?.data) for (const name of PARTS) await script(name);
    const explorer = window.tradebookExplorer;
    const [index, words] = await Promise.all([explorer.data.load("index"), explorer.data.spoken()]);
    explorer.index ??= index;
    explorer.words ??= words;
    return explorer;
  }

  const ready = () => {
    begun ??= begin();
    begun.catch(() => { begun = null; });
    return begun;
  };

  const shards = (explorer, member, span) => explorer.index.currencies
    .map((currency) => ({ currency, held: explorer.data.held(member, { currency, span }) })).filter(({ held }) => held);

  /* Several members that are crossed, where the data has that, else each of them. */
  function crossed(explorer, choices) {
    const [first] = choices;
    if (choices.length === 2) {
      for (const one of first) {
        for (const other of choices[1]) {
          for (const member of [`${one}+${other}`, `${other}+${one}`]) {
            if (shards(explorer, member, "month").length || shards(explorer, member, "ytd").length) return [member];
          }
        }
      }
    }
    // Of several dimensions that the data does not cross there is no figure.
    const dimensions = new Set(choices.map(([one]) => one.split("/")[0]));
    return dimensions.size > 1 ? [] : choices.flat();
  }

  /* Of whom: trade with a partner or in goods is the nation's, and shares are of it, so that it may be named or not. */
  function askedOf({ members, measure }) {
    const rest = members.filter(([one]) => one !== NATION);
    const isOfNation = PARTS_OF_WHOLE.includes(measure) || rest.every(([one]) => !one.startsWith("region/"));
    return rest.length && isOfNation ? rest : members;
  }

  const lastWith = (points) => points.findLast((one) => one.value !== null);

  /* The month that is asked for, the latest of those with a number that fit. */
  function monthOf(points, { year, month, back }) {
    const latest = lastWith(points)?.month;
    if (!latest) return null;
    const wanted = year ?? (back === undefined ? null : Number(latest.slice(0, 4)) - back);
    const fits = (one) => (!wanted || Number(one.slice(0, 4)) === wanted) && (!month || Number(one.slice(5)) === month);
    return lastWith(points.filter((one) => fits(one.month)))?.month ?? null;
  }

  async function line(explorer, member, state, month) {
    const shard = await explorer.data.load(explorer.data.keyOf(member, state));
    const of = (measure) => explorer.data.points(shard, { ...state, measure }, month ?? explorer.data.between(shard.months[0], shard.months.at(-1)));
    return { member, of };
  }

  const spanOf = (asked) => asked.span ?? asked.period.span ?? ((asked.period.year || asked.period.back !== undefined) && !asked.period.month ? "ytd" : "month");

  function stateOf(asked) {
    const measure = asked.measure ?? "value";
    const flow = asked.flow ?? (["quantity", "unit_value"].includes(measure) ? "export" : "total");
    return { of: [], measure, flow, span: spanOf(asked) };
  }

  /* The sentences on a member: the figure and its growth, and its rank where the data has one. */
  async function answer(explorer, member, asked) {
    const found = await Promise.all(shards(explorer, member, spanOf(asked)).map(async ({ currency }) => {
      const state = { ...stateOf(asked), currency, of: [member] };
      const { of } = await line(explorer, member, state);
      return { state, of, month: monthOf(of(state.measure) ?? [], asked.period) };
    }));
    const known = found.filter(({ month }) => month);
    if (!known.length) return null;
    // Of two currencies the one that has the later month.
    const { state, of, month } = known.reduce((one, other) => (other.month > one.month ? other : one));
    return told(explorer, member, { ...state, to: month, from: month, last: month, first: month }, of);
  }

  function told(explorer, member, state, of) {
    const at = (measure) => (of(measure) ?? []).filter((one) => one.month === state.last);
    const sentence = (measure) => explorer.sentence.sentences([{ member, points: at(measure), growth: measure in GROWN ? at(GROWN[measure]) : null }], { ...state, measure });
    const rank = state.measure === "value" && FLOWS.includes(state.flow) && at("rank")[0]?.value ? explorer.sentence.ranked(member, at("rank")[0], state) : "";
    return { state, text: explorer.text.joined(sentence(state.measure), rank) };
  }

  /* The provinces with the highest or the lowest figures of a month that all of them have. */
  async function first(explorer, asked, words) {
    const members = Object.keys(explorer.index.dimensions.region).filter((code) => /^\d\d$/.test(code)).map((code) => `region/${code}`);
    const measure = asked.measure === "rank" ? "value" : asked.measure ?? "value";
    const found = await Promise.all(explorer.index.currencies.map((currency) => complete(explorer, members, { ...stateOf({ ...asked, measure }), currency }, asked.period)));
    const known = found.filter(Boolean);
    if (!known.length) return null;
    const { state, points } = known.reduce((one, other) => (other.state.last > one.state.last ? other : one));
    const end = asked.move === "down" ? "low" : asked.end;
    const sign = end === "low" ? 1 : -1;
    const ordered = points.sort(([, one], [, other]) => sign * (one.value - other.value)).slice(0, NAMED);
    return listed(explorer, ordered, { ...state, of: ordered.map(([member]) => member) }, end, words, points.length);
  }

  /* The figures of a month that all members have, in one currency; null where one may be missing. */
  async function complete(explorer, members, state, period) {
    if (members.some((member) => !explorer.data.held(member, state))) return null;
    const lines = await Promise.all(members.map((member) => line(explorer, member, { ...state, of: [member] })));
    const points = lines.map(({ member, of }) => [member, of(state.measure) ?? []]);
    const month = monthOf(points[0][1], period);
    const known = points.map(([member, all]) => [member, all.find((one) => one.month === month)]).filter(([, one]) => one && one.value !== null);
    return month && known.length === members.length ? { state: { ...state, last: month, from: month, to: month }, points: known } : null;
  }

  function listed(explorer, ordered, state, end, words, count) {
    const { filled } = tradebookLanguage;
    const each = ordered.map(([member, point]) => filled(words.each, { name: explorer.text.name(member), amount: explorer.text.amount(point) }));
    const [flow, said, measure] = [words.flows[state.flow], words.ends[end], words.measures[state.measure]].map((text) => tradebookQueries.list(text)[0]);
    const slots = { period: explorer.text.period(state.last, state.span), count, list: each.join(explorer.text.at("joining.comma")), flow, end: said, measure };
    // A balance says by itself that it is an amount.
    const isBalance = state.flow === "balance" && state.measure === "value";
    return { state, text: filled(isBalance ? words.most_balance : words.most, slots) };
  }

  /* What is asked for, as answers; none where a part of the query is not understood or the data has no figure. */
  async function find(query, catalogue) {
    const words = catalogue.words.answers;
    catalogue.vocabulary ??= tradebookQueries.vocabulary({ ...catalogue.asked, words });
    const asked = tradebookQueries.cut(query, catalogue.vocabulary);
    if (!tradebookQueries.isClear(asked)) return [];
    const superlative = asked.end && !asked.members.length;
    if (!asked.members.length && !asked.flow && !superlative) return [];
    const explorer = await ready();
    if (superlative) return [await first(explorer, asked, words)].filter(Boolean);
    const members = asked.members.length ? crossed(explorer, askedOf(asked)) : [NATION];
    const found = await Promise.all([...new Set(members)].slice(0, MOST).map((member) => answer(explorer, member, asked)));
    return found.filter(Boolean).map((one) => ({ ...one, text: explorer.text.joined(...asRead(explorer, asked, words), one.text) }));
  }

  /* What was read instead of a name that is not known. */
  function asRead(explorer, asked, words) {
    return asked.slips.map(([typed, member]) => tradebookLanguage.filled(words.read, { typed, name: explorer.text.name(member) }));
  }

  /* The address of an answer in the explorer, and its citation. */
  function address({ state }) {
    return `explore.html${window.tradebookExplorer.state.write({ ...state, pin: [] })}`;
  }

  function citation(one) {
    const { words, index, text } = window.tradebookExplorer;
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    const { stop } = words.joining;
    const finding = one.text.endsWith(stop) ? one.text.slice(0, -stop.length) : one.text;
    const title = text.say("take.within", { title: finding, site: words.site.title });
    const frozen = window.tradebookExplorer.state.write({ ...one.state, pin: [] }, { as: index.released });
    return text.say("take.citation", { author: words.site.author, title, released: index.released, released_on: text.day(index.released), day, read_on: text.day(day), address: `${words.site.base}explore.html${frozen}` });
  }

  return { find, address, citation };
})();
