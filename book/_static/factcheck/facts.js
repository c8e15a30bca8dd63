/* What the data has for a reading: shards of subjects and of months, as the explorer has them; one that is not there yet is asked for. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const { DIMENSIONS } = factcheck.subjects;
  const OWN = { share: ["share", "weight"] };
  const SIDES = { deficit: "balance" };
  const NATION = "nation/_T";
  const WHOLE = 100; // percent
  const ROUNDING = 0.5;

  /* Thrown where shards are to be loaded first. */
  class Needed extends Error {
    constructor(keys) {
      super(keys.join());
      this.keys = keys;
    }
  }

  const inAddress = (member) => member.join("/");
  const monthOf = ({ year, month }) => `${year}-${String(month).padStart(2, "0")}`;

  function factsOf({ index, units }, shards) {
    const currencies = index.currencies;
    const flows = new Map();

    function shard(key) {
      if (!(key in index.shards) && !key.startsWith("month/")) return null;
      if (!shards.has(key)) throw new Needed([key]);
      return shards.get(key);
    }

    /* The shard of all members of a kind in a month; null where the data has no such month. */
    function monthShard({ dimension, currency, span, flow, month }) {
      const there = index.months[`${dimension}.${currency}.${span}`] ?? [];
      const side = SIDES[flow] ?? flow;
      const isThere = there.includes(month) && flowsOf(dimension, `.${currency}.${span}`).has(side);
      return isThere ? shard(`month/${month}.${dimension}.${currency}.${span}.${side}`) : null;
    }

    /* The flows in which the members of a kind have values, the nation aside, which is compared with none. */
    function flowsOf(dimension, ending) {
      const key = dimension + ending;
      if (!flows.has(key)) {
        const keys = dimension === "nation" ? [] : Object.keys(index.shards).filter((one) => one.startsWith(`${dimension}/`) && one.endsWith(ending) && !one.includes("+"));
        flows.set(key, new Set(keys.flatMap((one) => index.series[index.shards[one].series].filter(([metric, measure]) => metric === "level" && measure === "value").map(([, , flow]) => flow))));
      }
      return flows.get(key);
    }

    const inUnit = (unit) => units[unit] ?? [unit, 1];

    /* The figure of a reading; null where the data has no such series, or nothing of the month. */
    function point({ key, metric, measure = "value", flow, currency, span, month, unit = "" }) {
      const found = shard(`${key}.${currency}.${span}`);
      const at = found?.months.indexOf(month) ?? -1;
      if (at < 0) return null;
      const alike = found.series.filter((one) => (OWN[metric] ?? [metric]).includes(one.metric) && one.flow === (SIDES[flow] ?? flow) &&
        (metric.startsWith("unit_value") || one.measure === measure));
      const there = alike.filter((one) => one.values[at] !== null);
      const series = there.find((one) => !unit || inUnit(one.unit)[0] === inUnit(unit)[0]) ?? there[0] ?? alike[0];
      if (!series) return null;
      const [base, factor] = inUnit(series.unit);
      return {
        key, metric, measure, flow, currency, span, month, unit: base, value: series.values[at] === null ? null : series.values[at] * factor,
        step: (series.steps?.[at] ?? 0) * factor, basis: series.bases[at], reason: series.values[at] === null ? series.reasons[at] ?? "no_data" : "",
        was: series.was.filter(([place, , value]) => place === at && value !== null).map(([, until, value]) => ({ until, value: value * factor })),
      };
    }

    /* A subject's part of another's trade, in percent: both levels, one divided by the other. */
    function ratio(part, whole) {
      if (!part || !whole || part.value === null || whole.value === null || !(whole.value > 0)) return null;
      return { ...part, metric: "share", unit: "percent", value: (part.value / whole.value) * 100, step: 0, basis: "computed", reason: "", was: [], of: whole.key };
    }

    /* The members of a kind in a month, without groups and what lies within others. */
    function members(query) {
      const found = monthShard(query);
      if (!found) return null;
      const known = index.dimensions[query.dimension];
      return found.members.map((code, at) => ({ code, value: (name) => found.metrics[name]?.[at] ?? null }))
        .filter(({ code }) => !known[code]?.group && known[code]?.kind !== "place");
    }

    /* The members that can be counted and put in order: those that the data ranks, which it does where it has all of them;
       null where it has not. */
    function ranked(query) {
      const found = members(query)?.filter((one) => one.value("rank") !== null) ?? [];
      return found.length ? found : null;
    }

    /* What several figures come to together; null where one is missing. */
    function sum(points) {
      if (!points.length || points.some((one) => !one || one.value === null)) return null;
      return { ...points[0], value: points.reduce((total, one) => total + one.value, 0), step: Math.max(...points.map((one) => one.step)), was: [], basis: "computed" };
    }

    /* By how much a figure is another than a year before; null where one of the two is missing. */
    function changed(query) {
      const [now, before] = [point(query), point({ ...query, month: `${Number(query.month.slice(0, 4)) - 1}${query.month.slice(4)}` })];
      if (!now || !before || now.value === null || before.value === null) return null;
      return { ...now, value: now.value - before.value, step: now.step + before.step, was: [], basis: "computed" };
    }

    /* The rank of a member among those of its kind whose figures stand beside its own: of goods no series has it. */
    function rankOf(query) {
      const own = point({ ...query, metric: "level" });
      if (!own || own.value === null) return null;
      const [of, last] = query.key.includes("+") ? query.key.split("+") : ["", query.key];
      const [dimension, code] = last.split("/");
      const known = index.dimensions[dimension], front = `${of ? `${of}+` : ""}${dimension}/`;
      const ending = `.${query.currency}.${query.span}`;
      const others = Object.keys(index.shards).filter((key) => key.startsWith(front) && key.endsWith(ending) && (of || !key.includes("+")))
        .map((key) => key.slice(0, -ending.length))
        .filter((key) => {
          const entry = known[key.slice(front.length)] ?? {};
          return !entry.group && entry.kind === known[code]?.kind;
        });
      const missing = others.map((key) => key + ending).filter((key) => !shards.has(key));
      if (missing.length) throw new Needed(missing);
      // Some goods are no order of all: their parts must come to the whole.
      const parts = sum(others.map((key) => point({ ...query, key, metric: "share" })).filter((one) => one?.value != null));
      if (!parts || Math.abs(parts.value - WHOLE) > ROUNDING) return null;
      const values = others.map((key) => point({ ...query, key, metric: "level" })?.value ?? null).filter((value) => value !== null);
      return { ...own, metric: "rank", unit: "places", value: values.filter((value) => value > own.value).length + 1, step: 0, was: [] };
    }

    /* The keys that a subject may have: of two dimensions either may be the one whose trade the other is a part of. */
    function keysOf(parts) {
      const every = parts.length === 0 ? [NATION] : parts.length === 1 ? [inAddress(parts[0])]
        : parts.length === 2 ? [parts.map(inAddress).join("+"), [...parts].reverse().map(inAddress).join("+")] : [];
      return every.filter((key) => currencies.some((currency) => ["month", "ytd"].some((span) => `${key}.${currency}.${span}` in index.shards)));
    }

    return { point, ratio, sum, changed, rankOf, members, ranked, keysOf, currencies, inUnit };
  }

  /* The subjects that a claim may be of, the likelier first, each as its parts; `isSure` where all that is in force was said of it.
     Else the text's first subject may go on, or one from a sentence before may not. */
  function subjectsOf({ slots, topic, sentence, clause, nation, isStale }) {
    const named = DIMENSIONS.filter((one) => slots[one]);
    const membersOf = (slot) => slot.items.at(-1).members;
    const own = named.map((one) => membersOf(slots[one]));
    const also = DIMENSIONS.filter((one) => !slots[one] && topic[one]?.items.length === 1 && !(nation && one === "region")).map((one) => [...own, membersOf(topic[one])]);
    const old = named.filter((one) => slots[one].sentence < sentence || (one === "partner" && slots[one].clause < clause));
    const fewer = isStale ? [[]] : old.length && named.length > 1 ? old.map((one) => named.filter((other) => other !== one).map((other) => membersOf(slots[other]))) : [];
    const others = [...also, ...fewer].flatMap(crossed).map((parts) => ({ parts, isSure: false }));
    return [...crossed(own).map((parts) => ({ parts, isSure: true })), ...others];
  }

  /* Every way of taking one of each list. */
  const crossed = (lists) => lists.reduce((found, members) => found.flatMap((one) => members.map((member) => [...one, member])), [[]]);

  factcheck.facts = { Needed, factsOf, subjectsOf, monthOf, NATION };
})();
