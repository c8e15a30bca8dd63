/* The frame of a page: light or dark, the dialog of search, the menu, which part of the page one reads, and
   commands that are copied. Without scripts all of it can be read. */
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const WIDE = "(min-width: 75rem)"; // as in frame.css
  const SHOWN = 1500; // milliseconds

  const root = document.documentElement;
  const mode = document.querySelector(".tb-mode");
  const modes = JSON.parse(mode.dataset.modes);
  const name = () => {
    mode.textContent = modes[root.dataset.mode] ?? modes.auto;
    mode.title = mode.dataset.label.replace("{mode}", mode.textContent);
    mode.setAttribute("aria-label", mode.title);
  };
  mode.hidden = false;
  mode.addEventListener("click", () => {
    const names = ["auto", "light", "dark"];
    const next = names[(names.indexOf(root.dataset.mode) + 1) % names.length];
    try { localStorage.setItem("mode", next); } catch { /* Where nothing may be stored, it holds for no other page. */ }
    dispatchEvent(new Event("tradebook-mode"));
    name();
  });
  name();

  /* The same page in another language is opened at the same place: where the address says, else at the section that is read. */
  const TOP = 120; // pixels; a heading that stands no lower begins what is read
  const read = () => [...document.querySelectorAll("article section section[id]")].findLast((one) => one.getBoundingClientRect().top <= TOP);
  for (const link of document.querySelectorAll(".tb-language")) {
    link.addEventListener("click", () => { link.hash = location.hash || (read()?.id ?? ""); });
  }

  const dialog = document.getElementById("tb-search-dialog");
  const open = document.querySelector(".tb-search-open");
  const show = () => {
    if (!dialog.open) dialog.showModal();
    dialog.querySelector("input").focus();
    dialog.querySelector("input").select();
  };
  open.hidden = false;
  open.addEventListener("click", show);
  dialog.querySelector(".tb-search-close").addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  // A field of search would be emptied first.
  dialog.addEventListener("keydown", (event) => { if (event.key === "Escape") dialog.close(); });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      if (dialog.open) dialog.close(); else show();
    }
  });

  // What can be done with a table or a chart is one menu below it; without scripts, a line of links.
  const { menu: label, link } = document.querySelector("article").dataset;
  for (const tools of document.querySelectorAll("figure > .tb-tools")) {
    const menu = document.createElement("details");
    const head = document.createElement("summary");
    menu.className = "tb-take";
    head.textContent = label;
    head.setAttribute("aria-label", `${tools.closest("figure").querySelector("figcaption").textContent} ${label}`);
    tools.querySelector(".tb-anchor").textContent = link;
    tools.replaceWith(menu);
    menu.append(head, tools);
  }

  const MENUS = "details:is(.tb-menu, .tb-take)[open]";
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(MENUS)) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusout", (event) => {
    const menu = event.target.closest(MENUS);
    if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.(MENUS);
    if (!menu) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });

  const contents = document.querySelector(".tb-on-page");
  if (contents) {
    const wide = matchMedia(WIDE);
    const fold = () => { contents.open = wide.matches; };
    wide.addEventListener("change", fold);
    fold();
    const links = new Map([...contents.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const seen = new IntersectionObserver((entries) => {
      const entry = entries.find((one) => one.isIntersecting);
      if (!entry) return;
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.parentElement.id)?.setAttribute("aria-current", "true");
    }, { rootMargin: "0px 0px -70% 0px" });
    for (const id of links.keys()) {
      const heading = document.getElementById(id)?.querySelector(":scope > :is(h2, h3)");
      if (heading) seen.observe(heading);
    }
    contents.addEventListener("click", (event) => { if (event.target.closest("a") && !wide.matches) contents.open = false; });
  }

  const article = document.querySelector("article");
  for (const block of article.querySelectorAll(".highlight")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copybtn";
    button.textContent = button.title = article.dataset.copy;
    button.addEventListener("click", async () => {
      const done = await tradebookCite.write(block.querySelector("pre").textContent.trimEnd());
      if (!done) return;
      button.textContent = article.dataset.copied;
      setTimeout(() => { button.textContent = article.dataset.copy; }, SHOWN);
    });
    block.append(button);
  }
});
