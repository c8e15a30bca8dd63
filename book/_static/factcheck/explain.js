/* What is said of a claim: how it was read, what the data has, what may have been meant. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const FAR = 1e6;
  const DIGITS = /\d[\d,]*(?:\.\d+)?/;

  const filled = (text, slots) => text.replace(/\{(\w+)\}/g, (_, name) => slots[name] ?? "");

  function explain(claim, data, say) {
    const at = (path, slots = {}) => filled(path.split(".").reduce((tree, key) => tree?.[key], say) ?? path, slots);
    const amount = claim.expected === null || claim.expected === undefined ? "" : shown(claim, claim.expected, at);
    const slots = { amount, words: claim.words ?? "", until: claim.until ?? "", why: claim.why ? at(`absent.${claim.why}`) : "", by: byHowMuch(claim, at) };
    const reading = readingOf(claim, data, at);
    const judged = claim.verdict === "cannot_judge" ? at(`reasons.${claim.reason}`, slots) : at(`verdicts.${claim.verdict}.told`, slots);
    return { reading, judged, meant: claim.meant ? meantAs(claim.meant, data, at) : "" };
  }

  /* ---- numbers ---- */

  /* Half away from zero, on the digits that a number has. */
  function rounded(value, decimals) {
    const scale = 10 ** decimals;
    const whole = Math.round(Math.abs(value) * scale * (1 + Number.EPSILON));
    return (Math.sign(value) * whole / scale || 0).toFixed(decimals);
  }

  /* A figure as the claim writes its own: in its unit, with its digits. */
  function shown(claim, value, at) {
    if (Array.isArray(value)) return value.join(at("joined"));
    const text = claim.text.normalize("NFKC");
    const found = DIGITS.exec(text);
    const size = claim.state.flow === "deficit" || claim.flow === "balance" ? Math.abs(value) : value;
    if (!found || !claim.step) return String(Number(value.toPrecision(6)));
    const decimals = (found[0].split(".")[1] ?? "").length;
    const factor = claim.step * 10 ** decimals;
    // What is a million times as much is told in the unit that amounts have here.
    if (claim.kind === "money" && size / factor >= FAR) return at(`amounts.${claim.unit}`, { number: rounded(size / 10 ** Number(at("amount_power")), Number(at("amount_digits"))) });
    const number = rounded(size / factor, decimals);
    return claim.kind === "plain" ? number : text.replace(/[-+−–]/, "").replace(DIGITS, number);
  }

  function byHowMuch({ value, expected, kind }, at) {
    if (typeof expected !== "number" || typeof value !== "number" || !expected) return "";
    const isRate = kind === "percent" || kind === "points";
    if (!isRate && kind !== "money" && kind !== "quantity") return "";
    return isRate ? at("by_points", { number: rounded(value - expected, 1) }) : at("by_percent", { number: rounded((value / expected - 1) * 100, 1) });
  }

  /* ---- readings ---- */

  function nameOf(key, data, at) {
    if (!key.includes("/")) return at(`kinds.${key}`);
    const names = key.split("+").map((one) => {
      const [dimension, code] = one.split("/");
      const entry = data.index.dimensions[dimension]?.[code] ?? {};
      return dimension === "nation" ? at("nation") : entry[at("names")] ?? entry.short ?? entry.name ?? code;
    });
    return names.join(at("within"));
  }

  const monthWord = (month, at) => at("months").split(",")[Number(month) - 1] ?? month;

  function periodOf(month, span, at) {
    const [year, number] = month.split("-");
    const path = span === "month" ? "month" : Number(number) === 12 ? "year" : "ytd";
    return at(`periods.${path}`, { year, month: String(Number(number)), name: monthWord(number, at) });
  }

  /* Of whom, what and when a claim was taken to be; what of it is not known is left out. */
  function readingOf(claim, data, at) {
    const { figure, state } = claim;
    const metric = claim.metric ? at(`metrics.${claim.metric}`) : "";
    if (figure?.month) {
      const flow = at(`flows.${figure.flow}`);
      return [nameOf(figure.key, data, at), flow, metric, periodOf(figure.month, figure.span, at), at(`currencies.${figure.currency}`)].filter(Boolean).join(at("parted"));
    }
    const members = Object.values(state.slots).map((slot) => nameOf(slot.items.at(-1).members[0].join("/"), data, at));
    const subject = members.join(at("within")) || (state.nation ? at("nation") : "");
    const period = state.period?.year && state.period.month ? periodOf(factcheck.facts.monthOf(state.period), state.period.span, at) : "";
    return [subject, state.flow ? at(`flows.${state.flow}`) : "", metric, period].filter(Boolean).join(at("parted"));
  }

  function meantAs(meant, data, at) {
    const slots = {
      text: meant.with ?? "", times: meant.times ? (meant.times >= 1 ? `× ${meant.times.toLocaleString("en")}` : `÷ ${Math.round(1 / meant.times).toLocaleString("en")}`) : "",
      flow: meant.flow ? at(`flows.${meant.flow}`) : "", span: meant.span ? at(`spans.${meant.span}`) : "", currency: meant.currency ? at(`currencies.${meant.currency}`) : "",
      month: meant.month ? periodOf(meant.month, "month", at) : "", subject: meant.key ? nameOf(meant.key, data, at) : "",
    };
    return at(`meant.${meant.kind}`, slots);
  }

  factcheck.explain = explain;
})();
