/* The explorer's words: numbers as the reports print them, names, periods. Rounding is half away from
   zero, on the shortest decimal that stands for the number, once. */
"use strict";
(() => {
  const explorer = (window.tradebookExplorer ??= {});
  const MISSING = "-";

  /* ---- numbers ---- */

  /* A finite number as digits and a power of ten, exactly as it is written. */
  function exact(value) {
    const [, sign, whole, part = "", power = "0"] = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
    return { sign, digits: BigInt(whole + part), power: Number(power) - part.length };
  }

  const tens = (power) => 10n ** BigInt(power);

  /* In a unit so many powers of ten larger, with so many decimals. */
  function rounded(value, power, decimals) {
    const { sign, digits, power: own } = exact(value);
    const shift = own - power + decimals;
    let number = shift >= 0 ? digits * tens(shift) : digits / tens(-shift);
    if (shift < 0 && (digits % tens(-shift)) * 2n >= tens(-shift)) number += 1n;
    const text = String(number).padStart(decimals + 1, "0");
    const cut = text.length - decimals;
    return `${number ? sign : ""}${text.slice(0, cut)}${decimals ? `.${text.slice(cut)}` : ""}`;
  }

  /* Whether it is less than 0.05 of that unit, and not zero: it has a second decimal. */
  function isSmall(value, power) {
    const { digits, power: own } = exact(value);
    const shift = own - power + 2;
    return digits !== 0n && (shift >= 0 ? digits * tens(shift) < 5n : digits < 5n * tens(-shift));
  }

  /* The unit a value is printed in: the large one where its source rounds more coarsely. */
  function unitOf({ unit, step }) {
    const found = explorer.words.units[unit] ?? { label: unit };
    const finest = 10 ** ((found.power ?? 0) - (found.decimals ?? 1));
    return step !== null && step > finest ? { ...found, ...found.large, asGiven: true } : found;
  }

  function number(point) {
    const { value, step } = point;
    if (value === null) return point.reason === "extreme" ? explorer.words.extreme.mark : MISSING;
    const unit = unitOf(point);
    if (unit.asGiven) return rounded(value, unit.power ?? 0, Math.max((unit.power ?? 0) - Math.round(Math.log10(step)), 0));
    if ("decimals" in unit) return rounded(value, 0, unit.decimals);
    if ("power" in unit) return rounded(value, unit.power, isSmall(value, unit.power) ? 2 : 1);
    return rounded(value, 0, Number.isInteger(value) ? 0 : 1);
  }

  function amount(point) {
    const text = number(point);
    if (point.value === null) return text;
    const { label } = unitOf(point);
    const mark = point.basis === "superseded" ? explorer.words.superseded : "";
    return label === "%" ? `${text}${label}${mark}` : `${text} ${label}${mark}`;
  }

  const size = (point) => amount({ ...point, value: Math.abs(point.value) });

  /* 1, -1, or 0 for what is printed as zero, or not as a number: words of direction follow what the reader sees. */
  const direction = (text) => Math.sign(Number(text)) || 0;

  const way = (point) => ({ 1: "up", "-1": "down", 0: "level" })[direction(number(point))];

  /* ---- texts ---- */

  const at = (path) => path.split(".").reduce((tree, part) => tree?.[part], explorer.words);

  function fill(path, values = {}) {
    return at(path).replace(/\{(\w+)\}/g, (_, slot) => values[slot]);
  }

  const say = (path, values) => fill(`explore.${path}`, values);

  function period(month, span) {
    const [year, number] = month.split("-").map(Number);
    const whole = span === "ytd" ? { 1: "january", 12: "year" }[number] ?? span : span;
    return fill(`periods.${whole}`, { year, month: number });
  }

  /* Months as runs of those that follow one another in a year: 2024 年 1—6 月. */
  function monthsOf(months) {
    const runs = [];
    for (const month of [...months].sort()) {
      const [year, number] = month.split("-").map(Number);
      const last = runs.at(-1);
      if (last && last.year === year && last.last === number - 1) last.last = number;
      else runs.push({ year, first: number, last: number });
    }
    const texts = runs.map(({ year, first, last }) =>
      first === last ? fill("periods.month", { year, month: first }) : fill("periods.months", { year, first, last }));
    return texts.join(at("joining.comma"));
  }

  /* ---- members, such as region/44 or region/11+partner/304 ---- */

  const parts = (member) => member.split("+").map((part) => part.split("/"));
  const dimensionOf = (member) => parts(member).at(-1)[0];
  const entry = (dimension, code) => explorer.index.dimensions[dimension]?.[code];

  /* The code that the data has, where addresses have it otherwise. */
  const codeOf = (dimension, code) => entry(dimension, code)?.code ?? code;

  /* What a member is one of: its dimension, or of the cities and zones, which lie within provinces. */
  const PLACE = "place";
  const kindOf = (member) => (entry(...parts(member).at(-1))?.kind === PLACE ? PLACE : dimensionOf(member));
  const provinceOf = (member) => entry("region", entry(...parts(member).at(-1)).of);

  const name = (member) => parts(member).map(([dimension, code]) => entry(dimension, code)?.name ?? code).join(" · ");
  const short = (member) =>
    parts(member).map(([dimension, code]) => entry(dimension, code)?.short ?? entry(dimension, code)?.name ?? code).join(" · ");

  /* Whose it is, as a sentence says it: 对美国, 北京市自德国. */
  function owner(member, flow) {
    return parts(member).map(([dimension, code]) => {
      const own = entry(dimension, code)?.name ?? code;
      return dimension === "partner" ? at(`toward.${flow}`) + own : own;
    }).join("");
  }

  const who = (member, flow) => owner(member, flow) + at(`flows.${flow}`);

  /* Why a point has no value, in words. */
  const reason = ({ metric, reason: why }) => {
    if (why === "extreme") return say("extreme");
    return why === "months_missing" && metric.startsWith("rolling_year") ? say("twelve") : at(`reasons.${why}`);
  };

  explorer.text = {
    MISSING, number, amount, size, way, direction, unitOf, rounded, fill, say, at, period, monthsOf,
    PLACE, parts, dimensionOf, entry, codeOf, kindOf, provinceOf, name, short, owner, who, reason,
  };
})();
