/* The lines of the explorer. Vega computes them from the specification the site was built with, and
   writes them as SVG; it runs without making code, which the page's policy forbids. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const FONT = 12, LINE = 15, GAP = 5, LEADER = 12; // pixels, as in the specification
  const NAME = 130; // the widest name at the end of a line
  const TICK = 58; // room for the name of a month
  const STEPS = [1, 2, 3, 6, 12, 24, 60, 120];
  const WIDE = 560, HIGH = 300, LOW = 240;

  const views = {};
  const widths = new Map(); // of texts that were measured
  let pen = null;
  let room = 0; // for a chart on the page, until that is made wider or narrower

  addEventListener("resize", () => { room = 0; });

  /* The library is asked for when something is drawn, and then once. */
  function library() {
    library.loading ??= explorer.data.script("drawing").catch((fault) => {
      library.loading = null;
      throw fault;
    });
    return library.loading;
  }

  async function viewOf(name) {
    await library();
    views[name] ??= window.vegaEmbed(document.createElement("div"), structuredClone(explorer.charts.specs[name]), {
      mode: "vega", ast: true, renderer: "none", actions: false, defaultStyle: false,
    });
    return (await views[name]).view;
  }

  /* Draw a chart with its rows and parameters; return it as SVG. */
  async function draw(name, tables, given, size = {}) {
    const view = await viewOf(name);
    for (const [signal, value] of Object.entries(given)) view.signal(signal, value);
    if (size.width) view.width(size.width);
    if (size.height) view.height(size.height);
    tables.forEach((rows, place) => view.data(`rows-${place}`, rows));
    await view.runAsync();
    return view.toSVG();
  }

  /* Put a drawing on the page, in which marks can be pointed at and reached with the keyboard. */
  function show(place, svg, alternative) {
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", alternative);
    place.innerHTML = svg;
    window.tradebookCharts.enliven(place.querySelector("svg"));
  }

  function widthOf(text) {
    if (!pen) {
      pen = document.createElement("canvas").getContext("2d");
      pen.font = `${FONT}px ${getComputedStyle(document.body).fontFamily}`;
    }
    if (!widths.has(text)) widths.set(text, pen.measureText(text).width);
    return widths.get(text);
  }

  /* Round values between two ends, so many that they can be read. */
  function ticks(low, high, most = 6) {
    const rough = (high - low || 1) / most;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = power * ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10);
    const first = Math.ceil(low / step), last = Math.floor(high / step);
    return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
  }

  /* The ends of the scale: with zero where amounts are drawn, else with some room. */
  function ends(values, metric) {
    let [low, high] = values.length ? [Math.min(...values), Math.max(...values)] : [0, 1];
    if (!["index", "rank", "unit_value"].includes(metric)) [low, high] = [Math.min(low, 0), Math.max(high, 0)];
    if (metric === "rank") return [Math.max(low - 1, 0), high + 1];
    const room = (high - low || Math.abs(high) || 1) * 0.06;
    return [low < 0 || !["level", "share"].includes(metric) ? low - room : low, high + room];
  }

  /* Places one below the other with a line between, as near to those wanted as can be. */
  function spread(wanted, height) {
    const order = wanted.map((_, at) => at).sort((one, other) => wanted[one] - wanted[other]);
    const places = [];
    order.forEach((at, turn) => { places[at] = Math.max(wanted[at], turn ? places[order[turn - 1]] + LINE : LINE / 2); });
    order.reverse().forEach((at, turn) => {
      const most = turn ? places[order[turn - 1]] - LINE : height - LINE / 2;
      places[at] = Math.min(places[at], most);
    });
    return places;
  }

  function cut(text) {
    if (widthOf(text) <= NAME) return text;
    let short = text;
    while (short && widthOf(`${short}…`) > NAME) short = short.slice(0, -1);
    return `${short}…`;
  }

  const scaled = (point) => (point.value === null ? null : point.value / 10 ** (explorer.text.unitOf({ ...point, step: null }).power ?? 0));

  function rowsOf(lines, state) {
    const lit = lines.some((line) => state.pin.includes(line.member));
    return lines.flatMap((line, order) => (line.points ?? []).map((point, at) => {
      const isLit = state.pin.includes(line.member);
      const alone = [at - 1, at + 1].every((next) => (line.points[next]?.value ?? null) === null);
      const label = { name: explorer.text.name(line.member), period: explorer.text.period(point.month, state.span) };
      const amount = explorer.text.told(point);
      return {
        month: explorer.data.count(point.month), value: scaled(point), name: label.name, order,
        width: isLit ? 3.5 : 2, faint: lit && !isLit ? 0.35 : 1,
        dot: alone || at === line.points.length - 1 ? 1 : 0,
        told: `${label.name}\n${label.period}${explorer.text.at("joining.colon")}${amount}`,
      };
    }));
  }

  /* Names at the ends of the lines, none upon another. */
  function endsOf(rows, lines, [low, high], size, turned) {
    const last = lines.map((_, order) => rows.findLast((row) => row.order === order && row.value !== null)).filter(Boolean);
    const up = (value) => (turned ? value - low : high - value);
    const places = spread(last.map((row) => (up(row.value) / (high - low)) * size.height), size.height);
    const perPixel = (size.last - size.first) / (size.width - size.room);
    return last.map((row, at) => ({
      ...row, text: cut(explorer.text.short(lines[row.order].member)),
      turn: size.last + LEADER * perPixel,
      at: turned ? low + (places[at] / size.height) * (high - low) : high - (places[at] / size.height) * (high - low),
    }));
  }

  async function render(place, lines, state, alternative) {
    const rows = rowsOf(lines, state);
    const known = rows.map((row) => row.value).filter((value) => value !== null);
    const metric = lines.find((line) => line.points)?.points[0].metric ?? "level";
    const [low, high] = ends(known, metric);
    const all = state.months.map(explorer.data.count);
    const numbers = ticks(low, high).filter((one) => metric !== "rank" || Number.isInteger(one));
    const left = Math.max(...numbers.map((one) => widthOf(String(one.toLocaleString("en"))))) + 3 * GAP;
    const names = Math.max(0, ...lines.map((line) => widthOf(cut(explorer.text.short(line.member))))) + LEADER + 3 * GAP;
    const full = (room ||= place.clientWidth) || WIDE;
    const size = {
      width: Math.max(full - left - 2 * GAP, 200), height: full < WIDE ? LOW : HIGH, room: names,
      first: all[0] - (all.length === 1 ? 1 : 0), last: all.at(-1) + (all.length === 1 ? 1 : 0),
    };
    const every = STEPS.find((step) => (all.length / step) * TICK <= size.width - names) ?? STEPS.at(-1);
    const months = all.filter((one) => (all.at(-1) - one) % every === 0);
    const turned = metric === "rank";
    const given = { first: size.first, last: size.last, low, high, room: names, months, numbers, turned };
    const labels = endsOf(rows, lines, [low, high], size, turned);
    show(place, await draw("lines", [rows, labels], given, size), alternative);
  }

  explorer.chart = { render, draw, show, scaled, library };
})();
