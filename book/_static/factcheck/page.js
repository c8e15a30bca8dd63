/* The page that checks a text: what is pasted is read and judged here, in the browser, by the scripts that the command runs, too.
   The text is sent nowhere and kept nowhere; only the data that its claims speak of is loaded. */
"use strict";
(() => {
  const { tradebookFactcheck: factcheck } = window;
  const { data } = window.tradebookExplorer;
  const VERDICTS = ["agrees", "differs", "was_right", "cannot_judge"];
  const SIGNS = { agrees: "=", differs: "≠", was_right: "←", cannot_judge: "?", unread: "–" };
  const JOINED = "\u2060"; // no line begins with what follows
  const DIGITS = /\d+(?:[.,]\d+)*/g;
  const ROUNDS = 100; // so many times a text may ask for data, each time for other
  const parts = {};
  let beginning = null;
  let words = null;
  let turn = 0;

  const part = (name) => document.getElementById(`tb-check-${name}`);
  const say = (path, slots = {}) => tradebookLanguage.filled(path.split(".").reduce((tree, key) => tree[key], words.page), slots);
  const nameOf = (verdict) => (verdict === "unread" ? say("unread_name") : words.verdicts[verdict].name);
  const kindOf = (claim) => (claim.isClaim ? claim.verdict : "unread");

  function made(tag, values = {}, ...content) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(values)) element.setAttribute(name, value);
    element.append(...content.filter(Boolean));
    return element;
  }

  /* ---- reading and judging ---- */

  async function begin() {
    const [index, reading, told] = await Promise.all([data.opened(), data.load("check"), data.load(`check-${tradebookLanguage.name()}`)]);
    words = told;
    return factcheck.begin({ index, units: reading.units }, { ...reading.words, say: told });
  }

  /* What every text is read with comes once; what was not there is asked for again the next time. */
  function begun() {
    beginning ??= begin();
    beginning.catch(() => { beginning = null; });
    return beginning;
  }

  /* The claims of a text; the data that it asks for is loaded together, until it asks for no more. */
  async function claimsOf(text) {
    const session = await begun();
    for (let round = 0; round < ROUNDS; round += 1) {
      const { needed, claims } = session.check(text);
      if (!needed.length) return claims;
      const shards = await Promise.all(needed.map(data.load));
      needed.forEach((key, at) => session.add(key, shards[at]));
    }
    throw new Error(text);
  }

  /* Digits that are no part of a number that was read: in dates, months, names, captions. */
  function passedOver(text, claims) {
    const isRead = (at, end) => claims.some((claim) => claim.start < end && at < claim.end);
    const found = [...text.matchAll(DIGITS)].filter(({ 0: digits, index }) => !isRead(index, index + digits.length));
    return [...new Set(found.map(([digits]) => digits))];
  }

  /* ---- what is shown ---- */

  const badge = (kind) => made("span", { class: `tb-check-badge tb-check-${kind}` }, made("span", { "aria-hidden": "true" }, SIGNS[kind]), ` ${nameOf(kind)}`);

  /* How a claim was read, what the data has, what was probably meant, and where the figure is. */
  function explained(claim, more = "") {
    const link = claim.figure && made("a", { href: tradebookLanguage.pages() + claim.figure }, say("open"));
    return made("div", {},
      claim.isClaim && claim.reading && made("p", { class: "tb-check-reading" }, say("read_as", { reading: claim.reading })),
      made("p", { class: "tb-check-judged" }, claim.judged),
      claim.meant && made("p", { class: "tb-check-meant" }, claim.meant),
      (link || more) && made("p", { class: "tb-check-links" }, link, more),
    );
  }

  const heading = (claim) => made("p", { class: "tb-check-head" }, made("strong", {}, claim.text), " ", badge(kindOf(claim)));

  function tell(claim, mark) {
    for (const one of parts.text.querySelectorAll("[aria-pressed=true]")) one.setAttribute("aria-pressed", "false");
    mark.setAttribute("aria-pressed", "true");
    parts.told.replaceChildren(heading(claim), explained(claim));
  }

  function markOf(claim, at) {
    const kind = kindOf(claim);
    const label = say("mark", { text: claim.text, verdict: nameOf(kind) });
    const mark = made("mark", {
      class: `tb-check-${kind}`, id: `tb-check-mark-${at}`, tabindex: "0", role: "button", "aria-pressed": "false", "aria-label": label, "aria-controls": parts.told.id,
    }, claim.text, made("span", { class: "tb-check-sign", "aria-hidden": "true" }, JOINED + SIGNS[kind]));
    for (const event of ["focus", "click"]) mark.addEventListener(event, () => tell(claim, mark));
    mark.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      tell(claim, mark);
    });
    return mark;
  }

  /* The text as it was pasted, with its numbers marked; one within another is listed and not marked again. */
  function markedText(text, claims) {
    const pieces = [];
    let end = 0;
    claims.forEach((claim, at) => {
      if (claim.start < end) return;
      pieces.push(text.slice(end, claim.start), markOf({ ...claim, text: text.slice(claim.start, claim.end) }, at));
      end = claim.end;
    });
    return [...pieces, text.slice(end)];
  }

  function item(claim, at) {
    const mark = document.getElementById(`tb-check-mark-${at}`);
    const back = mark && made("button", { type: "button", class: "tb-check-back" }, say("back"));
    back?.addEventListener("click", () => mark.focus());
    return made("li", { "data-verdict": claim.verdict }, heading(claim), explained(claim, back));
  }

  const counted = (claims) => Object.fromEntries(VERDICTS.map((name) => [name, claims.filter(({ verdict }) => verdict === name).length]));

  /* Lists the claims of one verdict alone, or all. */
  function filters(claims) {
    const counts = counted(claims);
    const choices = [["", say("all"), claims.length], ...VERDICTS.map((name) => [name, nameOf(name), counts[name]])].filter(([, , count]) => count);
    const buttons = choices.map(([verdict, name, count]) => {
      const button = made("button", { type: "button", "aria-pressed": String(!verdict) }, verdict && made("span", { "aria-hidden": "true" }, `${SIGNS[verdict]} `), say("filter", { name, count }));
      button.addEventListener("click", () => {
        for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
        for (const entry of parts.list.children) entry.hidden = Boolean(verdict) && entry.dataset.verdict !== verdict;
      });
      return button;
    });
    return buttons;
  }

  function summaryOf(real, others) {
    const told = real.length ? say("summary", { count: real.length, ...counted(real) }) : say("nothing");
    const list = others.map((claim) => claim.text).join(say("parted"));
    return others.length ? [told, say("unread", { count: others.length, list })].join(say("apart")) : told;
  }

  function show(text, claims) {
    const real = claims.filter(({ isClaim }) => isClaim);
    const others = claims.filter(({ isClaim }) => !isClaim);
    const passed = passedOver(text, claims);
    parts.summary.textContent = summaryOf(real, others);
    parts.told.replaceChildren(made("p", { class: "tb-check-hint" }, say(claims.length ? "choose" : "nothing")));
    parts.text.replaceChildren(...markedText(text, claims));
    parts.list.replaceChildren(...claims.map((claim, at) => claim.isClaim && item(claim, at)).filter(Boolean));
    parts.filters.replaceChildren(...filters(real));
    parts.one.hidden = !real.length;
    parts.others.replaceChildren(...others.map((claim) => made("li", {}, made("strong", {}, claim.text), " ", claim.judged)));
    parts.passed.textContent = passed.length ? say("passed", { list: passed.join(say("parted")) }) : "";
    parts.unread.hidden = !others.length && !passed.length;
    parts.results.hidden = false;
  }

  /* ---- what is pressed ---- */

  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  function fail(fault) {
    parts.results.hidden = true;
    parts.summary.textContent = fault.file ? parts.root.dataset.broken : parts.root.dataset.failed;
  }

  /* Check the text; one that is checked meanwhile goes before it. */
  async function check() {
    const mine = ++turn;
    const text = parts.input.value;
    parts.root.dataset.state = "working";
    parts.summary.textContent = parts.root.dataset.working;
    await painted();
    try {
      const claims = await claimsOf(text);
      if (mine === turn) show(text, claims);
    } catch (fault) {
      if (mine === turn) fail(fault);
    }
    if (mine === turn) parts.root.dataset.state = "done";
  }

  function clear() {
    turn += 1;
    parts.input.value = parts.summary.textContent = "";
    parts.results.hidden = true;
    parts.root.dataset.state = "";
    parts.input.focus();
  }

  function example() {
    parts.input.value = parts.root.dataset.example;
    return check();
  }

  /* A text file that is dropped: in UTF-8, or as Windows writes Chinese. */
  async function take(event) {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    const bytes = await file.arrayBuffer();
    try {
      parts.input.value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      parts.input.value = new TextDecoder("gb18030").decode(bytes);
    }
    await check();
  }

  document.addEventListener("DOMContentLoaded", () => {
    parts.root = document.getElementById("tb-check");
    for (const name of ["form", "input", "summary", "results", "text", "told", "one", "filters", "list", "unread", "others", "passed"]) parts[name] = part(name);
    if (!("DecompressionStream" in window)) {
      parts.summary.textContent = parts.root.dataset.old;
      return;
    }
    parts.form.addEventListener("submit", (event) => {
      event.preventDefault();
      check();
    });
    part("clear").addEventListener("click", clear);
    part("example").addEventListener("click", example);
    parts.input.addEventListener("dragover", (event) => event.preventDefault());
    parts.input.addEventListener("drop", take);
    for (const button of parts.form.querySelectorAll("button")) button.disabled = false;
    begun().catch(() => {}); // told when it is needed
  });

  factcheck.claimsOf = claimsOf;
})();
