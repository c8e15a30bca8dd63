/* A text cut into what is known: numbers, periods, members, flows and the words of claims; what is left is unread. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const { list, oneOf, grammar, numberAt } = factcheck.numerals;

  /* Kinds of words, the weightier first: of two that are as long the first counts. */
  const WORDS = [
    "bases.yoy", "bases.then", "bases.other", "outside", "indicators", "drag", "contribution", "share", "of", "down", "up", "neutral", "level", "above", "below", "about", "above_after",
    "about_after", "respectively", "record", "first", "best", "worst", "fastest", "slowest", "against", "sum", "to", "nation", "same", "former", "latter",
    "separators", "amounts", "partners", "filler",
  ];
  const PATTERNS = ["places", "place_range", "top", "streak"];
  const isWide = (char) => char !== undefined && char > "\u2e7f";
  const isSpace = (char) => char !== undefined && /\s/.test(char);
  const isLetter = (char) => char !== undefined && /[a-z]/.test(char);

  /* ---- the words of the languages ---- */

  function vocabulary({ languages, members, quantities, groups = [] }) {
    factcheck.captions = new RegExp(`^(?:${languages.map((one) => one.captions).join("|")})`, "i");
    factcheck.amounts = { quantity: new Set(languages.flatMap((one) => list(one.measures.quantity))) };
    factcheck.origin = new Set(languages.flatMap((one) => list(one.origin)));
    factcheck.ordering = new Set(languages.flatMap((one) => list(one.ordering)));
    factcheck.kinds = languages.flatMap((one) => list(one.kinds));
    factcheck.since = new Set(languages.flatMap((one) => list(one.since)));
    factcheck.belongs = new Set(languages.flatMap((one) => list(one.belongs)));
    factcheck.perYear = new Set(languages.flatMap((one) => list(one.year_words)));
    factcheck.toward = new Set(languages.flatMap((one) => list(one.toward)));
    const known = new Map();
    const add = (text, meaning) => {
      const key = text.toLowerCase();
      if (!known.has(key)) known.set(key, meaning);
      else if (meaning.kind === "member" && known.get(key).kind === "member") known.get(key).members.push(...meaning.members);
    };
    for (const [member, ...names] of members) for (const name of names) add(name, { kind: "member", members: [member.split("/")] });
    for (const [name, codes] of groups) add(name, { kind: "members", members: codes.map((member) => [member.split("/")]) });
    for (const one of languages) {
      for (const [flow, text] of Object.entries(one.flows)) for (const name of list(text)) add(name, { kind: "flow", flow });
      for (const [measure, text] of Object.entries(one.measures)) for (const name of list(text)) add(name, { kind: "measure", measure });
      for (const path of WORDS) {
        const text = path.split(".").reduce((tree, key) => tree[key], one);
        for (const name of list(text)) add(name, { kind: path });
      }
      add("\u3001", { kind: "separators" });
    }
    return {
      known, longest: Math.max(...[...known.keys()].map((key) => key.length)),
      numbers: grammar(languages, quantities), points: oneOf(languages.flatMap((one) => list(one.point))) || "(?!)",
      counts: numerals(languages),
      patterns: languages.flatMap((one) => [
        ...PATTERNS.map((kind) => ({ kind, pattern: new RegExp(one[kind], "y") })),
        ...Object.entries(one.periods).map(([name, source]) => ({ kind: "period", name, pattern: new RegExp(source, "y") })),
        { kind: "passed", pattern: new RegExp(one.passed, "y") },
      ]),
      months: languages.map((one) => list(one.months)).find((names) => names.length) ?? [],
    };
  }

  /* Numbers in words by their value, for patterns. */
  function numerals(languages) {
    const digits = new Map(languages.flatMap((one) => list(`${one.digits},${one.number_words},${one.ordinals}`).map((each) => each.split("="))));
    return (text) => {
      const figures = /\d+/.exec(text);
      if (figures) return Number(figures[0]);
      if (digits.has(text)) return Number(digits.get(text));
      // Ten and more: the sign of ten with a digit before or behind.
      const [tens, ones] = [...text].length === 1 ? ["1", "0"] : text.length === 3 ? [digits.get(text[0]), digits.get(text[2])]
        : digits.has(text[0]) ? [digits.get(text[0]), "0"] : ["1", digits.get(text[1])];
      return Number(tens) * 10 + Number(ones);
    };
  }

  /* ---- the text ---- */

  /* The text with signs of one width and small letters, without spaces that say nothing; with the place of each sign. */
  function plain(text) {
    const signs = [], at = [];
    for (let place = 0; place < text.length; place += 1) {
      const whole = text[place].normalize("NFKC").toLowerCase();
      const sign = whole.length === 1 ? whole : text[place];
      if (isSpace(sign)) {
        const from = place;
        while (isSpace(text[place + 1])) place += 1;
        const [before, after] = [text[from - 1], text[place + 1]];
        if (/\n\s*\n/.test(text.slice(from, place + 1)) && isBreak(text, from, place)) { signs.push("\n"); at.push(from); }
        else if (!(isWide(before) || isWide(after)) && before !== undefined && after !== undefined) { signs.push(" "); at.push(from); }
        continue;
      }
      signs.push(sign);
      at.push(place);
    }
    return { text: signs.join(""), at };
  }

  /* Whether blank lines end a paragraph: not within a sentence that was broken by a page. */
  function isBreak(text, from, to) {
    const before = text.slice(0, from).trimEnd().at(-1) ?? "";
    const after = text[to + 1] ?? "";
    return /[\u3002\uff01\uff1f!?.:\uff1a;\uff1b\uff09)|]/.test(before) || /[#*\-•|\n]/.test(after);
  }

  const ENDS = /[\u3002\uff01\uff1f!?\n]/;
  const COMMAS = /[,\uff0c;\uff1b:\uff1a()\uff08\uff09\[\]\u3010\u3011"“”‘’\u300a\u300b<>|—*#/·]/;

  /* Where a full stop of Latin letters ends a sentence: not within numbers, names of a letter. */
  const isStop = (text, at) => text[at] === "." && (text[at + 1] === undefined || text[at + 1] === " " || text[at + 1] === "\n") && !/\b[a-z]\.?[a-z]?$/.test(text.slice(Math.max(0, at - 3), at));

  /* ---- cutting ---- */

  function tokens(source, words) {
    const { text, at: places } = plain(source);
    const found = [];
    let left = "", from = 0;
    const settle = (end) => {
      if (left.trim()) found.push({ kind: "unread", text: left.trim(), from, to: end });
      left = "";
    };
    for (let at = 0; at < text.length;) {
      const one = tokenAt(text, at, words);
      if (one) {
        settle(at);
        found.push({ ...one, from: at, to: at + one.length });
        at += one.length;
        continue;
      }
      const kind = ENDS.test(text[at]) || isStop(text, at) ? "end" : COMMAS.test(text[at]) ? "comma" : "";
      if (kind) {
        settle(at);
        found.push({ kind, text: text[at], from: at, to: at + 1 });
      } else if (text[at] === " ") settle(at);
      else {
        if (!left) from = at;
        left += text[at];
      }
      at += 1;
    }
    settle(text.length);
    const end = (place) => (place < places.length ? places[place] : source.length);
    return found.map((one) => ({ ...one, start: places[one.from], end: (places[one.to - 1] ?? end(one.to)) + 1 }));
  }

  function tokenAt(text, at, words) {
    const isInside = isLetter(text[at]) && isLetter(text[at - 1]);
    if (isInside) return null;
    const found = [patternAt(text, at, words), numberIn(text, at, words), multiplied(text, at, words), wordAt(text, at, words)].filter(Boolean);
    return found.length ? found.reduce((one, other) => (other.length > one.length ? other : one)) : null;
  }

  function patternAt(text, at, { patterns, counts, months }) {
    let best = null;
    for (const { kind, name, pattern } of patterns) {
      pattern.lastIndex = at;
      const found = pattern.exec(text);
      const isCut = found && isLetter(found[0].at(-1)) && isLetter(text[at + found[0].length]);
      if (!found || !found[0] || isCut || found[0].length <= (best?.length ?? 0)) continue;
      // Of several ways of saying it each has groups of its own: `year`, `year2`.
      const groups = Object.fromEntries(Object.entries(found.groups ?? {}).filter(([, value]) => value !== undefined).map(([key, value]) => [key.replace(/\d$/, ""), value]));
      for (const key of ["n", "m", "months"]) if (groups[key]) groups[key] = counts(groups[key]);
      if (groups.name) groups.month = months.findIndex((one) => one.startsWith(groups.name.slice(0, 3))) + 1;
      best = { kind, name, groups, length: found[0].length, text: found[0] };
    }
    return best;
  }

  function numberIn(text, at, words) {
    // A number is not begun within another.
    if (/\d/.test(text[at]) && /[\d]/.test(text[at - 1] ?? "")) return null;
    return numberAt(text, at, words.numbers, words.points);
  }

  /* Numbers in a word: growth to so many times, and fractions. */
  function multiplied(text, at, { numbers }) {
    const whole = { kind: "number", of: "percent", unit: "percent", signed: false, factor: 1 };
    const is = (name) => text.startsWith(name, at) && !(isLetter(name.at(-1)) && isLetter(text[at + name.length]));
    for (const [name, value] of numbers.multiplied) if (is(name)) return { ...whole, length: name.length, value, step: 10, grows: true };
    for (const [name, value] of numbers.fractions) if (is(name)) return { ...whole, length: name.length, value, step: 2, isFraction: true };
    return null;
  }

  function wordAt(text, at, { known, longest }) {
    for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
      const part = text.slice(at, at + length);
      const isWhole = !isLetter(part.at(-1)) || !isLetter(text[at + length]);
      if (!isWhole || !known.has(part)) continue;
      const found = known.get(part);
      if (found.kind === "member" && !isName(text, at, length, known)) continue;
      return { ...found, length, text: part };
    }
    return null;
  }

  /* Whether a name stands there: one of a single sign only before a number, and none that breaks a longer one. */
  function isName(text, at, length, known) {
    const next = text[at + 1] ?? "";
    if (length === 1 && isWide(text[at]) && !/[\d,]/.test(next) && known.get(next)?.kind !== "separators") return false;
    for (let more = length; more <= length + 4; more += 1) {
      const other = text.slice(at + 1, at + 1 + more);
      if (isWide(text[at]) && other.length === more && known.get(other)?.kind === "member") return false;
    }
    return true;
  }

  factcheck.vocabulary = { vocabulary, tokens };
})();
