/* Search, how a query is read: cut at the words that are known, from its beginning, the longest first: places and goods,
   flows, measures, periods, and who is first. What is left over is not understood, and said to be so. */
"use strict";

const tradebookQueries = (() => {
  const LEAST = { latin: 5, chinese: 3 }; // letters and signs of a name that may have a slip: of two signs one is too much
  const SHORT = { least: 3, most: 4 }; // letters of the name of a month that stand for it
  const ALIKE = 0.5; // of a name and what was not understood
  const NEAREST = 3; // names that a query may have meant

  /* ---- the words of queries ---- */

  const list = (text) => text.split(",").map((one) => one.trim()).filter(Boolean);

  function vocabulary({ explored, named, dates, words }) {
    const known = new Map();
    const add = (text, meaning) => {
      const key = text.toLowerCase();
      if (!key) return;
      const found = known.get(key) ?? [];
      if (!found.some((one) => String(one) === String(meaning))) known.set(key, [...found, meaning]);
    };
    for (const [member, ...names] of explored) {
      const own = names.filter((name) => !/^[\d_]/.test(name) || member.startsWith("product/"));
      const more = member.startsWith("region/") ? named.filter((group) => group.some((name) => name.length > 1 && own.includes(name))).flat() : [];
      for (const name of new Set([...own, ...more])) add(name, ["member", member]);
    }
    for (const kind of ["flows", "measures", "spans", "ends", "kinds", "periods", "moves"]) {
      for (const [key, text] of Object.entries(words[kind])) for (const one of list(text)) add(one, [kind, key]);
    }
    for (const entry of words.groups.split(";")) {
      const [name, members] = entry.trim().split("=");
      add(name, ["group", list(members)]);
    }
    for (const entry of words.called.split(";")) {
      const [member, names] = entry.trim().split("=");
      for (const name of list(names)) known.set(name, [["member", member]]);
    }
    for (const entry of list(words.initials)) {
      const [letters, code] = entry.split(":");
      add(letters, ["member", `region/${code}`]);
    }
    for (const one of list(words.passed_over)) if (!known.has(one)) known.set(one, [["nothing"]]);
    return { known, dates: dates.flatMap(patternsOf), longest: Math.max(...[...known.keys()].map((key) => key.length)) };
  }

  /* Whether a text is another but for one letter that is wrong, too many, missing, or two that changed places. */
  function isNear(one, other) {
    if (Math.abs(one.length - other.length) > 1) return false;
    let start = 0;
    while (start < one.length && one[start] === other[start]) start += 1;
    const [rest, others] = [one.slice(start), other.slice(start)];
    return rest.slice(1) === others.slice(1) || rest.slice(1) === others || rest === others.slice(1) ||
      (rest[0] === others[1] && rest[1] === others[0] && rest.slice(2) === others.slice(2));
  }

  /* The names of members that a text is but for a slip; none where several are as near. */
  function slipped(text, { known }) {
    const least = /^[a-z]/.test(text) ? LEAST.latin : LEAST.chinese;
    if (text.length < least) return null;
    const near = [...known].filter(([key, meanings]) => key.length >= least && meanings.some(([kind]) => kind === "member") &&
      /^[a-z]/.test(key) === /^[a-z]/.test(text) && isNear(text, key));
    const members = new Set(near.flatMap(([, meanings]) => meanings.map(([, member]) => member)));
    return members.size === 1 ? [["member", [...members][0]]] : null;
  }

  /* ---- a query, cut ---- */

  /* How a language writes months, years and the months from January on: patterns whose groups are `year`, `month` or,
     of a month's name, `name`. */
  function patternsOf({ months, patterns }) {
    return Object.entries(patterns).map(([key, source]) => {
      const pattern = new RegExp(`^(?:${source})`);
      return (text) => {
        const found = pattern.exec(text);
        return found && settled(found, months, key.startsWith("ytd"));
      };
    });
  }

  /* What a pattern found: its length and the period; null where a name is that of no month. */
  function settled({ 0: text, groups: { year, month, name } }, months, isToDate) {
    const isShort = (one) => name.length >= SHORT.least && name.length <= SHORT.most && one.startsWith(name);
    const at = name ? months.findIndex((one) => one === name || isShort(one)) + 1 : Number(month ?? 0);
    if (name && !at) return null;
    return [text.length, { ...(year && { year: Number(year) }), ...(at && { month: at }), ...(isToDate && { span: "ytd" }) }];
  }

  /* The longest of what may be a period at the beginning of a text. */
  function periodAt(text, { dates }) {
    const found = dates.map((read) => read(text)).filter(Boolean);
    return found.length ? found.reduce((one, other) => (other[0] > one[0] ? other : one)) : null;
  }

  const isLetter = (char) => /[a-z0-9]/.test(char ?? "");

  function knownAt(text, at, { known, longest }) {
    for (let length = Math.min(longest, text.length - at); length > 0; length -= 1) {
      const part = text.slice(at, at + length);
      const whole = !isLetter(part[0]) || (!isLetter(text[at - 1]) && !isLetter(text[at + length]));
      if (whole && known.has(part)) return [length, known.get(part)];
    }
    return null;
  }

  /* Whether what is known goes on with what is not: a letter of a word, a sign behind one that may be a slip. */
  const isWithin = (left, length) => /\S$/.test(left) && (isLetter(left.at(-1)) || length === 1);

  function cut(query, words) {
    const text = query.normalize("NFKC").toLowerCase().replace(/[‐‑‒–—−~]/g, "-").replace(/[\s,;:!?'"()\u3001\u3002“”]+/g, " ").trim();
    const asked = { members: [], period: {}, slips: [], text, unread: [] };
    let left = "";
    const settle = () => {
      const rest = left.trim();
      left = "";
      const found = rest ? slipped(rest, words) : null;
      if (found) {
        take(asked, found);
        asked.slips.push([rest, found[0][1]]);
      } else if (rest) asked.unread.push(rest);
    };
    for (let at = 0; at < text.length;) {
      const period = isLetter(text[at - 1]) && isLetter(text[at]) ? null : periodAt(text.slice(at), words);
      const found = knownAt(text, at, words);
      if (period && period[0] >= (found?.[0] ?? 0)) {
        settle();
        settlePeriod(asked, period[1]);
        at += period[0];
      } else if (found && !isWithin(left, found[0])) {
        settle();
        take(asked, found[1]);
        at += found[0];
      } else {
        if (text[at] === " ") settle();
        left += text[at];
        at += 1;
      }
    }
    settle();
    return asked;
  }

  /* Whether all that was said is understood and can be one question: of one flow, one period; of whom, or who is first, and not both. */
  const isClear = (asked) => !asked.unread.length && !asked.twice && !((asked.end || asked.kind) && asked.members.length) && !(asked.kind && !asked.end);

  function settleOne(asked, name, key) {
    const isGeneral = (one) => name === "measure" && one === "value"; // an amount may be of any measure
    if (asked[name] && asked[name] !== key && !isGeneral(key) && !isGeneral(asked[name])) asked.twice = true;
    if (!(isGeneral(key) && asked[name])) asked[name] = key;
  }

  function settlePeriod(asked, period) {
    for (const [name, value] of Object.entries(period)) {
      if (name in asked.period && asked.period[name] !== value) asked.twice = true;
      asked.period[name] = value;
    }
  }

  function take(asked, meanings) {
    const [kind, key] = meanings[0];
    if (kind === "member") asked.members.push(meanings.filter(([one]) => one === "member").map(([, member]) => member));
    else if (kind === "group") asked.members.push(...key.map((member) => [member]));
    else if (kind === "periods") relative(asked, key);
    else if (kind === "moves") {
      settleOne(asked, "measure", "growth");
      settleOne(asked, "move", key);
    } else if (kind !== "nothing") settleOne(asked, kind.slice(0, -1), key);
  }

  function relative(asked, key) {
    const months = { half: 6, quarter: 3, whole: 12 };
    settlePeriod(asked, key in months ? { month: months[key], span: "ytd" } : { back: key === "last_year" ? 1 : 0 });
  }

  /* What a query that has no answer may have meant: with a name that is like what was not understood, or without it. */
  function nearest(query, catalogue) {
    catalogue.vocabulary ??= vocabulary({ ...catalogue.asked, words: catalogue.words.answers });
    const { known } = catalogue.vocabulary;
    const { text, unread } = cut(query, catalogue.vocabulary);
    if (unread.length !== 1) return [];
    // A sign that is a province by itself is none as a part of the name of a city.
    const before = text[text.indexOf(unread[0]) - 1];
    const part = (known.has(before) ? before : "") + unread[0];
    const names = new Map();
    for (const [name, [[kind, member]]] of known) {
      const likeness = kind === "member" && name.length > 1 ? alike(part, name) : 0;
      if (likeness >= ALIKE && likeness > (names.get(member)?.[1] ?? 0)) names.set(member, [name, likeness]);
    }
    // Of names that are as like, provinces come first.
    const worth = ([member, [, likeness]]) => likeness + (member.startsWith("region/") ? 1e-6 : 0);
    const near = [...names].sort((one, other) => worth(other) - worth(one)).slice(0, NEAREST).map(([, found]) => found);
    return [...near, [""]].map(([name]) => text.replace(part, name).replace(/ +/g, " ").trim()).filter(Boolean);
  }

  /* How much of two texts is the same, from 0 to 1: signs of Chinese names, pairs of letters of others. */
  function alike(one, other) {
    const parts = (text) => new Set(/[a-z]/.test(text) ? Array.from(text, (letter, at) => letter + (text[at + 1] ?? "")) : text);
    const [some, others] = [parts(one), parts(other)];
    return 2 * [...some].filter((part) => others.has(part)).length / (some.size + others.size);
  }

  return { list, vocabulary, cut, isClear, nearest };
})();
