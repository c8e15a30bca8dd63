/* All members of a kind in the last month that is shown: bars, and tiles where they are provinces; of cities
   and zones those of the provinces that are looked at.
   One that is pressed is drawn as a line, and lit in all of them. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const MOST = 25;
  const SHADE = 0.55; // from this part of the scale on a tile is dark enough for white text
  const INK = "#1c2330", PAPER = "#ffffff";
  const LIMITS = [0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 20, 30, 50, 75, 100, 150, 200, 500, 1000];
  const SIGNED = ["growth", "change", "contribution"];
  const UNITS = { growth: "percent", share: "percent", weight: "percent", contribution: "points", rank: "places" };

  function kindOf(state) {
    const plain = state.of.filter((one) => !one.includes("+")).map(explorer.text.kindOf);
    return plain.find((one) => one !== "nation") ?? "region";
  }

  /* The dimension that the members of a kind have in addresses. */
  const dimensionOf = (kind) => (kind === explorer.text.PLACE ? "region" : kind);

  /* The codes of the provinces whose cities and zones are looked at. */
  const wholesOf = (state) => [...new Set(state.of.map((one) => explorer.text.entry(...explorer.text.parts(one).at(-1))?.of).filter(Boolean))];

  const dimensionWords = (state, kind) => {
    const provinces = wholesOf(state).map((code) => explorer.text.called(explorer.text.entry("region", code))).join(explorer.text.at("joining.comma"));
    return explorer.text.say(`dimensions.${kind}`, { provinces });
  };

  /* Why there are no members to show; nothing where there are. */
  function hindrance(state, kind) {
    const { index, text } = explorer;
    // A month's members have no past of their own: what is frozen is shown where nothing has changed since.
    const isOther = state.lines.some((line) => line.points?.at(-1).revised);
    if (state.as && (isOther || index.days.some((day) => day > state.as))) return text.say("chart.bars_frozen");
    if (state.of.length && state.of.every((one) => one.includes("+"))) return text.say("chart.bars_cross");
    if (!["value", "growth", "share", "contribution", "rank"].includes(state.measure)) return text.say("chart.bars_metric");
    if (kind === text.PLACE && ["contribution", "rank"].includes(state.measure)) return text.say("controls.overlapping");
    const span = `${kind}.${state.currency}.${state.span}`;
    const months = index.months[span] ?? index.months[`${kind}.${state.currency}`] ?? [];
    return months.includes(state.last) ? "" : text.say("chart.bars_month");
  }

  /* The members of a month's shard as points, largest first; those of the kind that is looked at. */
  function pointsOf(shard, state, kind) {
    const wanted = state.measure === "rank" ? ["level"] : explorer.data.MEASURES[state.measure].map(([metric]) => metric);
    const metric = wanted.find((one) => one in shard.metrics);
    if (!metric) return [];
    const dimension = dimensionOf(kind), wholes = wholesOf(state);
    const kinds = new Set(state.of.map((one) => explorer.text.entry(...explorer.text.parts(one).at(-1))?.kind));
    const alike = (code) => {
      const { group, kind: own, of } = explorer.text.entry(dimension, code) ?? {};
      return state.of.includes(`${dimension}/${code}`) || (!group && (of ? wholes.includes(of) : dimension !== "product" || kinds.has(own)));
    };
    return shard.members
      .map((code, at) => ({
        code, member: `${dimension}/${code}`, metric, measure: "value", step: null,
        value: shard.metrics[metric][at], basis: shard.bases[metric]?.[at] ?? "observed",
        reason: shard.reasons[metric]?.[at] ?? "", unit: UNITS[metric] ?? shard.unit,
      }))
      .map(explorer.data.unlessExtreme)
      .filter((one) => (one.value !== null || one.reason === "extreme") && alike(one.code))
      .sort((one, other) => other.value - one.value || (one.code < other.code ? -1 : 1));
  }

  const told = (point, label) =>
    `${explorer.text.name(point.member)}\n${label}${explorer.text.at("joining.colon")}${explorer.text.told(point)}`;

  function barRows(points, state, label) {
    const { colours } = explorer.charts;
    const anyLit = points.some((one) => state.pin.includes(one.member));
    return points.map((one) => {
      const isLit = state.pin.includes(one.member);
      const plain = SIGNED.includes(one.metric) ? colours[one.value < 0 ? "down" : "up"] : colours.bar;
      return {
        name: explorer.text.short(one.member), value: explorer.chart.scaled(one), text: explorer.text.number(one),
        tone: state.of.includes(one.member) && !SIGNED.includes(one.metric) ? colours.lines[state.of.indexOf(one.member)] : plain,
        faint: anyLit && !isLit ? 0.4 : 1, told: told(one, label),
      };
    });
  }

  /* The colour of a part of a scale between two colours, or through the middle of several. */
  function blend(colours, part) {
    const place = Math.min(Math.max(part, 0), 1) * (colours.length - 1);
    const at = Math.min(Math.floor(place), colours.length - 2);
    const [from, to] = [colours[at], colours[at + 1]].map((one) => [1, 3, 5].map((start) => parseInt(one.slice(start, start + 2), 16)));
    return `#${from.map((one, n) => Math.round(one + (to[n] - one) * (place - at)).toString(16).padStart(2, "0")).join("")}`;
  }

  function tileRows(points, state, label) {
    const { colours } = explorer.charts;
    const isSigned = points.some((one) => SIGNED.includes(one.metric) || one.value < 0);
    const sizes = points.map((one) => Math.abs(explorer.chart.scaled(one)));
    const most = isSigned ? LIMITS.find((limit) => sizes.filter((one) => one <= limit).length >= 0.8 * sizes.length) ?? Math.max(...sizes) : Math.max(...sizes, 1e-9);
    return points.filter((one) => explorer.text.entry("region", one.code)?.tile).map((one) => {
      const province = explorer.text.entry("region", one.code);
      const { tile } = province;
      const part = explorer.chart.scaled(one) / most;
      const tone = isSigned ? blend(colours.diverging, (part + 1) / 2) : blend([colours.neutral, colours.diverging[1], colours.diverging[0]], Math.sqrt(part));
      const isDark = isSigned ? Math.abs(part) > SHADE : Math.sqrt(part) > SHADE + 0.1;
      return {
        row: tile[0], column: tile[1], name: explorer.text.called(province, "tile"), text: explorer.text.number(one), tone, ink: isDark ? PAPER : INK,
        edge: state.pin.includes(one.member) ? 3 : 0, told: told(one, label), member: one.member,
      };
    });
  }

  /* A mark that is pressed, or Enter on it. */
  function listen(place, members) {
    const marks = [...place.querySelectorAll('svg [role="img"]')];
    marks.forEach((mark, at) => {
      const press = () => explorer.toggle(members[at]);
      mark.style.cursor = "pointer";
      mark.addEventListener("click", press);
      mark.addEventListener("keydown", (event) => event.key === "Enter" && press());
    });
  }

  function shown(points, state) {
    const kept = points.filter((one, at) => at < MOST || state.of.includes(one.member) || state.pin.includes(one.member));
    return points.length <= MOST + 8 ? points : kept;
  }

  async function render(place, state) {
    const { text, made } = explorer;
    const kind = kindOf(state);
    const why = hindrance(state, kind);
    if (why || !state.last) return place.replaceChildren(made("p", { className: "tb-note" }, text.say("chart.bars_none", { reason: why || text.say("chart.bars_month") })));
    const span = state.span;
    const shard = await explorer.data.load(`month/${state.last}.${kind}.${state.currency}.${span}.${state.flow}`);
    const found = pointsOf(shard, state, kind);
    const points = found.filter((one) => one.value !== null);
    const flow = text.at(`flows.${state.flow}`);
    const metric = points[0]?.metric ?? "level";
    const label = metric === "level" ? text.say("chart.level", { flow }) : text.at(`metrics.${metric}.name`);
    const what = metric === "level" ? label : text.say("chart.what", { flow, measure: label });
    const words = { period: text.period(state.last, span), dimension: dimensionWords(state, kind), what };
    const some = shown(points, state);
    const drawn = [[text.say("chart.bars", words), "bars", some, barRows(some, state, label)]];
    if (kind === "region") drawn.unshift([text.say("chart.map", words), "tiles", points, tileRows(points, state, label)]);
    if (!points.length) return place.replaceChildren(made("p", { className: "tb-note" }, text.say("chart.bars_none", { reason: text.say("chart.bars_month") })));
    const figures = await Promise.all(drawn.map(([caption, name, found, rows]) => figure(caption, name, found, rows)));
    const hints = [text.say("chart.bars_hint"), ...(kind === text.PLACE ? [text.say("chart.bars_overlap")] : []), ...(points.length < found.length ? [text.say("chart.bars_extreme", { count: found.length - points.length })] : []), ...(some.length < points.length ? [text.say("chart.bars_cut", { shown: MOST, count: points.length })] : [])];
    place.replaceChildren(...figures, made("p", { className: "tb-note" }, text.joined(...hints)));
  }

  /* One of the charts as a figure, which says what it shows of the first and the last. */
  async function figure(caption, name, points, rows) {
    const { made, text } = explorer;
    const values = rows.map((row) => row.value);
    const low = Math.min(0, ...values), high = Math.max(0, ...values);
    const room = (high - low || 1) * 0.28;
    const given = name === "bars" ? { low: low < 0 ? low - room : 0, high: high > 0 ? high + room : room } : {};
    const drawing = made("div", {});
    const element = made("figure", { className: `tb-chart tb-explored-${name}` }, made("figcaption", {}, caption), drawing);
    const width = name === "bars" ? { width: 240 } : {};
    const [first, last] = [points[0], points.at(-1)];
    const ends = [first, last].map((one) => text.say("chart.end", { name: text.name(one.member), amount: text.told(one) }));
    const alternative = text.say("chart.alternative", { caption, ends: ends.join(text.at("joining.semicolon")) });
    explorer.chart.show(drawing, await explorer.chart.draw(name, [rows], given, width), alternative);
    listen(drawing, rows.map((row, at) => row.member ?? points[at].member));
    return element;
  }

  explorer.members = { render };
})();
