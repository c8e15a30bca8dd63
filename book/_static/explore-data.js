/* The explorer's data: shards loaded by script tags, so that a file on the disk works as well as a server;
   what they hold of a member, a measure and a flow, as known today or on a day. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const BASE_LEAST = 1; // of an index: a unit, as for growth

  /* What a measure is in the data: metrics and what they are of; the first that a series has. */
  const MEASURES = {
    value: [["level", "value"]],
    growth: [["growth", "value"], ["change", "value"]],
    share: [["share", "value"], ["weight", "value"]],
    contribution: [["contribution", "value"]],
    rank: [["rank", "value"]],
    rolling_year: [["rolling_year", "value"]],
    rolling_year_growth: [["rolling_year_growth", "value"]],
    index: [["level", "value"]],
    quantity: [["level", "quantity"]],
    quantity_growth: [["growth", "quantity"]],
    unit_value: [["unit_value", ""]],
    unit_value_growth: [["unit_value_growth", ""]],
  };

  const NOTHING = { value: null, basis: "absent", reason: "no_data", step: null, sources: [] };

  const loading = new Map();
  const waiting = new Map();
  let version = "";

  async function decoded(text) {
    const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  }

  /* What each of the data's scripts calls. */
  window.tradebookData = (key, text) => waiting.get(key)?.(decoded(text));

  function script(name) {
    return new Promise((done, failed) => {
      const element = document.createElement("script");
      element.src = `${tradebookLanguage.root()}data/explorer/${name}.js${version}`;
      element.addEventListener("load", () => done(element));
      element.addEventListener("error", () => {
        element.remove();
        failed(Object.assign(new Error(name), { file: `${name}.js` }));
      });
      document.head.append(element);
    });
  }

  /* A shard by its key; one that was not there is asked for again the next time. */
  function load(key) {
    if (!loading.has(key)) {
      const found = new Promise((done, failed) => {
        waiting.set(key, done);
        script(key).catch(failed);
      });
      found.catch(() => loading.delete(key));
      loading.set(key, found);
    }
    return loading.get(key);
  }

  /* The words of the page's language. */
  const spoken = () => load(`words-${tradebookLanguage.name()}`);

  /* The index; what is loaded after it is of the same build. */
  async function opened() {
    const index = await load("index");
    version = index.version ? `?v=${index.version}` : "";
    return index;
  }

  async function begin() {
    const [index, charts, sources, words] = await Promise.all([opened(), ...["charts", "sources"].map(load), spoken()]);
    Object.assign(explorer, { index, words, charts, sources });
  }

  const keyOf = (member, { currency, span }) => `${member}.${currency}.${span}`;
  const held = (member, state) => explorer.index.shards[keyOf(member, state)];

  /* Which of a measure's metrics a list of series has, as its place; of the index there is none of a balance. */
  function placeOf(series, measure, flow) {
    if (measure === "index" && flow === "balance") return -1;
    for (const [metric, kind] of MEASURES[measure]) {
      const at = series.findIndex((one) => one[0] === metric && (!kind || one[1] === kind) && one[2] === flow);
      if (at >= 0) return at;
    }
    return -1;
  }

  const has = (member, state) => placeOf(explorer.index.series[held(member, state)?.series] ?? [], state.measure, state.flow) >= 0;

  /* Whether nothing of a month was known on a day. */
  const isUnknown = (shard, at, day) => (shard.since[at] ?? "") > day;

  /* What was known of a place on a day: the earliest state that ended after it, else what is known now. */
  function knownOn(shard, series, at, day) {
    if (!day) return null;
    if (isUnknown(shard, at, day)) return { ...NOTHING, revised: true };
    const later = series.was.filter(([place, until]) => place === at && until > day);
    if (!later.length) return null;
    const [, , value, basis, reason] = later.reduce((one, other) => (other[1] < one[1] ? other : one));
    return { value, basis, reason: reason || (value === null ? "no_data" : ""), revised: true };
  }

  function point(shard, series, month, day) {
    const at = shard.months.indexOf(month);
    const what = { month, metric: series.metric, measure: series.measure, unit: series.unit };
    if (at < 0) return { ...what, ...NOTHING };
    const now = {
      value: series.values[at], basis: series.bases[at], step: series.steps?.[at] ?? null,
      sources: (series.sources[at] ?? []).map((place) => shard.sources[place]),
    };
    now.reason = now.value === null ? series.reasons[at] ?? "no_data" : "";
    return unlessExtreme({ ...what, ...now, ...knownOn(shard, series, at, day) });
  }

  /* A change to more than a thousand times its base says nothing: it is neither drawn nor told, and stays in what is taken away. */
  function unlessExtreme(point) {
    const isChange = ["percent", "points"].includes(point.unit);
    if (!isChange || Math.abs(point.value) <= explorer.words.extreme.least) return point;
    return { ...point, value: null, exact: point.value, reason: "extreme" };
  }

  const groupOf = (shard) => explorer.index.dimensions.partner?.[shard.subject.partner] ?? {};

  /* Why two months of a group of partners are not of the same members; nothing where they are. */
  function apart(group, one, other) {
    const [first, last] = [one, other].sort();
    if (group.unlisted && first !== last) return "members_unknown";
    return group.changes?.some((month) => first < month && month <= last) ? "members_changed" : "";
  }

  /* The level as an index; which month is 100 stands with the series. */
  function indexed(points, base, group) {
    return points.map((one) => {
      const why = apart(group, one.month, base.month);
      const usable = base.value >= BASE_LEAST && one.value !== null && !why;
      const made = { ...one, metric: "index", unit: "index", step: null };
      if (usable) return { ...made, value: (one.value / base.value) * 100, basis: "computed" };
      const reason = one.reason || (base.value === null ? "no_base" : why || "base_zero");
      return { ...made, value: null, basis: "absent", reason };
    });
  }

  const lastOf = (series) => series.values.findLastIndex((value) => value !== null);

  /* A quantity may be in another unit in other months: the latest unit counts, and the others have that reason. */
  function changed(found, others, shard) {
    const at = shard.months.indexOf(found.month);
    const isOther = found.value === null && others.some((series) => (series.values[at] ?? null) !== null);
    return isOther ? { ...found, reason: "unit_changed" } : found;
  }

  /* The points of a member in some months; null where the data has no such series. */
  function points(shard, state, months) {
    const names = shard?.series.map((one) => [one.metric, one.measure, one.flow]) ?? [];
    const at = placeOf(names, state.measure, state.flow);
    if (at < 0) return null;
    const alike = shard.series.filter((_, place) => String(names[place]) === String(names[at]));
    const [series, ...others] = alike.sort((one, other) => lastOf(other) - lastOf(one));
    const found = months.map((month) => changed(point(shard, series, month, state.as), others, shard));
    return state.measure === "index" ? indexed(found, point(shard, series, state.base, state.as), groupOf(shard)) : found;
  }

  /* From one month to another, both among them. */
  function between(first, last) {
    const months = [];
    for (let month = first; month <= last; month = after(month)) months.push(month);
    return months;
  }

  const count = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const named = (number) => `${String(Math.floor(number / 12)).padStart(4, "0")}-${String((number % 12) + 1).padStart(2, "0")}`;
  const after = (month) => named(count(month) + 1);

  explorer.data = { MEASURES, begin, opened, spoken, load, script, keyOf, held, has, points, unlessExtreme, between, count };
})();
