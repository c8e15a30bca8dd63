/* Of whom a text speaks, and of when: what is known while it is read. What a sentence does not say is taken over from before. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const DECEMBER = 12;
  const DIMENSIONS = ["region", "partner", "product"];
  const YTD = { half: 6, third: 9, first: 3 };

  function opening() {
    return {
      period: null, year: null, slots: {}, topic: {}, flow: "", flows: [], measure: "value", currency: "", lastSense: null, lastMove: 0, firstRun: 0, unread: [], unreadHere: [], outside: "", indicator: "",
      sentence: 0, clause: 0, paragraph: 0, flowParagraph: 0, run: 0, stretch: [], nation: false, previous: null, told: [], inSentence: {}, foreign: -1, compared: null, toDateIn: -1,
    };
  }

  const dimensionOf = (item) => item.members[0][0];

  /* ---- members ---- */

  /* A member that is named: one more of a list, or a new subject, for which what was said of others does not hold. */
  function name(state, token) {
    const item = { members: token.members, start: token.start, end: token.end };
    const dimension = dimensionOf(item), slot = state.slots[dimension];
    const isSame = slot?.items.length === 1 && slot.sentence === state.sentence && String(slot.items[0].members[0]) === String(item.members[0]);
    if (isSame) return;
    const isListed = slot && slot.run === state.run && slot.sentence === state.sentence && isJoined(state, slot.last);
    if (isListed) slot.items.push(item);
    else settle(state, dimension, [item]);
    state.slots[dimension].last = token;
    state.inSentence[dimension] = [...(state.inSentence[dimension] ?? []), item];
    forgive(state);
  }

  function settle(state, dimension, items) {
    const slot = state.slots[dimension];
    if (slot?.items.length > 1) state.formerList = slot.items;
    for (const other of DIMENSIONS) if (isOver(state, dimension, other)) delete state.slots[other];
    state.slots[dimension] = { items, sentence: state.sentence, clause: state.clause, run: state.run, paragraph: state.paragraph };
    if (!state.told.length) state.topic[dimension] ??= state.slots[dimension];
    state.nation = false;
    state.compared = null;
  }

  /* Several members in a word, such as a region of provinces. */
  function nameGroup(state, token) {
    const items = token.members.map((members) => ({ members, start: token.start, end: token.end }));
    settle(state, dimensionOf(items[0]), items);
    state.slots[dimensionOf(items[0])].isGroup = true;
    forgive(state);
  }

  /* Whether only what joins names stands between one and what is read. */
  function isJoined(state, last) {
    const between = state.stretch.slice(state.stretch.indexOf(last) + 1);
    return between.length > 0 && between.every((one) => one.kind === "separators" || (one.kind === "comma" && one.text === ",")) && between.length <= 2;
  }

  /* Whether a member that is named ends what was said of another dimension: of partners and goods in another sentence, or
     of whom figures were told since. A province goes on. */
  function isOver(state, named, other) {
    const slot = state.slots[other];
    if (!slot || other === named) return false;
    return (slot.sentence < state.sentence || slot.run < state.run) && (other !== "region" || named === "region");
  }

  function nameNation(state) {
    const isWhole = DIMENSIONS.some((one) => state.slots[one]?.run === state.run && state.slots[one]?.clause === state.clause);
    if (isWhole) return;
    Object.assign(state, { slots: {}, nation: true, foreign: -1 });
    forgive(state);
  }

  /* A new subject: what was not understood of the one before does not concern it, but what stands in its clause does. */
  function forgive(state, isWhole = false) {
    state.unread = isWhole ? [] : [...state.unreadHere];
    state.outside = "";
    state.indicator = "";
  }

  /* The former or the latter of what was told last: members that were listed, or flows. */
  function pick(state, at) {
    const listed = Object.values(state.slots).find((slot) => slot.items.length > 1)?.items ?? state.formerList;
    if (listed) {
      state.formerList = listed;
      const item = listed.at(at);
      state.slots[dimensionOf(item)] = { items: [item], sentence: state.sentence, clause: state.clause, run: state.run };
      return;
    }
    const flows = flowsTold(state, state.told.length);
    state.pickFlows ??= flows.slice(-2);
    if (state.pickFlows.length > 1) state.flow = state.pickFlows.at(at);
  }

  /* The flows that amounts were told of last, each once, in their order. */
  const flowsTold = ({ told }, count) => [...new Set(told.filter((one) => one.metric === "level").map((one) => one.flow).reverse())].slice(0, count).reverse();

  /* ---- periods ---- */

  function settlePeriod(state, { groups, name: kind }) {
    const year = groups.year ? Number(groups.year) : null;
    const known = year ?? state.period?.year ?? state.year;
    const at = Number(groups.month ?? groups.months ?? 0);
    const { period } = state;
    const span = state.toDateIn === state.sentence && !groups.alone ? "ytd" : "month";
    if (["month", "iso", "named"].includes(kind)) state.period = { year: known, month: at, span };
    else if (["ytd", "named_ytd"].includes(kind)) state.period = { year: known, month: at, span: "ytd" };
    else if (kind === "rolling") state.period = { year: known, month: at, span: "month", isRolling: true };
    else if (YTD[kind]) state.period = { year: known, month: YTD[kind], span: "ytd" };
    else if (["quarter", "range", "plan"].includes(kind)) state.period = { year: known, month: 0, span: kind };
    else if (kind === "year" && state.aside && period?.month) state.period = { ...period, year };
    else if (["year", "whole"].includes(kind)) state.period = { year: known, month: DECEMBER, span: "ytd", isWhole: true };
    else if (kind === "this") state.period = { ...(period ?? { month: DECEMBER, span: "ytd" }), year: state.written ?? state.year };
    else if (kind === "last") state.period = { month: DECEMBER, span: "ytd", year: (state.written ?? state.year) && (state.written ?? state.year) - 1 };
    else if (kind === "to_date" && period?.span === "month" && period.month) state.period = { ...period, span: "ytd" };
    else if (kind === "of_month" && period?.month) state.period = { ...period, span: "month" };
    else if (kind === "months_ago") state.period = null;
    if (kind === "to_date" && state.periodIn !== state.sentence) state.toDateIn = state.sentence;
    if (kind === "of_month") state.toDateIn = -1;
  }

  const yearBefore = (period) => period && { ...period, year: period.year && period.year - 1 };

  /* Whether whom a text speaks of was named in an earlier paragraph only, and is not whom all of it is on. */
  function isStale({ slots, topic, paragraph }) {
    const old = DIMENSIONS.filter((one) => slots[one] && slots[one].paragraph < paragraph);
    return old.length > 0 && !DIMENSIONS.some((one) => slots[one]?.paragraph === paragraph) && old.some((one) => slots[one] !== topic[one]);
  }

  /* What a claim keeps of what is known where it stands. */
  const frozen = (state) => ({
    slots: { ...state.slots }, topic: { ...state.topic }, flow: state.flow, measure: state.measure, period: state.period ?? state.only, currency: state.currency,
    unread: [...state.unread], outside: state.outside || state.indicator, nation: state.nation, run: state.run, sentence: state.sentence, clause: state.clause, isStale: isStale(state), isFlowStale: state.flowParagraph < state.paragraph, foreign: state.foreign === state.sentence,
  });

  factcheck.subjects = { DIMENSIONS, opening, dimensionOf, name, nameGroup, nameNation, forgive, pick, settlePeriod, yearBefore, frozen };
})();
