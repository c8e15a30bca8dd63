/* The grammar of the words that scripts are handed, whatever their language: texts with slots are filled, and
   amounts written, as `presentation/locale/templates.py` and `words.py` do it. */
"use strict";

const tradebookLanguage = (() => {
  const SLOT = /\{(\w+)(?::(\w+)(?:\(([^)]*)\))?)?\}/g;
  const FIRST = /^((?:<[^>]*>|\s)*)(.)/su; // behind the tags and blanks that a text may begin with

  /* What a page is in, as the folder of its words is called. */
  const name = () => document.documentElement.lang.split("-")[0];

  /* Where the pages of this language begin, and, above them or with them, the site and its data. */
  const pages = () => document.documentElement.dataset.content_root || "./";
  const root = () => pages() + (document.documentElement.dataset.above ?? "");

  /* ---- texts ---- */

  /* An ordinal is written by the end of its number. */
  function ordinal(text, _, ordinals) {
    const digits = text.replaceAll(",", "");
    const end = [digits.slice(-2).replace(/^0+/, ""), digits.slice(-1), "other"].find((one) => one in ordinals);
    return ordinals[end].replace("{number}", text);
  }

  function plural(text, forms) {
    const [one, many] = forms.split(",").map((form) => form.trim());
    return `${text} ${text === "1" ? one : many}`;
  }

  /* LCD, HS 8507: what goes on with a capital is no common noun. */
  const isCommon = (text) => /^.\p{Ll}/u.test(text);

  const KINDS = {
    bare: (text) => text,
    capital: (text) => text.replace(FIRST, (_, before, first) => before + first.toUpperCase()),
    small: (text) => (isCommon(text) ? text[0].toLowerCase() + text.slice(1) : text),
    ordinal, plural,
  };

  /* A text with its slots filled, each as its kind says: {flow:capital}, {rank:ordinal}, {count:plural(month, months)}. */
  function filled(text, values = {}, ordinals = {}) {
    return text.replace(SLOT, (_, slot, kind, forms) => (kind ? KINDS[kind](String(values[slot]), forms ?? "", ordinals) : values[slot]));
  }

  /* ---- numbers ---- */

  /* The thousands of a printed number, parted in a language that does. */
  function grouped(printed, mark) {
    const [whole, ...decimals] = printed.split(".");
    return [mark ? whole.replace(/(?<=\d)(?=(?:\d{3})+(?!\d))/g, mark) : whole, ...decimals].join(".");
  }

  /* A number in print with its unit; a minus sign stands before both. */
  function withUnit(printed, unit, ordinals) {
    const text = unit.written ?? (unit.label === "%" ? "{number}{label}" : "{number} {label}");
    const sign = printed.startsWith("-") ? "-" : "";
    return sign + filled(text, { number: printed.slice(sign.length), label: unit.label }, ordinals);
  }

  /* 1, -1, or 0 for what is printed as zero, or not as a number: words of direction follow what the reader sees. */
  const direction = (printed) => (/[1-9]/.test(printed) ? (printed.startsWith("-") ? -1 : 1) : 0);

  return { name, root, pages, filled, grouped, withUnit, direction };
})();
