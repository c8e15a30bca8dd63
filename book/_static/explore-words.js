/* The explorer's words: numbers as the reports print them, names, periods, in the language of the page. Rounding is
   half away from zero, on the shortest decimal that stands for the number, once. */
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

  /* Whether it would be printed as zero with so many decimals, and is not: it has one more. */
  function isSmall(value, power, decimals) {
    const { digits, power: own } = exact(value);
    const shift = own - power + decimals + 1;
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
    return tradebookLanguage.grouped(printed(value, step, unitOf(point)), explorer.words.writing.thousands);
  }

  function printed(value, step, unit) {
    const { power = 0, decimals = 1 } = unit;
    if (unit.asGiven) return rounded(value, power, Math.max(power - Math.round(Math.log10(step)), 0));
    if ("power" in unit) return rounded(value, power, decimals + isSmall(value, power, decimals));
    if ("decimals" in unit) return rounded(value, 0, decimals);
    return rounded(value, 0, Number.isInteger(value) ? 0 : 1);
  }

  function amount(point) {
    const text = number(point);
    if (point.value === null) return text;
    const mark = point.basis === "superseded" ? explorer.words.superseded : "";
    return tradebookLanguage.withUnit(text, unitOf(point), explorer.words.ordinals) + mark;
  }

  const size = (point) => amount({ ...point, value: Math.abs(point.value) });

  const way = (point) => ({ 1: "up", "-1": "down", 0: "level" })[tradebookLanguage.direction(number(point))];

  /* ---- texts ---- */

  const at = (path) => path.split(".").reduce((tree, part) => tree?.[part], explorer.words);

  const fill = (path, values) => tradebookLanguage.filled(at(path), values, explorer.words.ordinals);

  const say = (path, values) => fill(`explore.${path}`, values);

  /* A name or a word as the head of a column, or as what can be chosen. */
  const label = (text) => fill("writing.label", { text });

  /* An amount in a text; a rank is a place there, and no number of places. */
  const told = (point) => (point.metric === "rank" && point.value !== null ? say("place", { number: number(point) }) : amount(point));

  /* Sentences as one text. */
  const joined = (...sentences) => sentences.filter(Boolean).join(explorer.words.writing.sentence ?? "");

  /* The name of a month of the year, in a language that does not write it as a number. */
  const monthName = (number) => explorer.words.month_names[number] ?? "";

  function partsOf(month) {
    const [year, number] = month.split("-").map(Number);
    return { iso: month, year, month: number, name: monthName(number) };
  }

  /* A day, given as 2026-01-16. */
  const day = (iso) => fill("writing.day", { ...partsOf(iso), iso, day: Number(iso.slice(8)) });

  /* A month by itself, in tables and lists. */
  const monthOf = (month) => fill("periods.alone", partsOf(month));

  function period(month, span) {
    const values = partsOf(month);
    const whole = span === "ytd" ? { 1: "january", 12: "year" }[values.month] ?? span : span;
    return fill(`periods.${whole}`, values);
  }

  /* Months as runs of those that follow one another in a year: January to June 2024. */
  function monthsOf(months) {
    const runs = [];
    for (const month of [...months].sort()) {
      const [year, number] = month.split("-").map(Number);
      const last = runs.at(-1);
      if (last && last.year === year && last.last === number - 1) last.last = number;
      else runs.push({ year, first: number, last: number });
    }
    const texts = runs.map(({ year, first, last }) => {
      const names = { first_name: monthName(first), last_name: monthName(last) };
      return first === last ? fill("periods.month", { year, month: first, name: names.first_name }) : fill("periods.months", { year, first, last, ...names });
    });
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

  /* A name of what the data describes, the first form of those that the language writes: `name`, `short`, or `tile`. */
  const called = (described, form = "name") => explorer.words.names[form].map((key) => described?.[key]).find(Boolean);
  const nameIn = (dimension, code, form) => called(entry(dimension, code), form) ?? code;

  const name = (member) => parts(member).map(([dimension, code]) => nameIn(dimension, code)).join(" · ");
  /* The same within a sentence: the United States. */
  const nameWithin = (dimension, code) => explorer.words.within[dimension]?.[codeOf(dimension, code)] ?? nameIn(dimension, code);
  const within = (member) => parts(member).map(([dimension, code]) => nameWithin(dimension, code)).join(" · ");
  const short = (member) => parts(member).map(([dimension, code]) => nameIn(dimension, code, "short")).join(" · ");

  /* What a sentence says of each part of a member, in the order of its address and by dimension, and of the flow. */
  function phrases(member, flow) {
    const all = parts(member).map(([dimension, code]) =>
      [dimension, say(`part.${dimension}`, { name: nameWithin(dimension, code), toward: at(`toward.${flow}`) })]);
    const none = { nation: "", region: "", partner: "", product: "" };
    return { ...none, ...Object.fromEntries(all), parts: all.map(([, text]) => text).join(""), flow: at(`flows.${flow}`) };
  }

  /* Whose it is, without the flow and with it. */
  const owner = (member, flow) => phrases(member, flow).parts;
  const who = (member, flow) => say("who", phrases(member, flow));

  /* Why a point has no value, in words. */
  const reason = ({ metric, reason: why }) => {
    if (why === "extreme") return say("extreme");
    return why === "months_missing" && metric.startsWith("rolling_year") ? say("twelve") : at(`reasons.${why}`);
  };

  explorer.text = {
    MISSING, number, amount, size, way, unitOf, rounded, fill, say, at, label, told, joined, day, period, monthOf, monthsOf,
    PLACE, parts, dimensionOf, entry, codeOf, kindOf, provinceOf, called, name, within, short, owner, who, reason,
  };
})();
