/* Ranks, orders, counts and runs of months: claims on many members or months at once. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const { frozen, settlePeriod } = factcheck.subjects;
  const { until, clauseOf, directionOf, boundOf } = factcheck.clauses;
  const MOST = 300; // members of a kind

  const spoken = (state, token, source) => ({
    start: token.start, end: token.end, text: source.slice(token.start, token.end), unit: "", kind: token.kind, state: frozen(state), bound: "",
  });

  /* ---- ranks and orders ---- */

  /* By growth, if that was said: of the fastest, or of those that fell most. */
  function byGrowth(state) {
    const words = clauseOf(state.stretch);
    const last = state.told.at(-1);
    const isTold = last && last.clause === state.clause && last.metric === "growth" && !words.some((one) => one.kind === "flow");
    const found = words.find((one) => ["fastest", "slowest"].includes(one.kind) || factcheck.ordering.has(one.text));
    if (found) return ["slowest", "down"].includes(found.kind) ? "slowest" : "fastest";
    if (isTold) return last.value < 0 ? "slowest" : "fastest";
    // What the sentence began with: judged by growth, the first are …
    return state.ordering === state.sentence ? "fastest" : "";
  }

  /* The members that a text says are the first so many: those listed behind, else those before. */
  function order(state, token, tokens, at, claims, source) {
    const later = tokens.map((one) => (one.of === "plain" ? { ...one, kind: "plain" } : one));
    const ahead = until(later, at + 1, ["number", "end"]);
    const [from, value] = token.kind === "top" ? [1, token.groups.n] : [token.groups.n, token.groups.m];
    const claim = { ...spoken(state, token, source), metric: "order", from, value, by: byGrowth(state) };
    claim.state.flow = flowOf(state, ahead);
    claims.push(claim);
    state.ordered = null;
    const first = ahead.findIndex((one) => one.kind === "member");
    const parted = ahead.slice(0, Math.max(first, 0)).findIndex((one) => one.kind === "comma");
    // A list in another clause is another list, unless it is said to be the one.
    if (first >= 0 && (parted < 0 || ahead[parted].text === ":" || ahead[parted + 1]?.kind === "respectively")) state.ordered = claim;
    else claim.items = listedBefore(state, value - from + 1);
  }

  function listedBefore(state, length) {
    const slot = Object.values(state.slots).findLast((one) => one.items.length > 1 && one.run === state.run && one.sentence === state.sentence);
    return slot?.items ?? Object.values(state.inSentence).find((items) => items.length === length) ?? [];
  }

  /* What was listed behind an order, once the list is at its end. */
  function settleOrder(state) {
    const claim = state.ordered;
    if (!claim) return;
    const slots = Object.values(state.slots).filter((slot) => slot.items[0].start > claim.start);
    claim.items = slots.at(-1)?.items ?? [];
    claim.state = { ...frozen(state), flow: claim.state.flow || state.flow };
    state.ordered = null;
  }

  /* The flow by which is ranked: the one that was said, or follows; of partners in trade all of it. */
  function flowOf(state, ahead) {
    const isSaid = state.flow && (state.flowIn === state.sentence || !ahead.some((one) => one.kind === "flow" || one.kind === "partners"));
    if (isSaid) return state.flow;
    return ahead.find((one) => one.kind === "flow")?.flow ?? (ahead.some((one) => one.kind === "partners") ? "total" : state.flow);
  }

  function place(state, token, tokens, at, claims, source) {
    const value = token.kind === "first" ? 1 : token.groups.n;
    const claim = { ...spoken(state, token, source), metric: "rank", value, by: byGrowth(state), unit: "places" };
    const ahead = until(tokens, at + 1, ["comma", "end", "number"]);
    claim.state.flow = flowOf(state, ahead);
    // The first partner of a province is not the province.
    if (ahead.slice(0, 3).some((one) => one.kind === "partners") && !state.slots.partner) claim.reason = "no_subject";
    claims.push(claim);
  }

  /* Who grew fastest, or fell most: one, or several in their order. */
  function extreme(state, token, tokens, at, claims, source) {
    const items = listedBefore(state, 0);
    const by = token.kind === "worst" ? "slowest" : "fastest";
    const claim = { ...spoken(state, token, source), by, value: items.length || 1 };
    claims.push(items.length ? { ...claim, metric: "order", from: 1, items } : { ...claim, metric: "rank", unit: "places" });
    state.stretch.push({ kind: by === "slowest" ? "down" : "up", text: token.text });
  }

  /* ---- counts ---- */

  /* Whether a bare number counts members, as one before it in the sentence did. */
  function countsOn(state, token, ahead) {
    const isBare = token.of === "plain" || token.unit === "piece";
    return isBare && Number.isInteger(token.value) && token.value <= MOST && state.countIn === state.sentence && [...ahead, ...state.stretch].some((one) => one.kind === "up" || one.kind === "down" || one.kind === "flow");
  }

  function counted(tokens, at, state, claims, source) {
    const token = tokens[at], dimension = token.of === "count" ? token.unit : state.counting;
    const rest = until(tokens, at + 1, ["comma", "end", "number"]);
    if (["month", "quarter", "year"].includes(dimension)) return at + 1;
    const listed = state.slots[dimension];
    const isSame = listed?.run === state.run && listed.sentence === state.sentence;
    // So many as were just listed: no more than a way of naming them.
    if (isSame && listed.items.length === token.value && !rest.some((one) => one.kind === "up" || one.kind === "down")) return at + 1;
    const claim = {
      start: token.start, end: token.end, text: source.slice(token.start, token.end), value: token.value, step: 1, kind: "count", metric: "count", dimension, unit: "count",
      state: frozen(state), bound: boundOf(state.stretch, rest[0], token), named: isSame ? listed.items : [],
    };
    const compared = rest.find((one) => one.kind === "above" || one.kind === "below");
    const near = until(rest, 0, ["separators"]);
    claim.direction = directionOf([], near) || directionOf(clauseOf(state.stretch), []) || directionOf([], rest) || (compared ? (compared.kind === "above" ? 1 : -1) : 0);
    const flow = rest.find((one) => one.kind === "flow");
    if (flow) { claim.state.flow = flow.flow; state.flow = flow.flow; state.flowIn = state.sentence; }
    claim.state.period = periodOf(tokens, at, state) ?? claim.state.period;
    if (rest.some((one) => one.kind === "level")) claim.reason = "no_measure";
    claims.push(claim);
    // The members that are named as examples are not whom the next figures are of.
    if (claim.named.length) delete state.slots[dimension];
    Object.assign(state, { counting: dimension, countIn: state.sentence, run: state.run + 1, stretch: [], previous: token });
    return at + 1;
  }

  /* The period that a sentence names only behind. */
  function periodOf(tokens, at, state) {
    if (state.periodIn === state.sentence) return null;
    const found = until(tokens, at + 1, ["end"]).find((one) => one.kind === "period");
    if (!found) return null;
    const later = { ...state };
    settlePeriod(later, found);
    return later.period;
  }

  /* ---- runs of months, and records ---- */

  function streak(state, token, tokens, at, claims, source) {
    const rest = until(tokens, at + 1, ["comma", "end"]);
    const direction = directionOf([], rest) || directionOf(clauseOf(state.stretch), []) || 1;
    const claim = { ...spoken(state, token, source), metric: "streak", value: token.groups.n, direction, per: token.groups.unit };
    claim.state.period = periodOf(tokens, at, state) ?? claim.state.period;
    if ([...state.stretch, ...rest].some((one) => factcheck.since.has(one.text))) claim.reason = "since";
    claims.push(claim);
  }

  function record(state, token, tokens, at, claims, source) {
    const claim = { ...spoken(state, token, source), metric: "record", value: null };
    claim.state.period = periodOf(tokens, at, state) ?? claim.state.period;
    claims.push(claim);
  }

  factcheck.sequences = { order, settleOrder, place, extreme, countsOn, counted, streak, record };
})();
