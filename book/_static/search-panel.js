/* Search, its looks: the field of the theme, and the pages found below it, as one types. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const AT_ONCE = 20;
  const YEARS = 4; // looked through at once where a page is named by what is asked for
  const PAUSE = 150; // milliseconds, so that not every letter of a word is searched for
  const BEFORE = 24, AFTER = 90; // characters of a line around what was found
  const root = tradebookLanguage.pages();
  const { filled } = tradebookLanguage;

  function made(tag, className, ...content) {
    const element = document.createElement(tag);
    element.className = className;
    element.append(...content);
    return element;
  }

  /* Text with what was found marked; never as HTML. */
  function marked(text, asked) {
    const parts = [];
    let end = 0;
    for (const [from, to] of tradebookSearch.places(text, asked.any)) {
      parts.push(text.slice(end, from), made("mark", "", text.slice(from, to)));
      end = to;
    }
    return [...parts, text.slice(end)];
  }

  /* The part of a line that has most of what was asked for, the first of such. */
  function cut(line, asked) {
    let best = null;
    for (const [start, end] of tradebookSearch.places(line, asked.any)) {
      const from = start > BEFORE ? start - BEFORE : 0;
      const part = line.slice(from, Math.max(end, from + BEFORE) + AFTER);
      const worth = [asked.whole, ...asked.terms].filter((one) => tradebookSearch.places(part, one, 1).length).length;
      if (!best || worth > best.worth) best = { from, part, worth };
    }
    const { from, part } = best;
    return `${from ? "…" : ""}${part}${from + part.length < line.length ? "…" : ""}`;
  }

  function shown(hit, asked) {
    // What names the page is the page; anything else is one of its sections.
    const anchor = hit.hash ?? (hit.rank < 3 && hit.best?.anchor ? `#${encodeURIComponent(hit.best.anchor)}` : "");
    const link = made("a", "tb-hit");
    link.href = `${root}${hit.address}.html${anchor}`;
    const name = made("span", "tb-hit-name", made("span", "tb-hit-title", ...marked(hit.title, asked)));
    if (hit.period) name.append(" ", made("span", "tb-hit-period", ...marked(hit.period, asked)));
    link.append(name);
    if (hit.best) {
      const { heading, line } = hit.best;
      const snippet = made("span", "tb-hit-text");
      if (heading !== line && !heading.startsWith(hit.title)) {
        snippet.append(made("span", "tb-hit-section", ...marked(heading, asked)), "\u2003");
      }
      snippet.append(...marked(cut(line, asked), asked));
      link.append(snippet);
    }
    return made("li", "", link);
  }

  /* An answer of the data: its sentence, and ways to take it along. */
  function answered(one, words) {
    const open = made("a", "", words.open);
    open.href = root + tradebookAnswers.address(one);
    const button = (label, text) => {
      const element = made("button", "", label);
      element.type = "button";
      element.addEventListener("click", () => window.tradebookCite.copy(element, text(), window.tradebookExplorer.words.cite));
      return element;
    };
    const base = () => `${window.tradebookExplorer.words.site.base}${tradebookAnswers.address(one)}`;
    const tools = made("p", "tb-tools", open, button(words.copy, () => `${one.text} ${base()}`), button(words.cite, () => tradebookAnswers.citation(one)));
    return made("li", "", made("p", "tb-answer", one.text), tools);
  }

  class Panel {
    constructor(form, place) {
      this.form = form;
      this.field = form.querySelector("input[name=q]");
      this.told = made("p", "tb-search-status");
      this.told.setAttribute("role", "status");
      this.advice = made("p", "tb-advice");
      this.answers = made("ul", "tb-answers");
      this.list = made("ol", "tb-hits");
      this.more = made("button", "tb-more-hits");
      this.more.type = "button";
      this.place = place;
      place.classList.add("tb-search");
      place.append(this.told, this.answers, this.advice, this.list, this.more);
      this.asked = 0;
      this.clear();
      this.listen();
    }

    listen() {
      this.field.addEventListener("focus", () => this.welcome());
      this.field.addEventListener("input", (event) => {
        // While an input method composes there are only letters that nobody means.
        if (!event.isComposing) this.soon();
      });
      this.field.addEventListener("compositionend", () => this.soon());
      this.more.addEventListener("click", () => this.extend());
      this.form.addEventListener("keydown", (event) => this.move(event));
      this.place.addEventListener("keydown", (event) => this.move(event));
      this.list.addEventListener("click", () => this.form.closest("dialog")?.close());
    }

    clear() {
      this.told.textContent = this.advice.textContent = "";
      this.list.replaceChildren();
      this.answers.replaceChildren();
      this.more.hidden = true;
    }

    async welcome() {
      try {
        const { words } = await tradebookSearch.catalogue();
        if (!this.field.value.trim()) this.advice.textContent = words.hint;
      } catch {
        // Told when something is searched for.
      }
    }

    soon() {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.search(), PAUSE);
    }

    /* Answers come after the pages, which need not wait for the data. */
    async search(wanted = AT_ONCE, years = YEARS) {
      clearTimeout(this.timer);
      const query = this.field.value.trim();
      const turn = ++this.asked;
      const last = () => turn === this.asked;
      try {
        const { words } = await tradebookSearch.catalogue();
        const found = query ? await tradebookSearch.find(query, wanted, years, last) : null;
        if (!last()) return;
        this.show(query, found, words, wanted);
        if (query) await this.answer(query, words.answers, last);
      } catch {
        if (!last()) return;
        this.clear();
        // The index, which has all other words, could not be loaded.
        this.told.textContent = this.form.dataset.broken ?? "";
      }
    }

    async answer(query, words, last) {
      try {
        const answers = await tradebookAnswers.find(query, await tradebookSearch.catalogue());
        if (!last()) return;
        this.answers.append(...answers.map((one) => answered(one, words)));
        // Who has an answer needs no advice on how to ask.
        if (answers.length) this.advice.textContent = "";
        else if (!this.list.children.length) this.suggest(tradebookQueries.nearest(query, await tradebookSearch.catalogue()), words);
      } catch {
        if (last()) this.answers.append(made("li", "", words.broken));
      }
    }

    /* Queries that a query without pages and answers is near to, each to be asked by a press. */
    suggest(queries, words) {
      const buttons = queries.map((query) => {
        const element = made("button", "", query);
        element.type = "button";
        element.addEventListener("click", () => {
          this.field.value = query;
          this.field.focus();
          this.search();
        });
        return element;
      });
      if (buttons.length) this.answers.append(made("li", "", made("p", "tb-tools", words.nearest, ...buttons)));
    }

    show(query, found, words, wanted) {
      this.clear();
      this.place.dataset.query = query;
      if (!found) {
        this.advice.textContent = words.hint;
        return;
      }
      const { hits, asked, count, complete } = found;
      const sentence = !count ? words.nothing : complete ? words.found : words.so_far;
      this.told.textContent = filled(sentence, { query, count });
      if (!count) this.advice.textContent = words.advice;
      this.list.append(...hits.map((hit) => shown(hit, asked)));
      this.more.textContent = words.more;
      this.more.hidden = count <= wanted && complete;
      this.wanted = wanted;
    }

    async extend() {
      const before = this.list.children.length;
      await this.search(this.wanted + AT_ONCE, Infinity);
      this.list.children[before]?.querySelector("a").focus();
    }

    /* Down from the field into the list, up from the list into the field. */
    move(event) {
      if (event.key === "Escape" && event.currentTarget === this.place) this.form.closest("dialog")?.close();
      if (event.isComposing || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
      const stops = [this.field, ...this.list.querySelectorAll("a"), ...(this.more.hidden ? [] : [this.more])];
      const at = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
      event.preventDefault();
      stops[Math.min(Math.max(at, 0), stops.length - 1)].focus();
    }
  }

  /* On the page of search the address keeps the query, so that it can be passed on. */
  function onItsPage(panel) {
    const asked = new URLSearchParams(location.search).get("q");
    panel.form.addEventListener("submit", (event) => {
      event.preventDefault();
      panel.search();
    });
    panel.field.addEventListener("change", () => {
      const address = `?q=${encodeURIComponent(panel.field.value.trim())}`;
      history.replaceState(null, "", address);
    });
    if (asked) {
      panel.field.value = asked;
      panel.search();
    } else {
      panel.welcome();
    }
  }

  for (const form of document.querySelectorAll("form.tb-search-form")) {
    const page = form.closest("dialog") ? null : document.getElementById("search-results");
    const place = page || made("div", "");
    if (!page) form.after(place);
    const panel = new Panel(form, place);
    if (page) onItsPage(panel);
  }
});
