/* Charts on a page: what a mark stands for when it is pointed at or reached with the keyboard, and the
   drawing as a file. The drawing itself is in the page and needs none of this. */
"use strict";
(() => {
  const NEAR = 16; // pixels from a mark at which it is still meant
  const SCALE = 3; // of a PNG
  const TITLE = 15, TEXT = 11, EDGE = 14; // of a drawing that is saved, in pixels
  const INK = "#1c2330";
  const PAPER = "#ffffff";

  const tip = document.createElement("div");
  tip.className = "tb-tip";
  tip.setAttribute("aria-hidden", "true"); // the mark itself is called so
  tip.hidden = true;

  function distance(box, x, y) {
    return Math.hypot(Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom));
  }

  /* Of bars the whole row is meant, with its name and its number. */
  function nearest(marks, bars, x, y) {
    let best = null;
    let least = NEAR;
    for (const mark of marks) {
      const { left, right, top, bottom } = mark.getBoundingClientRect();
      const found = distance(bars ? { left: x, right: x, top, bottom } : { left, right, top, bottom }, x, y);
      if (found < least) [best, least] = [mark, found];
    }
    return best;
  }

  /* What parts a label from its value, in the words of the page. */
  const colonOf = () => window.tradebookExplorer?.words?.joining.colon ?? window.tradebookCite.words().colon;

  function write(text) {
    const colon = colonOf();
    tip.replaceChildren();
    text.split("\n").forEach((line, place) => {
      const row = document.createElement(place ? "div" : "strong");
      const [label, ...rest] = line.split(colon);
      row.append(place ? `${label} ` : line);
      if (place && rest.length) {
        const value = document.createElement("span");
        value.textContent = rest.join(colon);
        row.append(value);
      }
      tip.append(row);
    });
  }

  function put(mark) {
    const box = mark.getBoundingClientRect();
    const { offsetWidth: wide, offsetHeight: high } = tip;
    const left = Math.min(Math.max(box.left + box.width / 2 - wide / 2, 8), document.documentElement.clientWidth - wide - 8);
    const above = box.top - high - 8;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(above < 8 ? box.bottom + 8 : above) + scrollY}px`;
  }

  function hide() {
    tip.hidden = true;
    for (const mark of document.querySelectorAll(".tb-on")) mark.classList.remove("tb-on");
    for (const svg of document.querySelectorAll(".tb-pointed")) svg.classList.remove("tb-pointed");
  }

  function show(svg, mark) {
    if (mark.classList.contains("tb-on")) return;
    hide();
    svg.classList.add("tb-pointed");
    mark.classList.add("tb-on");
    write(mark.getAttribute("aria-label"));
    tip.hidden = false;
    put(mark);
  }

  function walk(event, marks) {
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -marks.length, End: marks.length };
    if (event.key === "Escape") hide();
    if (!(event.key in steps)) return;
    event.preventDefault();
    const at = marks.indexOf(document.activeElement) + steps[event.key];
    marks[Math.min(Math.max(at, 0), marks.length - 1)].focus();
  }

  function enliven(svg) {
    const marks = [...svg.querySelectorAll('[role="graphics-symbol"][aria-label]')];
    if (!marks.length) return;
    const bars = marks[0].getAttribute("aria-roledescription") === "bar";
    svg.parentElement.setAttribute("role", "group"); // an image would hide the marks in it
    marks.forEach((mark, place) => {
      mark.setAttribute("role", "img");
      mark.removeAttribute("aria-roledescription");
      mark.setAttribute("tabindex", place ? "-1" : "0");
      mark.addEventListener("focus", () => {
        for (const other of marks) other.setAttribute("tabindex", other === mark ? "0" : "-1");
        show(svg, mark);
      });
      mark.addEventListener("blur", hide);
    });
    svg.addEventListener("keydown", (event) => walk(event, marks));
    const point = (event) => {
      const mark = nearest(marks, bars, event.clientX, event.clientY);
      if (mark) show(svg, mark);
      else hide();
    };
    svg.addEventListener("pointermove", point);
    svg.addEventListener("pointerdown", point);
    svg.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hide());
  }

  function wrapped(text, width, size) {
    const lines = [""];
    let wide = 0;
    // Of a text without signs as wide as they are high, words stay whole.
    const parts = /[\u2e80-\uffff]/.test(text) ? Array.from(text) : text.split(/(?<= )/);
    for (const part of parts) {
      const steps = Array.from(part, (char) => size * (char.codePointAt(0) < 0x2e80 ? 0.58 : 1));
      const step = steps.reduce((sum, one) => sum + one, 0);
      if (wide + step > width) [wide] = [lines.push("") && 0];
      lines[lines.length - 1] += part;
      wide += step;
    }
    return lines;
  }

  /* The drawing with texts above and below it, each its words and whether it is the title. */
  function composed(svg, above, below) {
    const { width: wide, height: high } = svg.viewBox.baseVal;
    const whole = document.createElementNS(svg.namespaceURI, "svg");
    const put = (element, values) => {
      for (const [name, value] of Object.entries(values)) element.setAttribute(name, value);
      whole.append(element);
    };
    let top = EDGE;
    const write = ([text, isTitle]) => {
      const size = isTitle ? TITLE : TEXT;
      for (const line of wrapped(text, wide, size)) {
        top += size * 1.4;
        const element = document.createElementNS(svg.namespaceURI, "text");
        element.textContent = line;
        put(element, { x: EDGE, y: top, "font-size": size, "font-weight": isTitle ? "bold" : "normal", fill: "currentColor" });
      }
    };
    above.forEach(write);
    const inner = svg.cloneNode(true);
    inner.removeAttribute("class");
    put(inner, { x: EDGE, y: top + EDGE, width: wide, height: high });
    top += high + EDGE;
    below.forEach(write);
    const size = { width: wide + 2 * EDGE, height: Math.ceil(top + EDGE) };
    const look = { "font-family": getComputedStyle(document.body).fontFamily, color: INK };
    for (const [name, value] of Object.entries({ ...look, ...size, viewBox: `0 0 ${size.width} ${size.height}` })) whole.setAttribute(name, value);
    return whole;
  }

  /* The drawing by itself: dark on white, whatever the page looks like now. */
  function alone(svg) {
    const copy = svg.cloneNode(true);
    const room = document.createElementNS(copy.namespaceURI, "rect");
    for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: PAPER })) room.setAttribute(name, value);
    copy.prepend(room);
    copy.removeAttribute("class");
    copy.setAttribute("color", INK);
    for (const mark of copy.querySelectorAll("[tabindex]")) {
      mark.removeAttribute("tabindex");
      mark.classList.remove("tb-on");
    }
    return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
  }

  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  /* An image sees no typeface of the page, a canvas does: texts are written onto the picture of the rest. */
  async function painted(svg) {
    const { width, height } = svg.viewBox.baseVal;
    const bare = svg.cloneNode(true);
    for (const text of bare.querySelectorAll("text")) text.remove();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await alone(bare).text())}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width * SCALE, height * SCALE];
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, 0, canvas.width, canvas.height);
    const stage = document.createElement("div"); // only what is in the page has places
    stage.className = "tb-stage";
    stage.append(svg);
    document.body.append(stage);
    for (const text of svg.querySelectorAll("text")) await lettered(pen, text);
    stage.remove();
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  }

  /* Each line of a text, where it stands in the drawing and in its typeface, which may have to be loaded. */
  async function lettered(pen, text) {
    const place = text.getCTM();
    let next = 0;
    for (const line of text.children.length ? text.children : [text]) {
      const { font, fill, opacity } = getComputedStyle(line);
      const start = line.textContent && text.getStartPositionOfChar(next);
      next += line.textContent.length;
      if (!start) continue;
      await document.fonts.load(font, line.textContent);
      Object.assign(pen, { font, fillStyle: fill, globalAlpha: opacity });
      pen.setTransform(new DOMMatrix([SCALE, 0, 0, SCALE, 0, 0]).multiply(place));
      pen.fillText(line.textContent, start.x, start.y);
    }
  }

  function offer(figure, svg) {
    const page = decodeURIComponent(location.pathname.split("/").pop()).replace(/\.html$/, "");
    const caption = figure.querySelector("figcaption").textContent;
    // A citation has the source, its date and the address.
    const told = () => [[window.tradebookCite.words() ? window.tradebookCite.citation(caption, `#${figure.id}`) : location.href, false]];
    const whole = () => composed(svg, [[caption, true]], told());
    const kinds = { SVG: async () => alone(whole()), PNG: () => painted(whole()) };
    const before = figure.querySelector(".tb-tools > a[download]");
    for (const [kind, make] of Object.entries(kinds)) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = kind;
      button.setAttribute("aria-label", `${caption} ${kind}`);
      button.addEventListener("click", async () => save(await make(), `${page}.${figure.id}.${kind.toLowerCase()}`));
      before.before(button, " ");
    }
  }

  window.tradebookCharts = { enliven, composed, alone, painted, save };

  document.addEventListener("DOMContentLoaded", () => {
    document.body.append(tip);
    for (const figure of document.querySelectorAll("figure.tb-chart")) {
      const svg = figure.querySelector("svg");
      if (!svg) continue; // drawn later, by the page's own script
      enliven(svg);
      if (figure.querySelector(".tb-tools")) offer(figure, svg);
    }
  });
})();
