/* Single numbers: one that is pressed tells in a panel what it is, how it came to be, and how it is cited;
   page.html#figure=<its name> leads to it.

   There are thousands on a page, so none is a stop of the Tab key. A button below each table, and one in the
   box at the foot, opens the panel at the first of its numbers; from there the arrow keys, and two buttons in
   the panel, go to the others, and Escape gives the number the focus. The panel takes no part of the page
   away: it stands beside it, and what is told in it comes from a script file fetched when first asked for. */
"use strict";
(() => {
  const MARK = "#figure=";
  const SHOWN = 5; // of a long list of inputs; the others unfold
  const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  let box = null;
  let now = null; // the element that is told of; null for a figure the page does not print
  let fetched = null;
  const panel = document.createElement("section");
  let button, citation, copy, words; // of cite.js, which may be read after this

  const numbers = () => [...document.querySelectorAll("main [data-figure]")];
  const copies = (id) => numbers().filter((one) => one.dataset.figure === id);

  function known() {
    fetched ??= new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = box.dataset.figures;
      script.addEventListener("load", () => done(unfolded(window.tradebookFigures)));
      script.addEventListener("error", failed);
      document.head.append(script);
    });
    return fetched;
  }

  /* The script has what figures share once: groups of them, and inputs by their places among all rows. Here
     each has its own: what it is, amount, value, unit, metric, basis, files, and the ids of its inputs. */
  function unfolded(all) {
    const rows = all.figures.flatMap(([common, list]) => list.map((row) => [common, ...row]));
    const ids = rows.map(([[begin], place]) => `${begin}.${all.members[place][0]}`);
    const inputs = rows.map(([, , , , found]) => (Array.isArray(found) ? found.map((place) => ids[place]) : found));
    const facts = rows.map(([[, before, after, ...more], place, amount, value], n) => {
      const what = `${before}${all.members[place][1]}${after}`;
      return [ids[n], [what, amount, value, ...more, Array.isArray(inputs[n]) ? inputs[n] : inputs[inputs[n]]]];
    });
    return { ...all, figures: Object.fromEntries(facts) };
  }

  function made(tag, text, ...children) {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    element.append(...children);
    return element;
  }

  /* A text and, beside it, what is added to it. */
  const aside = (text, more) => tradebookLanguage.filled(words.aside, { text, more });

  function listed(items) {
    return made("ul", "", ...items.map((one) => made("li", "", ...one)));
  }

  /* A raw file: its title, a link where there is an address of the web, and what tells it from others. */
  function source(file, labels) {
    const title = /^https?:/.test(file.address) ? Object.assign(made("a", file.title), { href: file.address }) : file.title;
    const released = file.released ? `${labels.released} ${file.released}` : labels.unreleased;
    const more = [file.producer, released, `${labels.taken} ${file.retrieved}`, file.status].join(words.semicolon);
    return [title, aside("", more), made("code", file.sha256 ? `sha256 ${file.sha256.slice(0, 12)}` : "")];
  }

  /* What a figure is, and its amount. Of what a source states the page alone has the words: what it is of,
     and that it is, say, more than the number. */
  function named(id, all) {
    const [what, amount, , , metric, basis] = all.figures[id];
    const cell = basis === "quoted" ? copies(id).find((one) => one.matches("td")) : null;
    if (!cell) return [what, amount];
    const { name, stated } = all.metrics[metric];
    const own = cell.textContent.trim();
    return [stated ? what.replace(name, () => cell.parentElement.cells[0].textContent) : what, /^[-\d.]+$/.test(own) ? amount : own];
  }

  function input(id, all) {
    const [what, amount] = named(id, all);
    return [button(`${what} ${amount}`, "", () => goTo(id, copies(id)[0] ?? null))];
  }

  /* What a number is computed from. */
  function inputsOf(id, all) {
    const items = all.figures[id][7].map((other) => input(other, all));
    if (items.length <= SHOWN + 1) return items.length ? [listed(items)] : [];
    const others = items.splice(SHOWN);
    const summary = made("summary", tradebookLanguage.filled(all.words.more, { count: others.length }));
    return [listed(items), made("details", "", summary, listed(others))];
  }

  function copied(text, labels) {
    const shown = made("span", text);
    return made("div", "", shown, " ", button(labels.copy, `${labels.copy} ${text}`, (one) => copy(one, text)));
  }

  function address(id) {
    return location.href.split("#")[0] + MARK + encodeURIComponent(id);
  }

  /* What is known of a figure: pairs of a label and what stands behind it. */
  function facts(id, all) {
    const labels = all.words;
    const [what, amount] = named(id, all);
    const [, , value, unit, metric, basis, files] = all.figures[id];
    const { name, definition, formula } = all.metrics[metric];
    return [
      [labels.printed, [amount]],
      [labels.exact, [value === null ? labels.nothing : `${value} ${all.units[unit]}`]],
      [labels.basis, [all.bases[basis]]],
      [labels.formula, [formula]],
      [labels.inputs, inputsOf(id, all)],
      [labels.sources, [listed(files.filter((one) => one in all.files).map((one) => source(all.files[one], labels)))]],
      [labels.address, [copied(address(id), labels)]],
      [labels.citation, [copied(citation(aside(what, amount), MARK + encodeURIComponent(id)), labels)]],
      [labels.definition, [name + words.colon + definition]],
    ].filter(([, content]) => content.length);
  }

  function fill(id, all) {
    const labels = all.words;
    const title = made("h2", id in all.figures ? named(id, all)[0] : labels.unknown);
    title.id = "tb-number-title";
    title.tabIndex = -1;
    const list = made("dl");
    if (id in all.figures) for (const [label, content] of facts(id, all)) list.append(made("dt", label), made("dd", "", ...content));
    const way = made("div", "");
    way.className = "tb-tools";
    const step = (by) => () => go([0, by]);
    way.append(button(labels.before, "", step(-1)), button(labels.after, "", step(1)), button(labels.close, "", close), made("span", labels.keys));
    const note = id in all.figures && !now ? [made("p", labels.elsewhere)] : [];
    panel.replaceChildren(way, title, ...note, list);
  }

  function mark(id) {
    for (const one of document.querySelectorAll(".tb-cited")) one.classList.remove("tb-cited");
    if (id !== null) for (const one of copies(id)) one.classList.add("tb-cited");
  }

  /* The panel leaves the number uncovered: it stands on the other side, if need be. */
  function place() {
    panel.classList.remove("tb-away");
    if (!now) return;
    const [mine, its] = [panel, now].map((one) => one.getBoundingClientRect());
    const apart = its.right < mine.left || its.left > mine.right || its.bottom < mine.top || its.top > mine.bottom;
    panel.classList.toggle("tb-away", !apart);
  }

  function centre(element) {
    element?.scrollIntoView({ block: "center", inline: "center" });
  }

  async function show(id, element, focused = true) {
    now = element;
    mark(id);
    try {
      fill(id, await known());
    } catch {
      return; // the file is not there: the number is shown all the same
    }
    panel.hidden = false;
    panel.scrollTop = 0;
    place();
    if (focused) panel.querySelector("h2").focus({ preventScroll: true });
  }

  function focus(element) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  function close() {
    panel.hidden = true;
    mark(null);
    focus(now ?? box);
  }

  /* The number beside one: in a table that of another row in the same column, else by the order of the page. */
  function beside(element, [down, right]) {
    const row = element.closest("tr");
    if (down && row) {
      const rows = [...row.parentElement.rows].filter((one) => one.cells[element.cellIndex]?.dataset.figure);
      return rows[rows.indexOf(row) + down]?.cells[element.cellIndex];
    }
    const all = numbers();
    return all[all.indexOf(element) + down + right];
  }

  function go(step) {
    const next = now ? beside(now, step) : numbers()[0];
    if (next) goTo(next.dataset.figure, next);
  }

  function goTo(id, element) {
    centre(element);
    show(id, element);
  }

  function press(event) {
    const number = event.target.closest?.("main [data-figure]");
    if (number && getSelection().isCollapsed) show(number.dataset.figure, number);
  }

  function key(event) {
    const number = event.target.closest?.("main [data-figure]");
    if (event.key === "Escape" && !panel.hidden) close();
    if (event.ctrlKey || event.altKey || event.metaKey || !(number || panel.contains(event.target))) return;
    if (number && event.key === "Enter") show(number.dataset.figure, number);
    if (!(event.key in STEPS)) return;
    event.preventDefault();
    now = number ?? now;
    go(STEPS[event.key]);
  }

  /* To the number that the address names: all its copies are marked, the first has the focus. */
  function land() {
    if (!location.hash.startsWith(MARK)) return;
    // In a list of references a stop follows the address; no name ends with one.
    const id = decodeURIComponent(location.hash.slice(MARK.length)).replace(/\.$/, "");
    const [first = null] = copies(id);
    centre(first);
    show(id, first, !first);
    if (first) focus(first);
  }

  function offer(place, first, text, label) {
    if (first) place.append(" ", button(text, label, () => goTo(first.dataset.figure, first)));
  }

  window.tradebookNumbers = { show };

  document.addEventListener("DOMContentLoaded", () => {
    box = document.getElementById("cite");
    if (!box) return;
    panel.className = "tb-number-panel";
    panel.setAttribute("role", "dialog");
    panel.setAttribute("aria-labelledby", "tb-number-title");
    panel.hidden = true;
    document.body.append(panel);
    document.body.classList.add("tb-asking");
    ({ button, citation, copy } = window.tradebookCite);
    words = window.tradebookCite.words();
    const { numbers: text, numbers_of: of, all_numbers: all, hint } = words;
    for (const figure of document.querySelectorAll("figure.tb-table")) {
      const caption = figure.querySelector("figcaption").textContent;
      offer(figure.querySelector(".tb-tools"), figure.querySelector("[data-figure]"), text, of.replace("{caption}", () => caption));
    }
    offer(box.querySelector(".tb-cite-all"), numbers()[0], all, "");
    document.addEventListener("click", press);
    document.addEventListener("keydown", key);
    // The hint is given to a number when it is pointed at: a screen reader would say it at each of them.
    document.addEventListener("pointerover", (event) => {
      const number = event.target.closest?.("main [data-figure]");
      if (number && event.pointerType === "mouse") number.title = hint;
    });
    addEventListener("hashchange", land);
    land();
  });
})();
