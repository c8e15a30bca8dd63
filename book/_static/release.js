// On the page of a revision that stays as it is: say whether a later one has taken its place.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const latest = window.tradebookLatest;
  for (const box of document.querySelectorAll("[data-release]")) {
    const told = box.querySelector(".tb-superseded");
    if (latest && told && latest.name !== box.dataset.release) {
      told.querySelector(".tb-newer").textContent = tradebookLanguage.filled(window.tradebookCite.words().aside, { text: latest.name, more: latest.date });
      told.hidden = false;
      box.classList.add("tb-old");
    }
  }
});
