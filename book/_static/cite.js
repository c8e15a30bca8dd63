/* Citing: what is written in the box at the foot of a page is copied when its button is pressed, with the
   day of reading filled in; below each table and chart a button copies a citation of that part. Without
   scripts the box can be read, and its files downloaded. */
"use strict";
(() => {
  const AGAIN = 2000; // milliseconds until a button says again what it does

  let box = null;
  let words = {};
  const ready = () => {
    box ??= document.getElementById("cite");
    if (box) words = JSON.parse(box.dataset.words);
    return Boolean(box);
  };

  const told = document.createElement("div");
  told.className = "tb-told";
  told.setAttribute("role", "status");

  /* The day here, as the standard writes it. */
  function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  const dated = (text) => text.replaceAll(`[${words.day}]`, () => `[${today()}]`);

  /* A citation of a part of the page: what it is called, and its anchor. */
  function citation(part, anchor) {
    const places = { "{part}": part, "{anchor}": anchor };
    return dated(box.dataset.part.replace(/\{part\}|\{anchor\}/g, (place) => places[place]));
  }

  /* Where a page has no leave to write to the clipboard, the old way of a selected field still works. */
  function selected(text) {
    const field = document.createElement("textarea");
    const before = document.activeElement;
    field.value = text;
    field.className = "tb-told";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    before?.focus({ preventScroll: true });
    return done;
  }

  async function write(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return selected(text);
    }
  }

  async function copy(button, text, labels = words) {
    const label = button.dataset.label ?? button.textContent;
    const done = await write(text);
    button.dataset.label = label;
    told.textContent = done ? labels.copied : labels.failed;
    if (done) button.textContent = labels.copied;
    setTimeout(() => {
      button.textContent = label;
      told.textContent = "";
    }, AGAIN);
  }

  function button(text, label, press) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", () => press(made));
    return made;
  }

  function offer(figure) {
    const tools = figure.querySelector(".tb-tools");
    const caption = figure.querySelector("figcaption").textContent;
    if (!tools) return;
    const cite = (made) => copy(made, citation(caption, `#${figure.id}`));
    tools.append(" ", button(words.part, words.part_of.replace("{caption}", () => caption), cite));
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(told);
    if (!ready()) return;
    for (const made of box.querySelectorAll("[data-copy]")) {
      made.hidden = false;
      made.addEventListener("click", () => copy(made, dated(document.getElementById(made.dataset.copy).textContent)));
    }
    for (const figure of document.querySelectorAll("figure.tb-table, figure.tb-chart")) offer(figure);
  });

  // The scripts of a page are read in no certain order: whichever is ready first asks for the words.
  window.tradebookCite = { button, citation, copy, write, words: () => ready() && words };
})();
