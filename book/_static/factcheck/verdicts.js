/* Claims judged: what the data has in the place of each, whether it agrees at the digits that are given, and what may have been meant. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const { Needed, factsOf, subjectsOf, monthOf, NATION } = factcheck.facts;
  const { holds, isFiner, isFar, meantBy } = factcheck.comparing;

  const ROLLING = { level: "rolling_year", growth: "rolling_year_growth" };
  const CHANGES = { amount: "level", share_change: "share" }; // what is compared with the year before

  /* ---- readings ---- */

  /* The readings of a claim that the data has figures for, the likelier first. */
  function readingsOf(claim, facts) {
    const { state } = claim;
    const { period } = state;
    const flow = claim.flow ?? state.flow;
    const currencies = state.currency ? [state.currency] : facts.currencies;
    const found = [];
    for (const { parts, isSure } of subjectsOf(state)) {
      for (const key of facts.keysOf(parts)) {
        for (const currency of currencies) {
          if (claim.metric === "share" && parts.length > 1 && claim.wholes?.nation) continue;
          const query = { key, metric: (period.isRolling && ROLLING[claim.metric]) || claim.metric, measure: claim.measure, flow, currency, span: period.span, month: monthOf(period), unit: claim.kind === "quantity" ? claim.unit : "" };
          const point = CHANGES[claim.metric] ? changeOf(query, facts) : facts.point(query);
          const figure = claim.metric === "rank" && point?.value == null && key.includes("product/") ? facts.rankOf({ key, flow, currency, span: period.span, month: monthOf(period), measure: "value" }) : point;
          if (figure && !isAlready(found, figure)) found.push({ ...figure, isSure });
        }
      }
    }
    return claim.metric === "share" ? [...found.filter((one) => isOfWhole(one, claim.wholes)), ...sharesOf(claim, facts)] : found;
  }

  /* Whether a share is one of the member that is named as the whole. */
  const isOfWhole = ({ key }, wholes) => !wholes?.members.length || !key.includes("+") || wholes.members.some((one) => key.startsWith(`${one.join("/")}+`));

  /* The shares of two members together in the nation's trade, or in that of one of them: no series has them. */
  function sharesOf(claim, facts) {
    const { wholes, state } = claim;
    const currencies = state.currency ? [state.currency] : facts.currencies;
    const found = [];
    for (const { parts } of subjectsOf(state).filter((one) => one.parts.length === 2)) {
      const others = wholes?.nation || !wholes ? [...parts.filter(([dimension]) => dimension === "product" || !wholes).map((one) => one.join("/")), ...(wholes?.same ? [] : [NATION])] : [];
      for (const key of facts.keysOf(parts)) {
        for (const currency of currencies) {
          const query = { metric: "level", measure: claim.measure, flow: claim.flow ?? state.flow, currency, span: state.period.span, month: monthOf(state.period) };
          const part = facts.point({ ...query, key });
          found.push(...others.map((whole) => facts.ratio(part, facts.point({ ...query, key: whole }))).filter(Boolean).map((one) => ({ ...one, isSure: true })));
        }
      }
    }
    return found;
  }

  /* By how much a figure changed: as the data tells it of a balance, else both figures. */
  function changeOf(query, facts) {
    const told = query.metric === "amount" ? facts.point({ ...query, metric: "change" }) : null;
    return told?.value != null ? told : facts.changed({ ...query, metric: CHANGES[query.metric] });
  }

  const isAlready = (found, point) => found.some((one) => one.key === point.key && one.currency === point.currency);

  function inBase(claim, facts) {
    if (claim.kind !== "quantity") return claim;
    const [base, factor] = facts.inUnit(claim.unit);
    return { ...claim, value: claim.value * factor, step: claim.step * factor, base };
  }

  /* ---- verdicts ---- */

  const cannot = (reason, more = {}) => ({ verdict: "cannot_judge", reason, ...more });

  function judged(claim, facts, siblings) {
    const hindered = hindrance(claim);
    if (hindered) return hindered;
    if (claim.metric === "count") return judgedCount(claim, facts);
    if (claim.metric === "concentration") return judgedConcentration(claim, facts);
    if (claim.metric === "order") return judgedOrder(claim, facts);
    if (claim.metric === "rank" && claim.by) return judgedGrowthRank(claim, facts);
    if (claim.metric === "streak") return judgedStreak(claim, facts);
    if (claim.metric === "record") return judgedRecord(claim, facts);
    if (claim.sumOf) return judgedSum(inBase(claim, facts), facts);
    return judgedFigure(inBase(claim, facts), facts, siblings);
  }

  function hindrance({ reason, state, flow }) {
    if (state.outside) return cannot("outside", { words: state.outside });
    if (reason) return cannot(reason);
    if (!state.period) return cannot("no_period");
    if (!state.period.year) return cannot("no_year");
    if (["quarter", "range", "plan"].includes(state.period.span)) return cannot("no_span");
    if (!state.flow && !flow) return cannot("no_flow");
    return null;
  }

  /* Whether a part may be one of what the text is on, and not of the nation's trade. */
  function isOfTopic({ metric, wholes, state }) {
    if (!["share", "contribution", "rank"].includes(metric) || wholes?.nation || wholes?.members.length) return false;
    return Object.entries(state.topic).some(([dimension, slot]) => slot.items.length === 1 && String(slot.items[0].members[0]) !== String(state.slots[dimension]?.items.at(-1).members[0]));
  }

  /* What several members have together. */
  function judgedSum(claim, facts) {
    const { items } = claim.state.slots[claim.sumOf];
    const each = items.map((item) => readingsOf({ ...claim, state: { ...claim.state, slots: { ...claim.state.slots, [claim.sumOf]: { items: [item] } } } }, facts).find((one) => one.isSure && one.value !== null));
    const found = ["level", "share", "contribution"].includes(claim.metric) ? facts.sum(each) : null;
    if (!found) return cannot("several");
    const told = { figure: found, expected: found.value };
    return holds(claim, found.value) ? { verdict: "agrees", ...told } : differing(claim, told);
  }

  function judgedFigure(claim, facts, siblings) {
    const found = readingsOf(claim, facts);
    const there = found.filter((one) => one.value !== null);
    if (!there.length) return found.length ? cannot("absent", { why: found[0].reason, figure: found[0] }) : cannot("outside_data");
    const agreeing = there.find((one) => holds(claim, one.value));
    if (agreeing && !claim.several) return { verdict: "agrees", figure: agreeing, expected: agreeing.value };
    const finer = there.find((one) => isFiner(claim, one));
    if (finer) return cannot("finer", { figure: finer, expected: finer.value });
    const was = there.flatMap((one) => one.was.filter((each) => holds(claim, each.value)).map((each) => ({ ...one, ...each, now: one.value })))[0];
    if (was && !claim.several) return { verdict: "was_right", figure: was, expected: was.now, until: was.until };
    if (claim.several) return cannot("several");
    const first = there.find((one) => one.isSure);
    if (!first) return cannot("outside_data");
    if (claim.kind === "quantity" && first.unit !== claim.base) return cannot("other_unit", { figure: first });
    if (claim.metric === "share" && first.key.includes("+") && !claim.wholes?.nation && !claim.wholes?.members.length) return cannot("whole_unknown", { figure: first });
    if (claim.state.foreign) return cannot("other_country");
    if (claim.isBefore) return cannot("base_revised", { figure: first, expected: first.value });
    if (claim.metric === "amount" && first.metric !== "change") return cannot("difference", { figure: first });
    if (claim.state.isFlowStale) return cannot("no_flow", { figure: first });
    if (claim.state.isStale) return cannot("no_subject", { figure: first });
    if (isOfTopic(claim)) return cannot("whole_unknown", { figure: first });
    if (isFar(claim, first.value)) return cannot("far", { figure: first, expected: first.value });
    if (claim.state.unread.length) return cannot("unread", { words: claim.state.unread.join(" "), figure: first, expected: first.value });
    return { verdict: "differs", figure: first, expected: first.value, meant: meantBy(claim, first, facts, siblings) };
  }

  /* ---- counts, orders, ranks ---- */

  /* All members of a kind in a claim's month, in each currency that it may be in; none where the data has not all of them. */
  function everyOf({ state }, facts, dimension) {
    const currencies = state.currency ? [state.currency] : facts.currencies;
    const queries = currencies.map((currency) => ({ dimension, currency, span: state.period.span, flow: state.flow, month: monthOf(state.period) }));
    return queries.map((query) => ({ query, every: facts.ranked(query) })).filter((one) => one.every);
  }

  /* The verdict in the first currency in which a claim agrees, else in the first that there is. */
  function firstAgreeing(verdicts) {
    return verdicts.find((one) => one.verdict === "agrees") ?? verdicts[0] ?? cannot("outside_data");
  }

  function judgedCount(claim, facts) {
    if (Object.keys(claim.state.slots).some((one) => one !== claim.dimension)) return cannot("outside_data");
    return firstAgreeing(everyOf(claim, facts, claim.dimension).map((one) => countIn(claim, one)));
  }

  function countIn(claim, { query, every }) {
    const { direction, dimension } = claim;
    if (direction && dimension === "region" && every.some((one) => one.value("growth") === null)) return cannot("absent");
    const counted = direction ? every.filter((one) => one.value("growth") !== null && Math.sign(one.value("growth")) === direction) : every;
    const told = { figure: { ...query, key: dimension, metric: "count", unit: "count", value: counted.length }, expected: counted.length };
    // Which partners the customs count is not published.
    if (!holds(claim, counted.length)) return dimension === "partner" ? cannot("no_rule", told) : differing(claim, told);
    const isNamed = claim.named.every((item) => item.members.some(([, code]) => counted.some((one) => one.code === code)));
    return isNamed ? { verdict: "agrees", ...told } : differing(claim, { ...told, meant: { kind: "named" } });
  }

  /* A claim that the data contradicts, unless it is not sure that it was understood. */
  function differing(claim, more) {
    const { isFlowStale, unread } = claim.state;
    if (isFlowStale) return cannot("no_flow", more);
    if (isOfTopic(claim)) return cannot("whole_unknown", more);
    return unread.length ? cannot("unread", { ...more, words: unread.join(" ") }) : { verdict: "differs", ...more };
  }

  /* The ranks that a member of a listing may have, one a currency; none where the data has none. */
  function ranksOf(item, claim, facts) {
    const [dimension] = item.members[0];
    const state = { ...claim.state, slots: { ...claim.state.slots, [dimension]: { items: [item] } } };
    if (!claim.by) return readingsOf({ ...claim, state, metric: "rank", measure: "value" }, facts).filter((one) => one.value !== null);
    const isAlone = Object.keys(state.slots).length === 1;
    return isAlone ? everyOf(claim, facts, dimension).map(({ every, query }) => growthRank(every, item, claim.by, query)).filter(Boolean) : [];
  }

  function growthRank(every, item, by, query) {
    // One without a base might have grown more than all others.
    if (every.some((one) => one.value("growth") === null)) return null;
    const own = every.find((one) => item.members.some(([, code]) => code === one.code));
    if (!own) return null;
    const isBefore = (one) => (by === "slowest" ? one.value("growth") < own.value("growth") : one.value("growth") > own.value("growth"));
    return { ...query, value: every.filter(isBefore).length + 1, metric: "rank", unit: "places", key: item.members[0].join("/") };
  }

  function judgedOrder(claim, facts) {
    const { items = [], from, value } = claim;
    const length = value - from + 1;
    if (!items.length) return cannot("no_list");
    if (items.length > length) return cannot("list_length");
    const ranks = items.map((item) => ranksOf(item, claim, facts));
    if (ranks.some((one) => !one.length)) return cannot("outside_data");
    const currencies = [...new Set(ranks.flat().map((one) => one.currency))].filter((currency) => ranks.every((each) => each.some((one) => one.currency === currency)));
    return firstAgreeing(currencies.map((currency) => orderIn(claim, ranks.map((each) => each.find((one) => one.currency === currency)))));
  }

  function orderIn(claim, ranks) {
    const tied = (one, at) => ranks.slice(0, at).filter((other) => other.value === one.value).length;
    // Of two that are as large either may be named first.
    const isSo = ranks.every((one, at) => one.value <= claim.from + at && one.value + tied(one, at) === claim.from + at);
    const found = { figure: ranks[0], expected: ranks.map((one) => one.value) };
    return isSo ? { verdict: "agrees", ...found } : differing(claim, found);
  }

  /* The share that the largest so many have together. */
  function judgedConcentration(claim, facts) {
    return firstAgreeing(everyOf(claim, facts, claim.dimension).map(({ every, query }) => {
      const shares = every.map((one) => one.value("share")).filter((one) => one !== null).sort((one, other) => other - one).slice(0, claim.count);
      if (shares.length < claim.count) return cannot("absent");
      const value = shares.reduce((sum, one) => sum + one, 0);
      const told = { figure: { ...query, key: claim.dimension, metric: "concentration", unit: "percent", value }, expected: value };
      return holds(claim, value) ? { verdict: "agrees", ...told } : differing(claim, told);
    }));
  }

  function judgedGrowthRank(claim, facts) {
    const items = Object.values(claim.state.slots).map((slot) => slot.items.at(-1));
    const ranks = items.length === 1 ? ranksOf(items[0], claim, facts) : [];
    return firstAgreeing(ranks.map((rank) => {
      const told = { figure: rank, expected: rank.value };
      return rank.value === claim.value ? { verdict: "agrees", ...told } : differing(claim, told);
    }));
  }

  /* ---- runs and records ---- */

  /* The period so many steps before another: months, or years of which only the whole counts. */
  function before({ year, month }, steps, per) {
    const count = year * 12 + month - 1 - steps * (per === "year" ? 12 : 1);
    return { year: Math.floor(count / 12), month: (count % 12) + 1 };
  }

  function judgedStreak(claim, facts) {
    const { state, value, direction } = claim;
    const per = factcheck.perYear.has(claim.per) ? "year" : "month";
    const parts = subjectsOf(state).find((one) => one.isSure)?.parts ?? [];
    for (const key of facts.keysOf(parts)) {
      for (const currency of state.currency ? [state.currency] : facts.currencies) {
        const query = { key, metric: "growth", measure: "value", flow: state.flow, currency, span: state.period.span };
        const points = Array.from({ length: value }, (_, step) => facts.point({ ...query, month: monthOf(before(state.period, step, per)) }));
        const known = points.filter((one) => one && one.value !== null);
        const broken = known.findIndex((one) => Math.sign(one.value) !== direction);
        if (broken >= 0) return differing(claim, { figure: known[broken], expected: broken });
        if (known.length === value) return { verdict: "agrees", figure: points[0], expected: value };
      }
    }
    return cannot("outside_data");
  }

  /* A record is refuted by a higher figure before it; that there was none before the data began is not known. */
  function judgedRecord(claim, facts) {
    const found = readingsOf({ ...claim, metric: "level", measure: "value" }, facts).filter((one) => one.value !== null && one.isSure);
    for (const one of found) {
      const per = one.span === "ytd" ? "year" : "month";
      const earlier = Array.from({ length: 40 }, (_, step) => facts.point({ ...one, month: monthOf(before(claim.state.period, step + 1, per)) })).filter((each) => each && each.value !== null);
      const higher = earlier.find((each) => each.value > one.value);
      if (higher) return differing(claim, { figure: higher, expected: higher.value });
    }
    return cannot("record", { figure: found[0] });
  }

  /* ---- all claims ---- */

  /* Judge what can be; `needed` are the shards that must be loaded for the rest. */
  function judge(claims, data, shards, known = new Map()) {
    const facts = factsOf(data, shards);
    const needed = new Set();
    const attempt = (work) => {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof Needed)) throw error;
        for (const key of error.keys) needed.add(key);
        return null;
      }
    };
    const first = claims.map((claim, at) => {
      if (!known.has(at)) {
        const found = attempt(() => judged(claim, facts, []));
        if (!found) return null;
        known.set(at, found);
      }
      return known.get(at);
    });
    if (needed.size) return { verdicts: [], needed: [...needed] };
    const told = claims.map((claim, at) => ({ claim, expected: first[at]?.figure?.value ?? undefined }));
    const verdicts = claims.map((claim, at) => {
      if (first[at]?.verdict !== "differs") return first[at];
      const siblings = told.filter((one) => one.claim.state.run === claim.state.run || Math.abs(one.claim.start - claim.start) < 200);
      return attempt(() => judged(claim, facts, siblings));
    });
    return { verdicts, needed: [...needed] };
  }

  factcheck.judge = judge;
})();
