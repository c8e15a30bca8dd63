/* The finding, as sentences: each member in the last month that is shown, the ends of its line, and two
   members held against each other. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const { say, amount, size, number, way, who, owner, name, within, at, joined, period, monthOf } = new Proxy({}, {
    get: (_, part) => (...given) => explorer.text[part](...given),
  });

  const LEVELS = { level: "level", rolling_year: "rolling", unit_value: "unit_value" };
  const SUMS = ["rolling_year", "rolling_year_growth"];
  const UNDIRECTED = ["level", "rolling_year", "unit_value", "share", "weight", "rank", "index"];

  const spanOf = (metric, span) => (SUMS.includes(metric) ? "month" : span);

  /* Which sentence a point has. */
  function sentenceOf(point, flow) {
    const { metric, measure } = point;
    if (metric in LEVELS && flow === "balance") return metric === "level" ? "balance" : "rolling_balance";
    if (metric === "level" && measure !== "value") return "quantity";
    const own = metric === "growth" && measure !== "value" ? "quantity_growth" : metric;
    return way(point) === "level" && !UNDIRECTED.includes(metric) ? `${own}_level` : own;
  }

  /* The direction of a change in the words of its kind: up, and as a verb, rose; a contribution has no verb. */
  const KINDS = { contribution: "pull", change: "amount" };
  const moved = (point) => at(`moved.${KINDS[point.metric] ?? "percent"}.${way(point)}`);
  const rose = (point) => at(`rose.${KINDS[point.metric] ?? "percent"}.${way(point)}`);

  function clause(growth) {
    if (!growth || growth.value === null) return "";
    if (way(growth) === "level") return say("sentence.change_none");
    return say("sentence.change_clause", { moved: moved(growth), amount: size(growth) });
  }

  /* The part of the whole that a weight is of: the first of the two that a cross names. */
  const wholeOf = (member, flow) => who(member.split("+").slice(0, -1).join("+"), flow);

  function told(line, state) {
    const point = line.points?.at(-1);
    const { member } = line;
    const { flow, measure, span, base } = state;
    const values = { period: period(state.last, spanOf(measure, span)), who: who(member, flow), member: owner(member, flow) };
    if (!point || point.value === null) {
      const unheld = explorer.controls.overlaps({ measure, of: [member] }) ? "overlapping" : "unheld";
      const reason = point ? explorer.text.reason(point) : say(`controls.${unheld}`);
      return say(`sentence.${point?.reason === "extreme" ? "unsaid" : "absent"}`, { ...values, measure: say(`measures.${measure}`), reason });
    }
    const directed = !UNDIRECTED.includes(point.metric) || flow === "balance";
    Object.assign(values, {
      amount: directed ? size(point) : amount(point),
      number: number(point),
      moved: moved(point),
      rose: rose(point),
      side: at(`side.${way(point)}`),
      flow: at(`flows.${flow}`),
      members: say(`dimensions.${explorer.text.dimensionOf(member)}`),
      base: base ? period(base, "month") : "",
      change: clause(line.growth?.at(-1)),
    });
    if (point.metric === "weight") values.whole = wholeOf(member, flow);
    return say(`sentence.${sentenceOf(point, flow)}`, values);
  }

  /* The highest and the lowest of a line, where months can be compared. */
  function extremes(line, state) {
    const known = (line.points ?? []).filter((one) => one.value !== null);
    if (known.length < 3 || state.measure === "rank" || (state.span === "ytd" && state.measure === "value")) return "";
    const [low, high] = [Math.min, Math.max].map((end) => known.find((one) => one.value === end(...known.map(({ value }) => value))));
    const gaps = line.points.filter((one) => one.value === null && one.reason !== "extreme").length;
    return say("sentence.extremes", {
      first: period(line.points[0].month, "month"), last: period(state.last, "month"),
      high: amount(high), high_month: monthOf(high.month), low: amount(low), low_month: monthOf(low.month),
      gaps: gaps ? say("sentence.gaps", { count: gaps }) : "",
    });
  }

  /* The difference of two points, and how many times the one is the other; null where they are not alike. */
  function against(one, other) {
    if (!one || !other || one.value === null || other.value === null) return null;
    if (one.unit !== other.unit || one.metric !== other.metric) return null;
    const unit = one.unit === "percent" ? "points" : one.unit;
    const difference = { ...one, value: one.value - other.value, unit, basis: "computed", step: null };
    const isAmount = !["percent", "points", "places", "index"].includes(one.unit);
    const apart = isAmount && one.value > 0 && other.value > 0;
    const ratio = { ...difference, value: apart ? one.value / other.value : null, unit: "times" };
    return { difference, ratio };
  }

  function compared([one, other], state) {
    const found = against(one.points?.at(-1), other.points?.at(-1));
    if (!found) return "";
    const { difference, ratio } = found;
    const names = { one: name(one.member), other: name(other.member) };
    if (way(difference) === "level") return say("compare.same", names);
    const kind = { percent: "percent", points: "percent", index: "percent", places: "places" }[one.points.at(-1).unit] ?? "amount";
    return say("compare.amount", {
      ...names,
      way: say(`compare.ways.${kind}.${way(difference)}`),
      amount: size(difference),
      ratio: ratio.value === null ? "" : say("compare.ratio", { times: number(ratio) }),
    });
  }

  /* Of three and more: the first member, then the highest and the lowest of all. */
  function many(lines) {
    const known = lines.map((line) => [line.member, line.points?.at(-1)]).filter(([, one]) => one && one.value !== null);
    if (known.length < 3 || new Set(known.map(([, one]) => one.unit)).size > 1) return "";
    const ordered = [...known].sort(([, one], [, other]) => other.value - one.value);
    const ends = ordered[0][1].metric === "rank" ? ordered.reverse() : ordered;
    const [high, low] = [ends[0], ends.at(-1)];
    const [{ member: first }] = lines; // told just before, with its number
    const end = first === high[0] ? "_from_high" : first === low[0] ? "_from_low" : "";
    return say(`sentence.many${end}`, {
      count: lines.length, high_name: within(high[0]), high: explorer.text.told(high[1]), low_name: within(low[0]), low: explorer.text.told(low[1]),
    });
  }

  /* The rank of a member behind a sentence that names the period. */
  function ranked(member, point, state) {
    const members = say(`dimensions.${explorer.text.dimensionOf(member)}`);
    return say("sentence.rank_too", { who: who(member, state.flow), members, number: number(point) });
  }

  function sentences(lines, state) {
    if (lines.length === 1) return joined(told(lines[0], state), extremes(lines[0], state));
    if (lines.length === 2) return joined(...lines.map((line) => told(line, state)), compared(lines, state));
    return joined(lines.length ? told(lines[0], state) : "", many(lines));
  }

  explorer.sentence = { sentences, ranked, against, spanOf };
})();
