/* A text read: each number becomes a claim with all that it is bound to, or is said not to be one. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const { DIMENSIONS, opening, dimensionOf, name, nameGroup, nameNation, forgive, pick, settlePeriod, yearBefore, frozen } = factcheck.subjects;
  const { isNumber, until, clauseOf, runAt, senseOf, directionOf, boundOf, baseOf } = factcheck.clauses;
  const { money, percentage, quantity } = factcheck.measures;
  const { order, settleOrder, place, extreme, countsOn, counted, streak, record } = factcheck.sequences;

  function read(given, words) {
    const source = factcheck.grids.withoutAsides(given);
    const state = Object.assign(opening(), datesOf(factcheck.vocabulary.tokens(source, words)));
    const claims = [];
    for (const piece of factcheck.grids.pieces(source)) {
      if (piece.kind === "prose") readProse(source.slice(piece.start, piece.end), piece.start, words, state, claims);
      else {
        const readCaption = (text) => readProse(text, 0, words, state, []);
        claims.push(...factcheck.grids.claimsOf(piece, state, words, source, readCaption));
      }
    }
    return claims.sort((one, other) => one.start - other.start);
  }

  /* What the whole text says of dates: when it was written, the first year, and its period where it names only one. */
  function datesOf(tokens) {
    const day = tokens.slice(0, 12).find((one) => one.kind === "passed" && /^(?:19|20)\d\d/.test(one.text));
    const years = tokens.filter((one) => one.kind === "period" && one.groups.year).map((one) => Number(one.groups.year));
    const whole = { period: null, year: years[0] ?? null, aside: null, toDateIn: -1, sentence: 0 };
    const named = tokens.filter((one) => one.kind === "period" && (one.groups.month || one.groups.months || one.name === "year" || one.name === "whole"));
    const periods = named.map((one) => { const later = { ...whole }; settlePeriod(later, one); return later.period; });
    const isOnly = periods.every((one) => JSON.stringify(one) === JSON.stringify(periods[0]));
    return { written: day ? Number(day.text.slice(0, 4)) : null, year: whole.year, only: isOnly ? periods[0] ?? null : null };
  }

  function readProse(text, start, words, state, claims) {
    const tokens = factcheck.vocabulary.tokens(text, words).map((one) => ({ ...one, start: one.start + start, end: one.end + start }));
    const source = { slice: (from, to) => text.slice(from - start, to - start) };
    for (let at = 0; at < tokens.length;) at = step(tokens, at, state, claims, source);
    endSentence(state, { text: "\n" });
  }

  function step(tokens, at, state, claims, source) {
    const token = tokens[at];
    if (isNumber(token)) return number(tokens, at, state, claims, source);
    HANDLERS[token.kind]?.(state, token, tokens, at, claims, source);
    state.stretch.push(token);
    state.beforeThat = state.previous;
    state.previous = token;
    return at + 1;
  }

  function endSentence(state, token) {
    settleOrder(state);
    Object.assign(state, { sentence: state.sentence + 1, clause: state.clause + 1, stretch: [], inSentence: {}, firstRun: state.run, lastMove: 0, lastSense: null, pickFlows: null, wholeClause: -1, unreadHere: [] });
    if (token.text === "\n") {
      forgive(state, true);
      state.flows = [];
      state.paragraph += 1;
    }
  }

  /* ---- words ---- */

  /* Whether a word names the whole that something is a part of, and not of whom figures are. */
  const isOfWhole = (state) => state.wholeClause === state.clause || clauseOf(state.stretch).some((one) => ["share", "contribution", "drag"].includes(one.kind));
  const hasSubject = (state) => state.nation || DIMENSIONS.some((one) => state.slots[one]);

  /* Whom another is compared with: its figure may follow. */
  const isCompared = (state, token) => ["above", "against", "below"].includes(state.previous?.kind) && state.slots[dimensionOf(token)] && state.previous.to >= token.from - 1;

  /* A sentence that begins with growth ranks by it. */
  function begins(state, token) {
    if (factcheck.ordering.has(token.text) && !state.told.some((one) => one.sentence === state.sentence)) state.ordering = state.sentence;
  }

  /* Whether a period is the one with which another is compared: than in 2024. */
  function isBase(before) {
    const last = before.findLast((one) => one.kind !== "filler");
    return ["against", "bases.yoy", "bases.other", "above", "below"].includes(last?.kind);
  }

  const HANDLERS = {
    end: endSentence,
    comma: (state, token) => {
      state.compared = null;
      if (!/[()]/.test(token.text)) state.unreadHere = [];
      if (token.text !== ",") settleOrder(state);
      state.clause += 1;
      if (token.text === "(") {
        state.aside = { slots: { ...state.slots }, flow: state.flow, flows: state.flows, nation: state.nation, unread: [...state.unread], outside: state.outside, indicator: state.indicator };
      } else if (token.text === ")" && state.aside) {
        Object.assign(state, state.aside);
        state.aside = null;
      }
    },
    period: (state, token) => {
      if (isBase(state.stretch)) {
        token.kind = "against_period";
        return;
      }
      settlePeriod(state, token);
      if (token.name !== "to_date" && token.name !== "of_month") state.periodIn = state.sentence;
    },
    member: (state, token) => {
      if (isCompared(state, token)) {
        state.compared = token;
        return;
      }
      if (isOfWhole(state) && hasSubject(state)) return;
      // A partner's trade with another is not ours.
      const isTheirs = dimensionOf(token) === "partner" && factcheck.toward.has(state.previous?.text) && state.beforeThat?.kind === "member" && dimensionOf(state.beforeThat) === "partner";
      if (isTheirs && !state.isToward) state.foreign = state.sentence;
      if (state.run > state.firstRun && state.whom?.run !== state.run) state.whom = { slots: { ...state.slots }, sentence: state.sentence, run: state.run };
      name(state, token);
      state.named = state.sentence;
      state.isToward = factcheck.toward.has(state.previous?.text) || factcheck.toward.has(token.text[0]);
    },
    members: nameGroup,
    nation: (state, token, tokens, at) => {
      const rest = until(tokens, at + 1, ["comma", "end", "number"]);
      const isPart = rest.some((one) => one.kind === "share") || isOfWhole(state) || ["places", "first", "top"].includes(tokens[at + 1]?.kind);
      const isOther = ["above", "below", "against"].includes(state.previous?.kind) && DIMENSIONS.some((one) => state.slots[one]);
      // Goods of the nation, behind an amount: the subject goes on.
      if (state.previous?.kind === "of" && state.stretch.length === 1 && hasSubject(state)) return;
      if (isOther) state.compared = token;
      if (isOther || (isPart && DIMENSIONS.some((one) => state.slots[one]))) return;
      nameNation(state);
    },
    flow: (state, token) => {
      if (isOfWhole(state) && state.flow) {
        state.partIn = state.sentence;
        state.partFlows = state.previous?.kind === "separators" ? [...(state.partFlows ?? []), token.flow] : [token.flow];
        return;
      }
      if (state.previous?.kind === "against") {
        state.isDifference = state.run;
        return;
      }
      const isListed = state.previous?.kind === "separators" && state.beforeThat?.kind === "flow" && state.flowRun === state.run;
      state.flows = isListed ? [...state.flows, token.flow] : [token.flow];
      Object.assign(state, { partFlows: null, flowParagraph: state.paragraph, flow: token.flow, flowIn: state.sentence, flowRun: state.run, indicator: "" });
      // A partner's own exports are not those to it.
      const last = clauseOf(state.stretch).findLast((one) => !["filler", "period", "same"].includes(one.kind));
      const isOwn = last?.kind === "member" && dimensionOf(last) === "partner" && !state.isToward && ["export", "import"].includes(token.flow);
      if (isOwn && state.slots.partner?.items.length === 1) state.foreign = state.sentence;
      if (factcheck.amounts.quantity.has(token.text)) state.measure = "quantity";
      else if (state.measureIn !== state.sentence) state.measure = "value";
      state.measureIn = state.sentence;
    },
    separators: (state) => { state.wholeClause = -1; },
    measure: (state, token) => Object.assign(state, { measure: token.measure, measureIn: state.sentence }),
    fastest: begins,
    slowest: begins,
    up: begins,
    down: begins,
    neutral: begins,
    latter: (state) => pick(state, -1),
    former: (state) => pick(state, 0),
    outside: (state, token) => { state.outside = token.text; },
    indicators: (state, token) => { state.indicator = token.text; },
    unread: (state, token) => {
      // A mark by itself says nothing.
      if (!/\p{L}/u.test(token.text)) return;
      state.unread.push(token.text);
      state.unreadHere.push(token.text);
    },
    top: order,
    place_range: order,
    places: place,
    first: place,
    best: extreme,
    worst: extreme,
    streak,
    record,
  };

  /* ---- numbers ---- */

  /* What is not said before a number is taken from what follows it. */
  function lookAhead(tokens, at, state) {
    const rest = until(tokens, at, ["end"]);
    const isBare = state.flowIn !== state.sentence && state.named !== state.sentence && state.run === state.firstRun;
    const clause = until(tokens, at, isBare ? ["end", "number"] : ["comma", "end", "number"]);
    const later = { ...state, slots: { ...state.slots }, inSentence: { ...state.inSentence }, told: [...state.told], previous: null };
    const isOwn = (one, place) => one.kind === "period" && !isBase(rest.slice(0, place));
    const period = rest.find(isOwn);
    const isNear = period && clause.includes(period) && state.trailingIn === state.sentence;
    if (period && (state.periodIn !== state.sentence || isNear)) {
      settlePeriod(later, period);
      state.trailingIn = state.sentence;
    }
    const flow = clause.find((one) => one.kind === "flow");
    if (flow && (state.flowIn !== state.sentence || clause[0]?.kind === "of")) Object.assign(later, { flow: flow.flow, flowParagraph: state.paragraph });
    const measure = clause.find((one) => one.kind === "measure");
    if (measure) later.measure = measure.measure;
    if (clause[0]?.kind === "of" && clause.some((one) => one.kind === "nation")) return later;
    for (const one of clause) {
      const isKnown = one.kind === "member" && clause[0]?.kind !== "of" && later.slots[dimensionOf(one)]?.sentence === state.sentence;
      if (one.kind === "member" && !isKnown) name(later, one);
      else if (one.kind === "nation" && !hasSubject(state)) nameNation(later);
    }
    return later;
  }

  function number(tokens, at, state, claims, source) {
    const first = tokens[at];
    const near = until(tokens, at + 1, ["comma", "end", "number"]);
    if (first.of === "count" || countsOn(state, first, near)) {
      settleOrder(state);
      return counted(tokens, at, state, claims, source);
    }
    let { numbers, next, isLoose } = runAt(tokens, at);
    if (numbers.length > 1 && isLoose && !pairingOf(state, numbers.length)) [numbers, next] = [numbers.slice(0, 1), at + 1];
    if (numbers.at(-1).of === "plain" && !asGoods(numbers[0], near)) {
      claims.push({ ...basic(first, source), reason: "no_unit", state: frozen(state), bound: "" });
      return at + 1;
    }
    settleOrder(state);
    const told = lookAhead(tokens, next, state);
    const ahead = until(tokens, next, ["comma", "end", "number"]);
    if (tokens[next]?.text === "(" && state.flowRun !== state.run) told.flow = wholeIn(until(tokens, next + 1, ["number", "end"])) ?? told.flow;
    const shared = sharedBy(state, numbers, tokens[next], ahead, told);
    const made = numbers.map((one, where) => claimOf({ ...one, of: one.of === "plain" ? "quantity" : one.of }, where, told, shared, source));
    claims.push(...made);
    goOn(state, made, numbers, ahead, shared);
    return next;
  }

  /* The flow of what a number is said to be a part of: it is the number's own. */
  function wholeIn(tokens) {
    const share = tokens.findIndex((one) => one.kind === "share");
    return share < 0 ? undefined : tokens.slice(share).find((one) => one.kind === "flow")?.flow;
  }

  /* Whether a bare number counts goods that are named behind it. */
  const asGoods = (number, ahead) => number.isScaled && ahead[0]?.kind === "member" && dimensionOf(ahead[0]) === "product";

  /* What all numbers of a run have in common. */
  function sharedBy(state, numbers, behind, ahead, told) {
    const { stretch } = state;
    const { sense, direction = 0, isTaken = false } = senseOf(stretch, ahead, state.lastSense);
    const isRate = numbers[0].of === "percent" || numbers[0].of === "points";
    const isPart = isRate && state.partFlows && state.partIn === state.sentence && ["share", "contribution"].includes(sense);
    if (isPart && ahead[0]?.kind !== "of") {
      if (state.partFlows.length === numbers.length && numbers.length > 1) told.flows = state.partFlows;
      else told.flow = state.partFlows.at(-1);
    }
    const base = isRate ? null : baseOf(stretch) ?? (state.thenClause === state.clause && !directionOf(stretch, []) ? { kind: "year_before" } : null);
    if (base?.kind === "year_before") state.thenClause = state.clause;
    if (base?.kind === "against_period") {
      settlePeriod(told, base);
      if (told.period?.year !== state.period?.year - 1) state.farBase = state.clause;
    }
    const isBefore = base?.kind === "year_before";
    if (isBefore && told.period === state.period) told.period = yearBefore(told.period);
    if (state.compared) {
      const item = { members: state.compared.members, start: state.compared.start };
      told.topic = {};
      told.slots = state.compared.kind === "nation" ? {} : { ...told.slots, [dimensionOf(item)]: { items: [item], sentence: state.sentence, run: state.run } };
    }
    const goesOn = state.sumIn === state.sentence && numbers[0].of === "percent" && !stretch.some((one) => one.kind === "member");
    const isSum = goesOn || stretch.some((one) => one.kind === "sum");
    if (isSum) state.sumIn = state.sentence;
    if (isSum && state.lastList && state.lastListIn >= state.sentence - 1 && !DIMENSIONS.some((one) => told.slots[one]?.items.length > 1)) {
      told.slots = { ...told.slots, [dimensionOf(state.lastList[0])]: { items: state.lastList, sentence: state.sentence, run: state.run } };
    }
    return {
      isBefore, isFar: state.farBase === state.clause, count: numbers.length, stretch, ahead, behind, sense, direction: isTaken ? direction : direction || directionOf(stretch, ahead) || (numbers[0].of === "points" ? state.lastMove : 0), isCompared: Boolean(state.compared),
      pairing: pairingOf(told, numbers.length), isSum, flowsNamed: state.flows.length > 1 && state.flowRun === state.run,
    };
  }

  /* What a run leaves for those that follow. */
  function goOn(state, made, numbers, ahead, { sense, direction, stretch }) {
    const listed = DIMENSIONS.map((one) => state.slots[one]?.items).find((items) => items?.length > 1);
    if (listed) Object.assign(state, { lastList: listed, lastListIn: state.sentence });
    const { of, unit } = numbers.at(-1);
    if ((of === "money" && state.measure !== "unit_value") || of === "quantity") Object.assign(state, { measure: of === "money" ? "value" : "quantity", measureIn: state.sentence });
    if (of === "money") state.currency = unit;
    state.lastMove = directionOf(stretch, []) || state.lastMove;
    state.lastSense = of === "percent" && ["growth", "share"].includes(sense) ? { sense, direction } : state.lastSense;
    // Goods of a kind that only the text knows: what follows of them is not understood.
    if (made.some((one) => one.reason === "whole_unknown")) state.unread.push(made[0].text);
    // Who adds most is a part of whom the sentence is on, which goes on.
    if (made.every((one) => one.metric === "contribution") && state.whom?.sentence === state.sentence) state.slots = state.whom.slots;
    if (ahead[0]?.kind === "of" && of === "percent") state.wholeClause = state.clause;
    state.told.push(...made.map((one) => ({ metric: one.metric, value: one.value, flow: one.flow ?? one.state.flow, slots: one.state.slots, period: one.state.period, sentence: state.sentence, clause: state.clause })));
    Object.assign(state, { run: state.run + 1, stretch: [], compared: null, previous: numbers.at(-1), beforeThat: numbers.at(-1) });
  }

  const basic = (one, source) => ({ start: one.start, end: one.end, text: source.slice(one.start, one.end), value: one.value, unit: one.unit, step: one.step, kind: one.of });

  /* Of which list each number of a run is: of members or flows that were named, or of those that amounts were just told of. */
  function pairingOf(state, count) {
    if (count === 1) return null;
    const lists = DIMENSIONS.map((one) => state.slots[one]).filter((slot) => slot?.items.length === count);
    if (lists.length) return { items: lists.reduce((one, other) => (other.items.at(-1).start > one.items.at(-1).start ? other : one)).items };
    if (state.flows.length === count) return { flows: state.flows };
    const told = state.told.slice(-count);
    const isTold = told.length === count && told.every((one) => one.sentence >= state.sentence - 1);
    const differ = (key) => new Set(told.map((one) => JSON.stringify(one[key]))).size === count;
    if (isTold && ["flow", "slots", "period"].some(differ)) return { told };
    const named = DIMENSIONS.map((one) => state.inSentence[one]).find((items) => items?.length === count);
    return named ? { items: named } : null;
  }

  function claimOf(one, where, state, shared, source) {
    const { stretch, behind, pairing, isCompared: isOther } = shared;
    const claim = { ...basic(one, source), state: frozen(state), bound: isOther ? "" : boundOf(stretch, behind, one), isBefore: shared.isBefore, reach: one.grows ? 2 : 1 };
    if (pairing?.items) claim.state.slots = { ...claim.state.slots, [dimensionOf(pairing.items[where])]: { items: [pairing.items[where]], sentence: state.sentence } };
    else if (pairing?.flows) claim.state.flow = pairing.flows[where];
    else if (pairing?.told) Object.assign(claim.state, { flow: pairing.told[where].flow, slots: pairing.told[where].slots, period: pairing.told[where].period });
    else if (shared.count > 1) claim.reason = "list_length";
    const several = DIMENSIONS.find((dimension) => (claim.state.slots[dimension]?.items.length ?? 0) > 1);
    if (!pairing && several) Object.assign(claim, shared.isSum || state.slots[several].isGroup ? { sumOf: several } : { several: true });
    else if (!pairing && shared.flowsNamed) claim.reason = "several";
    // What belongs to whom is compared is its own; all else is by how much it is more.
    const isBetween = isOther && one.of !== "percent" && !factcheck.belongs.has(stretch.at(-1)?.text);
    if (isBetween || state.isDifference === state.run) claim.reason = "difference";
    if (one.of === "money") return money(claim, shared, state, one);
    if (one.of === "quantity") return quantity(claim, stretch);
    return percentage(claim, one, shared);
  }

  factcheck.read = read;
})();
