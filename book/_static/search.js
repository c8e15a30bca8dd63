/* Search, without its looks: what a reader typed as patterns, the index, the pages that have it.

   The index keeps texts as pages show them; a pattern allows for every way of writing the same: full
   width and half width, cases, spaces beside Chinese, separators of thousands, spellings of months,
   other names of provinces, partners and products. Phrases need no segmentation that way, and what
   is found can be marked where it stands. */
"use strict";

const tradebookSearch = (() => {
  const ABOUT = "about"; // the piece of the pages that are no editions
  const LIKE = { "-": "[-‐‑‒–—−\uff0d]", '"': '["“”\uff02]', "'": "['‘’\uff07]" };
  const SIX_DIGITS = /^((?:19|20)\d\d)(0[1-9]|1[0-2])$/;
  const DOTTED_CODE = /^\d{4}\.\d\d(?:\.\d\d)?$/; // 8507.60.00, or 2025.11

  /* How the language writes months and units; it comes with the catalogue. */
  let manner = null;

  /* ---- from a query to patterns ---- */

  const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
  const anyOf = (sources) => `(?:${[...new Set(sources)].join("|")})`;
  const plain = (char) => /[a-z0-9]/.test(char);

  function folded(query) {
    return query.normalize("NFKC").toLowerCase()
      .replace(/[‐‑‒–—−]/g, "-")
      .replace(/\s+/g, " ").trim()
      .replace(/(\d),(?=\d{3}(?!\d))/g, "$1")
      .replace(/\bhs ?(?=\d)/g, "") // pages name products, and codes without names as HS 8507
      .replace(new RegExp(`(\\d) (?=${manner.unit})`, "g"), "$1")
      .replace(new RegExp(`(${manner.year}) (?=\\d)`, "g"), "$1")
      .replace(/([a-z]{3,}) ((?:19|20)\d\d)(?!\d)/g, (text, name, year) => {
        const at = manner.months.findIndex((one) => one === name || one.slice(0, 3) === name);
        return at < 0 ? text : `${year}-${at + 1}`;
      });
  }

  function one(char) {
    if (char in LIKE) return LIKE[char];
    const code = char.codePointAt(0);
    return code > 0x20 && code < 0x7f
      ? `(?:${escaped(char)}|${String.fromCodePoint(code + 0xfee0)})`
      : escaped(char);
  }

  function spelled(text) {
    const chars = Array.from(text);
    return chars.map((char, at) => {
      if (at + 1 === chars.length) return one(char);
      const thousands = /^\d(?:\d{3})+(?!\d)/.test(chars.slice(at).join(""));
      const gap = thousands ? ",?" : plain(char) && plain(chars[at + 1]) ? "" : " ?";
      return one(char) + gap;
    }).join("");
  }

  function month(year, number) {
    const two = String(number).padStart(2, "0");
    return tradebookLanguage.filled(manner.printed, { year, number, two, name: manner.months[number - 1] });
  }

  function namesOf(groups) {
    const first = new Map();
    const long = [];
    for (const group of groups) {
      for (const name of group) {
        const key = folded(name);
        first.set(key, [...(first.get(key) || []), group[0]]);
        if (name !== group[0] && /^[\u4e00-\u9fff]{3,}$/.test(name)) long.push(escaped(name));
      }
    }
    return { first, parts: new RegExp(`(${[...long, manner.month.replace(/\((?!\?)/g, "(?:")].join("|")})`) };
  }

  /* The names pages write for what is called so; of Latin names the beginning is enough. */
  function sameAs(text, names) {
    if (names.first.has(text)) return names.first.get(text);
    if (!/^[a-z][a-z ]{2,}$/.test(text)) return [];
    return [...names.first].filter(([name]) => name.startsWith(text)).flatMap(([, found]) => found);
  }

  /* Any of these texts, the longest where several begin at one place. */
  const spelledAny = (texts) => anyOf([...texts].sort((a, b) => b.length - a.length).map(spelled));

  function termPattern(token, names) {
    const code = DOTTED_CODE.test(token) ? token.replaceAll(".", "") : token;
    const six = SIX_DIGITS.exec(code);
    const same = sameAs(code, names);
    if (six) return anyOf([month(six[1], Number(six[2])), spelledAny([...same, token, code])]);
    if (code !== token || same.length) return spelledAny([...same, token, code]);
    return token.split(names.parts).filter(Boolean).map((part) => {
      const found = new RegExp(`^${manner.month}$`).exec(part);
      if (found) return month(found[1], Number(found[2] || found[3] || found[4]));
      return spelledAny([...sameAs(part, names), part]);
    }).join(" ?");
  }

  /* What is asked for: a pattern of each word, and one of all of them together. */
  function ask(query, names) {
    const text = folded(query);
    const together = sameAs(text, names).length > 0;
    const tokens = together ? [text] : text.split(/[ ,;\u3001]+/).filter(Boolean);
    const sources = tokens.map((token) => termPattern(token, names));
    const pattern = (source) => new RegExp(source, "giu");
    return {
      terms: sources.map(pattern),
      whole: pattern(sources.join(" ?")),
      any: pattern(anyOf([sources.join(" ?"), ...sources])),
    };
  }

  /* ---- from patterns to places ---- */

  /* A number or a Latin word is found from its beginning, never from its middle. */
  function begins(text, at) {
    if (/\d/.test(text[at])) return !/\d[.,]?$/.test(text.slice(Math.max(0, at - 2), at));
    return !/[a-z]/i.test(text[at]) || at === 0 || !/[a-z]/i.test(text[at - 1]);
  }

  function places(text, pattern, most = Infinity) {
    const found = [];
    pattern.lastIndex = 0;
    for (let match = pattern.exec(text); match && found.length < most; match = pattern.exec(text)) {
      if (begins(text, match.index)) found.push([match.index, match.index + match[0].length]);
      else pattern.lastIndex = match.index + 1;
    }
    return found;
  }

  const has = (text, pattern) => places(text, pattern, 1).length > 0;

  /* ---- from places to pages ---- */

  const linesOf = (sections) => sections.flatMap(([anchor, heading, text]) =>
    [heading, ...text.split("\n")].filter(Boolean).map((line) => ({ anchor, heading, line })));

  /* How well a page has what is asked for: 3 in what names it and one of its headings, 2 together in its text, 1 part of it
     in its title or period, 0 scattered; null where it has not all. */
  function rankOf(page, sections, asked) {
    const title = `${page.title}\n${page.period}`;
    const names = page.headings.split("\n").map((heading) => `${title}\n${heading}`);
    if (names.some((name) => asked.terms.every((term) => has(name, term)))) return 3;
    const text = [title, page.headings, ...(sections || []).map((one) => `${one[1]}\n${one[2]}`)].join("\n");
    if (!asked.terms.every((term) => has(text, term))) return null;
    if (has(text, asked.whole)) return 2;
    return asked.terms.some((term) => has(title, term)) ? 1 : 0;
  }

  /* The line of a page that shows best what was asked for. */
  function bestLine(sections, asked) {
    let best = null;
    for (const each of linesOf(sections)) {
      const terms = asked.terms.filter((term) => has(each.line, term)).length;
      // A sentence says more than the heading above it.
      const worth = 4 * terms + (terms && has(each.line, asked.whole) ? 2 : 0) + (each.line !== each.heading);
      if (terms && (!best || worth > best.worth)) best = { ...each, worth };
    }
    return best;
  }

  /* ---- the index ---- */

  const taken = {};
  const loading = {};

  function load(name, version) {
    loading[name] ||= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = `${tradebookLanguage.pages()}search/${name}.js${version ? `?v=${version}` : ""}`;
      script.onload = () => resolve(taken[name]);
      script.onerror = () => {
        delete loading[name];
        script.remove();
        reject(new Error(`${script.src} was not loaded`));
      };
      document.head.append(script);
    });
    return loading[name];
  }

  let opened = null;

  async function catalogue() {
    const { pages, pieces, names, words, dates, explored = [] } = await load("catalogue");
    manner ??= { ...words.text, months: dates[0].months };
    opened ||= {
      pieces, words,
      asked: { explored, named: names, dates },
      names: namesOf(names),
      pages: pages.map(([address, piece, title, period, headings], order) =>
        ({ address, piece, title, period, headings, order })),
      explored: explored.map(([member, ...called], order) =>
        ({ address: "explore", hash: `#of=${member}`, title: tradebookLanguage.filled(words.explored, { name: called[0] }), period: "", headings: called.join("\n"), order: pages.length + order })),
    };
    return opened;
  }

  /* Places of the explorer among the pages: one that is called just so comes after the first of them, others with those that have part
     of it in their title. */
  function withExplored(found, explored, query, asked) {
    const isCalled = (name) => folded(name) === folded(query);
    const isNamed = (name) => asked.terms.every((term) => has(name, term));
    const some = explored.map((place) => [place, place.headings.split("\n")]);
    const exact = some.filter(([, names]) => names.some(isCalled));
    const near = some.filter(([, names]) => !names.some(isCalled) && names.some(isNamed));
    const all = [...found, ...near.map(([place]) => [place, 1])].sort(([a, one], [b, other]) => other - one || a.order - b.order);
    all.splice(found.length ? 1 : 0, 0, ...exact.map(([place]) => [place, 3]));
    return all;
  }

  /* Find pages, the newest first among equals. Texts are loaded a year at a time, the newest first,
     until there are as many pages as are wanted, or the reader has typed on; where a page is named by
     what is asked for, such as a month, so many years are enough. */
  async function find(query, wanted, years, goesOn = () => true) {
    const { pages, pieces, names, explored } = await catalogue();
    const asked = ask(query, names);
    if (!asked.terms.length) return null;
    const ranks = new Map();
    const judge = (some) => {
      for (const page of some) {
        const rank = rankOf(page, taken[page.piece]?.[page.address], asked);
        if (rank !== null) ranks.set(page, rank);
      }
    };
    const inOrder = Object.keys(pieces).filter((name) => name !== ABOUT).sort().reverse();
    const waiting = [ABOUT, ...inOrder].filter((name) => name in pieces && !(name in taken));
    judge(pages);
    const isNamed = [...ranks.values()].includes(3);
    const within = (name) => !isNamed || inOrder.indexOf(name) < years;
    while (waiting.length && ranks.size < wanted && within(waiting[0]) && goesOn()) {
      const name = waiting.shift();
      await load(name, pieces[name]);
      judge(pages.filter((page) => page.piece === name));
    }
    const found = withExplored([...ranks], explored, query, asked);
    const hits = found.slice(0, wanted).map(([page, rank]) =>
      ({ ...page, rank, best: bestLine(taken[page.piece]?.[page.address] || [], asked) }));
    return { hits, asked, count: found.length, complete: !waiting.length };
  }

  return {
    take(name, content) { taken[name] = content; },
    ask, namesOf, places, catalogue, find,
  };
})();
