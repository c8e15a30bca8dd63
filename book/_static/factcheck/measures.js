/* What a number in a text is of: an amount or a change of it, a quantity, growth, a share, a part in growth. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const { clauseOf, directionOf, isChange } = factcheck.clauses;

  const isSaid = (stretch, measure) => clauseOf(stretch).some((one) => one.kind === "measure" && one.measure === measure);

  function quantity(claim, stretch) {
    if (isSaid(stretch, "value")) return { ...claim, reason: "unit_mismatch" };
    return { ...claim, metric: isChange(stretch) ? "amount" : "level", measure: "quantity" };
  }

  function money(claim, { stretch, ahead }, state, one) {
    claim.state.currency = one.unit;
    if (state.measure === "unit_value") return { ...claim, metric: "unit_value" };
    // A sign for a note may stand between.
    const [behind] = ahead.filter((one) => one.kind !== "filler" || one.text.length > 1);
    const isBehind = behind?.kind === "up" || behind?.kind === "down";
    const direction = isBehind ? directionOf([], ahead) : directionOf(stretch, []);
    if (isSaid(stretch, "quantity")) return { ...claim, reason: "unit_mismatch" };
    if (isChange(stretch) || isBehind) {
      // A deficit that narrows is a balance that rises.
      const isDeficit = claim.state.flow === "deficit";
      const value = direction * (isDeficit ? -1 : 1) < 0 ? -Math.abs(one.value) : Math.abs(one.value);
      return { ...claim, metric: "amount", measure: "value", value, ...(isDeficit ? { flow: "balance" } : {}) };
    }
    // A deficit is a balance below nothing.
    return { ...claim, metric: "level", measure: "value", ...(claim.state.flow === "deficit" ? { value: -Math.abs(claim.value), flow: "balance" } : {}) };
  }

  function percentage(claim, one, { stretch, ahead, sense, direction, isFar }) {
    const measure = claim.state.measure === "quantity" ? "quantity" : "value";
    const value = signed(one, direction);
    const isPull = sense === "contribution" || ahead.some((each) => each.kind === "fastest");
    if (one.of === "points" && !isPull && !stretch.some((each) => each.kind === "share") && sense !== "share") return { ...claim, reason: "difference" };
    if (one.of === "points") return isPull ? { ...claim, metric: "contribution", value } : { ...claim, metric: "share_change", measure, value };
    const isOfBefore = stretch.some((each) => each.kind === "bases.then") && !stretch.some((each) => each.kind === "up" || each.kind === "down");
    if (one.isFraction && isOfBefore) return { ...claim, reason: "ratio" };
    if (sense === "share" || (one.isFraction && !sense)) return share(claim, measure, stretch, ahead);
    if (sense === "share_change" || sense === "contribution") return { ...claim, reason: "share_change" };
    if (!sense && !one.signed && !one.grows) return { ...claim, reason: "no_measure" };
    if (one.isTimes && !stretch.some((each) => each.kind === "up" || each.kind === "down")) return { ...claim, reason: "ratio" };
    const growth = { ...claim, metric: claim.state.measure === "unit_value" ? "unit_value_growth" : "growth", measure, value };
    return isOtherBase(stretch, claim) || isFar ? { ...growth, reason: "base_other" } : growth;
  }

  /* Whether growth is told from another time than the year before. */
  function isOtherBase(stretch, { state }) {
    if (stretch.some((one) => one.kind === "bases.other")) return true;
    const base = stretch.findLast((one) => one.kind === "against_period");
    return Boolean(base?.groups.year && state.period?.year && Number(base.groups.year) !== state.period.year - 1);
  }

  function share(claim, measure, stretch, ahead) {
    const isOfKind = wholesOf(stretch, ahead).same && !claim.state.slots.product;
    if (isOfKind && factcheck.kinds.some((kind) => stretch.some((one) => one.text?.includes(kind)))) return { ...claim, reason: "whole_unknown" };
    const top = stretch.findLast((one) => one.kind === "top");
    const isOfFirst = top && !stretch.slice(stretch.indexOf(top)).some((one) => one.kind === "member");
    if (isOfFirst) return { ...claim, metric: "concentration", count: top.groups.n, dimension: stretch.some((one) => one.kind === "partners") ? "partner" : "region" };
    return { ...claim, metric: "share", measure, wholes: wholesOf(stretch, ahead) };
  }

  /* What a share is said to be of: the nation, a member, or what is of the same kind. */
  function wholesOf(stretch, ahead) {
    const from = stretch.findIndex((one) => one.kind === "share");
    const clause = stretch.slice(stretch.slice(0, Math.max(from, 0)).findLastIndex((one) => one.kind === "comma") + 1);
    const said = [...clause, ...(ahead[0]?.kind === "of" ? ahead : [])];
    const members = [...stretch.slice(Math.max(from, 0)), ...(ahead[0]?.kind === "of" ? ahead : [])].filter((one) => one.kind === "member");
    return { nation: said.some((one) => one.kind === "nation"), same: said.some((one) => one.kind === "same"), members: members.flatMap((one) => one.members) };
  }

  /* A fall is below nothing, whether or not the number has a sign. */
  function signed(one, direction) {
    const way = one.sign || direction;
    return way < 0 ? -Math.abs(one.value) : one.value;
  }

  factcheck.measures = { money, percentage, quantity };
})();
