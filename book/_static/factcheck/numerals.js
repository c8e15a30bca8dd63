/* Numbers as texts write them: digits and words, scales, currencies, percent; each with the step to which it was rounded. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const GROUPED = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";
  const TENTH = 10; // percent
  const HUNDRED = 100;

  const list = (text) => text.split(",").map((one) => one.trim()).filter(Boolean);
  const pairs = (text) => list(text).map((one) => one.split("="));
  const literal = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const longestFirst = (names) => [...names].sort((one, other) => other.length - one.length);
  const oneOf = (names) => longestFirst(names).map(literal).join("|");
  const byName = (texts) => new Map(texts.flatMap((text) => pairs(text).map(([name, value]) => [name, Number(value)])));

  /* Names to the code that they stand for: `USD=us$|usd`. */
  function named(texts) {
    const found = new Map();
    for (const text of texts) for (const [code, names] of pairs(text)) for (const name of names.split("|")) found.set(name, code);
    return found;
  }

  /* What the languages write numbers with, joined: their marks do not collide. */
  function grammar(languages, quantities) {
    const all = (key) => languages.map((one) => one[key]);
    const words = (key) => all(key).flatMap(list);
    const units = new Map();
    for (const [name, code] of named(all("currencies"))) units.set(name, { kind: "money", unit: code });
    for (const name of words("percent")) units.set(name, { kind: "percent", unit: "percent" });
    for (const name of words("points")) units.set(name, { kind: "points", unit: "points" });
    for (const name of words("tenths")) units.set(name, { kind: "percent", unit: "percent", times: TENTH });
    for (const name of words("times")) units.set(name, { kind: "percent", unit: "percent", times: HUNDRED, isTimes: true });
    for (const [name, code] of named(all("counted"))) units.set(name, { kind: "count", unit: code });
    for (const [name, code, factor] of quantities) if (!units.has(name)) units.set(name, { kind: "quantity", unit: code, times: factor });
    const digits = byName(all("digits"));
    const powers = byName(all("powers"));
    const scales = byName(all("scales"));
    const before = named(all("currency_before"));
    const spelled = `[${[...digits.keys(), ...powers.keys()].map(literal).join("")}]+(?:(?:${oneOf(words("point")) || "(?!)"})[${[...digits.keys()].map(literal).join("")}]+)?`;
    const words_ = words("number_words").map((one) => one.split("="));
    const numbers = new Map(words_.map(([name, value]) => [name, Number(value)]));
    const front = `(?:(?<front>${oneOf(before.keys())})\\s?)?`;
    const whole = `(?<sign>[-+−–])?${front}(?:(?<digits>${GROUPED})|(?<named>${oneOf(numbers.keys()) || "(?!)"})(?![a-z])|(?<spelled>${spelled}))`;
    const some = `(?:\\s?(?<some>${oneOf(words("some")) || "(?!)"}))?`;
    const scale = `(?:\\s?-?(?<scale>${oneOf(scales.keys())})(?![a-z]))?`;
    const unit = `(?:[\\s-]?(?<unit>${oneOf(units.keys())})(?![a-z]))?`;
    return {
      digits, powers, scales, before, units, numbers,
      pattern: new RegExp(`${whole}${some}${scale}${some.replace("<some>", "<more>")}${unit}`, "y"),
      hundredths: new RegExp(`(?:${oneOf(words("percent_before")) || "(?!)"})(?:(?<digits>${GROUPED})|(?<spelled>${spelled}))`, "y"),
      multiplied: byName(all("multiplied")),
      fractions: byName(all("fractions")),
    };
  }

  const decimals = (text) => (text.split(".")[1] ?? "").length;

  /* A number in words: its value, and how many decimals it has. */
  function spelledOut(text, { digits, powers }, points) {
    const [whole, rest = ""] = text.split(new RegExp(points));
    let total = 0, current = 0;
    for (const sign of whole) {
      if (powers.has(sign)) {
        total += (current || 1) * 10 ** powers.get(sign);
        current = 0;
      } else current = current * (total ? 1 : 10) + digits.get(sign);
    }
    const fraction = [...rest].map((sign) => digits.get(sign)).join("");
    // The last power says how exact it is: seven hundred is told to a hundred.
    const last = [...whole].reverse().findIndex((sign) => !powers.has(sign));
    const zeros = [...whole].slice(last < 0 ? 0 : whole.length - last).reduce((sum, sign) => sum + powers.get(sign), 0);
    return { value: Number(`${total + current}.${fraction || 0}`), step: fraction ? 10 ** -fraction.length : 10 ** zeros };
  }

  /* The number that a text has at a place; null where there is none. */
  function numberAt(text, at, of, pointWords) {
    of.hundredths.lastIndex = at;
    const hundredths = of.hundredths.exec(text);
    // A number of hundredths is told to one of them.
    if (hundredths) return toOne(made(hundredths, { kind: "percent", unit: "percent" }, of, pointWords));
    of.pattern.lastIndex = at;
    const found = of.pattern.exec(text);
    if (!found) return null;
    const { front, unit, spelled, scale, sign } = found.groups;
    // A sign within a word or a range is none; a word of one sign needs a unit or a scale.
    if (sign && /[\da-z%]/.test(text[at - 1] ?? "")) return null;
    if (spelled && !unit && !scale) return null;
    const bare = front ? { kind: "money", unit: of.before.get(front) } : { kind: "plain", unit: "" };
    return withTenths(made(found, of.units.get(unit) ?? bare, of, pointWords), text, of);
  }

  const toOne = (number) => ({ ...number, step: Math.min(number.step, 1) });

  /* A digit behind tenths is one of hundredths. */
  function withTenths(number, text, { digits }) {
    const more = number.isTenths ? digits.get(text[number.end]) : undefined;
    return more === undefined ? number : { ...number, value: number.value + more, step: 1, length: number.length + 1 };
  }

  function made(found, { kind, unit, times = 1, isTimes = false }, of, pointWords) {
    const { sign, digits, named: word, spelled, scale, some, more } = found.groups;
    const factor = 10 ** (of.scales.get(scale) ?? 0) * times;
    const plain = digits?.replaceAll(",", "");
    const { value, step } = plain ? { value: Number(plain), step: 10 ** -decimals(plain) }
      : word ? { value: of.numbers.get(word), step: 1 } : spelledOut(spelled, of, pointWords);
    const isMinus = sign && "-−–".includes(sign);
    return {
      kind: "number", of: kind, unit, length: found[0].length, value: (isMinus ? -1 : 1) * value * factor, step: step * factor,
      end: found.index + found[0].length, isTenths: times === TENTH, signed: Boolean(sign), isScaled: Boolean(scale), factor, above: Boolean(some || more), isTimes,
    };
  }

  factcheck.numerals = { list, pairs, literal, oneOf, named, grammar, numberAt };
})();
