/* Within a clause: numbers in a row, what a percentage is, which way it goes, how exact it is meant. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const GROWTH = ["fastest", "slowest", "up", "down", "neutral", "level", "bases.yoy", "bases.then", "bases.other"];
  const SENSES = ["share", "contribution", "drag", ...GROWTH];
  const TOUCHING = ["filler", "separators", "to"];

  const isNumber = (token) => token?.kind === "number";

  /* The tokens from a place on, until one of some kinds. */
  function until(tokens, at, kinds) {
    const stop = tokens.findIndex((one, place) => place >= at && kinds.includes(one.kind));
    return tokens.slice(at, stop < 0 ? tokens.length : stop);
  }

  /* The last clause of a stretch. */
  const clauseOf = (stretch) => stretch.slice(stretch.findLastIndex((one) => one.kind === "comma") + 1);

  /* ---- numbers in a row ---- */

  /* The numbers that stand in a row from a place on, with the direction that stands with each, and the place behind. */
  function runAt(tokens, at) {
    const found = [{ ...tokens[at], sign: 0 }];
    let place = at + 1, isLoose = true;
    for (;;) {
      let next = place, sign = 0;
      const isComma = tokens[next]?.kind === "comma" && tokens[next].text === ",";
      if (!isComma && tokens[next]?.kind !== "separators") break;
      next += 1;
      if (tokens[next]?.kind === "separators") next += 1;
      if (!isComma && (tokens[next]?.kind === "up" || tokens[next]?.kind === "down")) {
        sign = tokens[next].kind === "up" ? 1 : -1;
        next += 1;
      }
      const one = tokens[next];
      const isAlike = isNumber(one) && one.of !== "count" && (one.of === found[0].of || found[0].of === "plain" || one.of === "plain");
      if (!isAlike) break;
      found.push({ ...one, sign });
      isLoose = isLoose && isComma && next === place + 1;
      place = next + 1;
    }
    return { numbers: unified(found), next: place, isLoose };
  }

  /* A unit that stands behind the last of several numbers is that of all. */
  function unified(numbers) {
    const last = numbers.at(-1);
    return numbers.map((one) => {
      if (one.of !== "plain" || last.of === "plain") return one;
      const factor = one.isScaled ? one.factor : last.factor;
      const own = one.isScaled ? 1 : factor;
      return { ...one, of: last.of, unit: last.unit, value: one.value * own, step: one.step * own, factor };
    });
  }

  /* ---- percentages ---- */

  /* What a percentage is: what was said last before it, else what follows, else what the one before it was. */
  function senseOf(stretch, ahead, last) {
    const behind = ahead[0]?.kind;
    if (behind === "of") return { sense: "share" };
    const said = stretch.filter((one) => SENSES.includes(one.kind));
    if (!said.length && (behind === "above" || behind === "below")) return { sense: "growth", direction: behind === "above" ? 1 : -1 };
    const ends = stretch.filter((one) => one.kind !== "filler" && one.kind !== "period").slice(-2).map((one) => one.kind);
    if (last?.sense === "share" && ends[1] === "to" && ["up", "down", "to"].includes(ends[0]) && !said.some((one) => one.kind === "neutral")) return { sense: "share" };
    const pull = stretch.findLastIndex((one) => one.kind === "contribution" || one.kind === "drag");
    if (pull >= 0) return { sense: "contribution", direction: stretch[pull].kind === "drag" ? -1 : directionOf(stretch.slice(pull), []), isTaken: true };
    if (said.length) return { sense: shareOrGrowth(stretch) };
    const later = ahead.find((one) => SENSES.includes(one.kind));
    if (later) return { sense: later.kind === "share" ? "share" : ["contribution", "drag"].includes(later.kind) ? "contribution" : "growth" };
    return last ? { sense: last.sense, direction: last.direction, isTaken: true } : { sense: "" };
  }

  /* Of a stretch that speaks of shares and growth: the share itself, or how it changed. */
  function shareOrGrowth(stretch) {
    const share = stretch.findLastIndex((one) => one.kind === "share");
    if (share < 0) return "growth";
    const behind = stretch.slice(share + 1);
    const moved = behind.findLastIndex((one) => one.kind === "up" || one.kind === "down");
    if (moved < 0) return behind.some((one) => one.kind === "neutral") ? "growth" : "share";
    if (behind.slice(moved).some((one) => one.kind === "to" || factcheck.origin.has(one.text))) return "share";
    return behind.slice(0, moved).some((one) => one.kind === "comma") ? "growth" : "share_change";
  }

  /* Which way a number goes, 0 where nothing says so. */
  function directionOf(stretch, ahead) {
    const isMove = (one) => one.kind === "up" || one.kind === "down";
    const last = stretch.filter(isMove).at(-1) ?? ahead.find(isMove);
    return last ? (last.kind === "up" ? 1 : -1) : 0;
  }

  /* ---- how it is meant ---- */

  /* How a number is told: more than, less than, about; what touches it counts. */
  function boundOf(stretch, behind, number) {
    for (const { kind } of [...stretch].reverse()) {
      if (["above", "below", "about"].includes(kind)) return kind;
      if (!TOUCHING.includes(kind)) break;
    }
    if (number.above || behind?.kind === "above_after") return "above";
    return behind?.kind === "about_after" || behind?.kind === "about" ? "about" : "";
  }

  /* Whether an amount is one by which something grew, and not one to which. */
  function isChange(stretch) {
    for (const { kind, text } of [...stretch].reverse()) {
      if (kind === "up" || kind === "down") return true;
      if (kind !== "about" && !(kind === "filler" && text.length < 3)) return false;
    }
    return false;
  }

  /* Whether an amount is that of the year before, with which another is compared; the token of its period where one stands there. */
  function baseOf(stretch) {
    const words = stretch.filter((one) => !["filler", "to", "of", "flow"].includes(one.kind));
    const last = words.at(-1);
    if (last?.kind === "against_period") return last;
    if (last?.kind === "against" || last?.kind === "bases.then") return { kind: "year_before" };
    // What stands in brackets is of the same clause.
    const clause = stretch.slice(stretch.findLastIndex((one) => one.kind === "comma" && /[,;:]/.test(one.text)) + 1);
    const then = clause.findLastIndex((one) => one.kind === "bases.then");
    const isMoved = clause.slice(then).some((one) => ["up", "down", "neutral"].includes(one.kind));
    return then >= 0 && !isMoved ? { kind: "year_before" } : null;
  }

  factcheck.clauses = { isNumber, until, clauseOf, runAt, senseOf, directionOf, boundOf, isChange, baseOf };
})();
