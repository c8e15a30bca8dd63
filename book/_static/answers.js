/* Search, its answers: what a query asks of the data, and the figure itself. A query is cut at the words that are
   known, from its beginning, the longest first: places and goods, flows, measures, periods, and who is first. Where
   something is left over, there is no answer. Figures and sentences are the explorer's, loaded when they are first needed. */
"use strict";

const tradebookAnswers = (() => {
  const PARTS = ["words", "data", "sentence", "state"]; // of the explorer
  const MOST = 4; // answers at once
  const NAMED = 3; // who is first, second and third
  const MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december".split("|");
  const FLOWS = ["export", "import", "total"];
  const GROWN = { value: "growth", quantity: "quantity_growth", unit_value: "unit_value_growth" };
  const LEAST = { latin: 5, chinese: 3 }; // letters and signs of a name that may have a slip: 杭州 is no slip of 贵州

  /* ---- the words of queries ---- */

  const list = (text) => text.split(",").map((one) => one.trim()).filter(Boolean);

  function vocabulary({ explored, named, words }) {
    const known = new Map();
    const add = (text, meaning) => {
      const key = text.toLowerCase();
      if (!key) return;
      const found = known.get(key) ?? [];
      if (!found.some((one) => String(one) === String(meaning))) known.set(key, [...found, meaning]);
    };
    for (const [member, ...names] of explored) {
      const own = names.filter((name) => !/^[\d_]/.test(name) || member.startsWith("product/"));
      const more = member.startsWith("region/") ? named.filter((group) => group.some((name) => name.length > 1 && own.includes(name))).flat() : [];
      for (const name of new Set([...own, ...more])) add(name, ["member", member]);
    }
    for (const kind of ["flows", "measures", "spans", "ends", "kinds", "periods", "moves"]) {
      for (const [key, text] of Object.entries(words[kind])) for (const one of list(text)) add(one, [kind, key]);
    }
    for (const entry of words.groups.split(";")) {
      const [name, members] = entry.trim().split("=");
      add(name, ["group", list(members)]);
    }
    for (const entry of words.called.split(";")) {
      const [member, names] = entry.trim().split("=");
      for (const name of list(names)) known.set(name, [["member", member]]);
    }
    for (const entry of list(words.initials)) {
      const [letters, code] = entry.split(":");
      add(letters, ["member", `region/${code}`]);
    }
    for (const one of list(words.passed_over)) if (!known.has(one)) known.set(one, [["nothing"]]);
    return { known, longest: Math.max(...[...known.keys()].map((key) => key.length)) };
  }

  /* Whether a text is another but for one letter that is wrong, too many, missing, or two that changed places. */
  function isNear(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    const [rest, others] = [one.slice(start), other.slice(start)];
    return rest.slice(1) === others.slice(1) || rest.slice(1) === others || rest === others.slice(1) ||
      (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2));
  }

  /* The names of members that a text is but for a slip; none where several are as near. */
  function slipped(text, { known }) {
    const least = /^[a-z]/.test(text) ? LEAST.latin : LEAST.chinese;
    if (text.length < least) return null;
    const near = [...known].filter(([key, meanings]) => key.length >= least && meanings.some(([kind]) => kind === "member") &&
      /^[a-z]/.test(key) === /^[a-z]/.test(text) && isNear(text, key));
    const members = new Set(near.flatMap(([, meanings]) => meanings.map(([, member]) => member)));
    return members.size === 1 ? [["member", [...members][0]]] : null;
  }

  /* ---- a query, cut ---- */

  const PERIODS = [
    [/^((?:19|20)\d\d) ?年? ?1 ?(?:-|至|到) ?(1[0-2]|[1-9]) ?月(?:份)?/, (year, month) => ({ year, month, span: "ytd" })],
    [/^1 ?(?:-|至|到) ?(1[0-2]|[1-9]) ?月(?:份)?/, (month) => ({ month, span: "ytd" })],
    [/^((?:19|20)\d\d)(?: ?年 ?|[-/.])(0?[1-9]|1[0-2])(?: ?月(?:份)?|(?!\d))/, (year, month) => ({ year, month })],
    [/^((?:19|20)\d\d)(0[1-9]|1[0-2])(?!\d)/, (year, month) => ({ year, month })],
    [/^((?:19|20)\d\d)(?: ?年(?:度)?|(?!\d))/, (year) => ({ year })],
    [/^(1[0-2]|[1-9]) ?月(?:份)?/, (month) => ({ month })],
  ];

  function periodAt(text) {
    for (const [pattern, read] of PERIODS) {
      const found = pattern.exec(text);
      if (found) return [found[0].length, read(...found.slice(1).map(Number))];
    }
    const name = /^[a-z]{3,9}/.exec(text)?.[0];
    const at = name ? MONTHS.findIndex((one) => one === name || (name.length < 5 && one.startsWith(name))) : -1;
    return at < 0 ? null : [name.length, { month: at + 1 }];
  }

  const isLetter = (char) => /[a-z0-9]/.test(char ?? "");

  function knownAt(text, at, { known, longest }) {
    for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
      const part = text.slice(at, at + length);
      const whole = !isLetter(part[0]) || (!isLetter(text[at - 1]) && !isLetter(text[at + length]));
      if (whole && known.has(part)) return [length, known.get(part)];
    }
    return null;
  }

  /* Whether what is known goes on with what is not: a letter of a word, a sign behind one that may be a slip. */
  const isWithin = (left, length) => /\S$/.test(left) && (isLetter(left.at(-1)) || length === 1);

  function cut(query, words) {
    const text = query.normalize("NFKC").toLowerCase().replace(/[‐‑‒–—−~]/g, "-").replace(/[\s,;:!?'"、，。；：！？（）()“”]+/g, " ").trim();
    const asked = { members: [], period: {}, slips: [] };
    let left = "";
    const settle = () => {
      const rest = left.trim();
      left = "";
      if (!rest) return true;
      const found = slipped(rest, words);
      if (found) {
        take(asked, found);
        asked.slips.push([rest, found[0][1]]);
      }
      return Boolean(found);
    };
    for (let at = 0; at < text.length;) {
      const period = isLetter(text[at - 1]) && isLetter(text[at]) ? null : periodAt(text.slice(at));
      const found = knownAt(text, at, words);
      if (period && period[0] >= (found?.[0] ?? 0)) {
        if (!settle()) return null;
        settlePeriod(asked, period[1]);
        at += period[0];
      } else if (found && !isWithin(left, found[0])) {
        if (!settle()) return null;
        take(asked, found[1]);
        at += found[0];
      } else {
        if (text[at] === " " && !settle()) return null;
        left += text[at];
        at += 1;
      }
    }
    return settle() && isClear(asked) ? asked : null;
  }

  /* Whether all that was said can be one question: of one flow, one period; of whom, or who is first, and not both. */
  const isClear = (asked) => !asked.twice && !((asked.end || asked.kind) && asked.members.length) && !(asked.kind && !asked.end);

  function settleOne(asked, name, key) {
    const isGeneral = (one) => name === "measure" && one === "value"; // 额 goes with any measure
    if (asked[name] && asked[name] !== key && !isGeneral(key) && !isGeneral(asked[name])) asked.twice = true;
    if (!(isGeneral(key) && asked[name])) asked[name] = key;
  }

  function settlePeriod(asked, period) {
    for (const [name, value] of Object.entries(period)) {
      if (name in asked.period && asked.period[name] !== value) asked.twice = true;
      asked.period[name] = value;
    }
  }

  function take(asked, meanings) {
    const [kind, key] = meanings[0];
    if (kind === "member") asked.members.push(meanings.filter(([one]) => one === "member").map(([, member]) => member));
    else if (kind === "group") asked.members.push(...key.map((member) => [member]));
    else if (kind === "periods") relative(asked, key);
    else if (kind === "moves") {
      settleOne(asked, "measure", "growth");
      settleOne(asked, "move", key);
    } else if (kind !== "nothing") settleOne(asked, kind.slice(0, -1), key);
  }

  function relative(asked, key) {
    const months = { half: 6, quarter: 3, whole: 12 };
    settlePeriod(asked, key in months ? { month: months[key], span: "ytd" } : { back: key === "last_year" ? 1 : 0 });
  }

  /* ---- what the explorer has ---- */

  let begun = null;

  function script(name) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = `${document.documentElement.dataset.content_root || "./"}_static/explore-${name}.js`;
      element.addEventListener("load", done);
      element.addEventListener("error", failed);
      document.head.append(element);
    });
  }

  async function begin() {
    // On its own page it is there.
    if (!window.tradebookExplorer?.data) for (const name of PARTS) await script(name);
    const explorer = window.tradebookExplorer;
    const [index, words] = await Promise.all(["index", "words"].map(explorer.data.load));
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
    const rank = state.measure === "value" && FLOWS.includes(state.flow) && at("rank")[0]?.value ? sentence("rank") : "";
    // The period is said once.
    const period = explorer.text.period(state.last, state.span);
    return { state, text: sentence(state.measure) + rank.replace(new RegExp(`^${period}，`), "") };
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
    const each = ordered.map(([member, point]) => words.each.replace("{name}", explorer.text.name(member)).replace("{amount}", explorer.text.amount(point)));
    const slots = {
      period: explorer.text.period(state.last, state.span), count, list: each.join(explorer.text.at("joining.comma")),
      flow: list(words.flows[state.flow])[0], end: list(words.ends[end])[0],
    };
    // 差额 says by itself that it is an amount.
    slots.measure = state.flow === "balance" && state.measure === "value" ? "" : list(words.measures[state.measure])[0];
    return { state, text: words.most.replace(/\{(\w+)\}/g, (_, slot) => slots[slot]) };
  }

  /* What is asked for, as answers; none where a part of the query is not understood or the data has no figure. */
  async function find(query, catalogue) {
    const words = catalogue.words.answers;
    catalogue.vocabulary ??= vocabulary({ ...catalogue.asked, words });
    const asked = cut(query, catalogue.vocabulary);
    if (!asked) return [];
    const superlative = asked.end && !asked.members.length;
    if (!asked.members.length && !asked.flow && !superlative) return [];
    const explorer = await ready();
    if (superlative) return [await first(explorer, asked, words)].filter(Boolean);
    const members = asked.members.length ? crossed(explorer, asked.members) : ["nation/_T"];
    const found = await Promise.all([...new Set(members)].slice(0, MOST).map((member) => answer(explorer, member, asked)));
    return found.filter(Boolean).map((one) => ({ ...one, text: asRead(explorer, asked, words) + one.text }));
  }

  /* What was read instead of a name that is not known. */
  function asRead(explorer, asked, words) {
    return asked.slips.map(([typed, member]) => words.read.replace("{typed}", typed).replace("{name}", explorer.text.name(member))).join("");
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
    const title = `${one.text.replace(/。$/, "")}. ${words.site.title}`;
    const frozen = window.tradebookExplorer.state.write({ ...one.state, pin: [] }, { as: index.released });
    return text.say("take.citation", { author: words.site.author, title, released: index.released, day, address: `${words.site.base}explore.html${frozen}` });
  }

  return { cut, vocabulary, find, address, citation };
})();
