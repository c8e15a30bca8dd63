/* Numbers compared: whether a figure is what a claim says at the digits that it gives, and what else may have been meant. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const { monthOf } = factcheck.facts;
  const SLIGHT = 1e-9; // of a value, for what machines round
  const ABOUT = 0.06; // of a number, so far from it is still about it at most
  const NEAR = 0.94; // of a number is still near it
  const FAR = 1.34; // times a number is no longer just above it
  const FLOWS = ["total", "export", "import", "balance"];
  const SCALES = [1e4, 1e-4, 1e8, 1e-8, 10, 0.1, 1e3, 1e-3];
  const LEAST = 3; // digits by which a number is known again

  function holds({ value, step = 0, bound, reach = 1 }, found) {
    const slack = step / 2 + Math.abs(found) * SLIGHT;
    const isSame = Math.abs(found - value) <= slack;
    if (!bound) return isSame;
    const [size, claimed] = [Math.abs(found), Math.abs(value)];
    if (Math.sign(found) !== Math.sign(value)) return false;
    if (bound === "about") return isSame || Math.abs(size - claimed) <= Math.min(lastDigitOf(claimed, step) / 2, claimed * ABOUT);
    const rounding = size * SLIGHT;
    return bound === "below" ? size <= claimed + rounding && size >= claimed * NEAR : size >= claimed - rounding && size < claimed * (reach > 1 ? reach : FAR);
  }

  /* The unit of the last digit of a number that is not nought: 57 is told to one, 500 to a hundred. */
  function lastDigitOf(claimed, step) {
    let unit = step || 1;
    while (Math.round(claimed / unit) % 10 === 0) unit *= 10;
    return unit;
  }

  /* Whether a number says more digits than the source of a figure has, and is not against them. */
  const isFiner = ({ value, step, bound }, found) => !bound && found.step > step && Math.abs(found.value - value) <= found.step / 2;

  /* Whether a bound is kept, though from afar: it is true and says little. */
  const isFar = ({ value, bound }, found) => bound && bound !== "about" && Math.sign(found) === Math.sign(value) &&
    (bound === "above" ? Math.abs(found) > Math.abs(value) : Math.abs(found) < Math.abs(value));

  /* ---- what was meant ---- */

  const digitsOf = ({ value, step }) => String(Math.round(Math.abs(value / (step || 1)))).replace(/0+$/, "").length;

  function meantBy(claim, figure, facts, siblings) {
    if (digitsOf(claim) < (claim.kind === "percent" ? LEAST - 1 : LEAST)) return null;
    const isIt = (point) => point && point.value !== null && holds({ ...claim, bound: "" }, point.value);
    const swapped = siblings.find((one) => one.expected !== undefined && one.claim !== claim && holds({ ...claim, bound: "" }, one.expected) && holds({ ...one.claim, bound: "" }, figure.value));
    if (swapped) return { kind: "swapped", with: swapped.claim.text };
    if (isIt({ ...figure, value: -figure.value })) return { kind: "sign" };
    const scale = SCALES.find((one) => holds({ ...claim, value: claim.value * one, step: claim.step * one, bound: "" }, figure.value));
    if (scale) return { kind: "scale", times: scale };
    for (const [kind, changed] of othersOf(figure, facts)) {
      const point = facts.point({ ...figure, ...changed });
      if (isIt(point)) return { kind, ...changed };
    }
    return otherSubject(claim, figure, facts);
  }

  /* The same subject's other flows, spans, currencies and months. */
  function* othersOf(figure, facts) {
    for (const flow of FLOWS) if (flow !== figure.flow) yield ["flow", { flow }];
    yield ["span", { span: figure.span === "month" ? "ytd" : "month" }];
    for (const currency of facts.currencies) if (currency !== figure.currency) yield ["currency", { currency }];
    const [year, month] = figure.month.split("-").map(Number);
    for (let by = 1; by <= 24; by += 1) {
      for (const sign of [-1, 1]) {
        const count = year * 12 + month - 1 + sign * by;
        yield ["month", { month: monthOf({ year: Math.floor(count / 12), month: (count % 12) + 1 }) }];
      }
    }
  }

  /* Another member of the same kind that has the figure. */
  function otherSubject(claim, figure, facts) {
    const [dimension] = figure.key.split("/");
    if (figure.key.includes("+") || claim.metric === "unit_value" || claim.measure === "quantity") return null;
    const every = facts.members({ ...figure, dimension }) ?? [];
    const found = every.filter((one) => one.value(claim.metric) !== null && holds({ ...claim, bound: "" }, one.value(claim.metric)));
    return found.length === 1 ? { kind: "subject", key: `${dimension}/${found[0].code}` } : null;
  }

  factcheck.comparing = { holds, isFiner, isFar, meantBy };
})();
