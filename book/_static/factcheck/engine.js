/* Checking a text: read it, judge each claim by the data, and say how it was read. The same script runs on pages and in the command. */
"use strict";
(() => {
  const factcheck = (globalThis.tradebookFactcheck ??= {});
  const UNREAD = ["no_unit", "no_list"]; // numbers that are no claims

  /* What texts are checked with: `data` has the explorer's `index` and the `units` of quantities; `words` how texts are read, and
     what is said of claims. */
  function begin(data, words) {
    const known = factcheck.vocabulary.vocabulary(words);
    const shards = new Map();
    let last = null;
    /* A text is read once, however often it is asked for with more shards, and a claim judged once. */
    const readOnce = (text) => (last?.text === text ? last : (last = { text, claims: factcheck.read(text, known), judged: new Map() }));
    return {
      add: (key, shard) => shards.set(key, shard),
      /* The claims of a text, once the shards that are `needed` are there; none before. */
      check(text) {
        const { claims, judged } = readOnce(text);
        const { verdicts, needed } = factcheck.judge(claims, data, shards, judged);
        return needed.length ? { needed, claims: [] } : { needed, claims: claims.map((claim, at) => told(claim, verdicts[at], data, words.say)) };
      },
    };
  }

  function told(claim, verdict, data, say) {
    const { figure = null, expected = null, reason = "" } = verdict;
    const explained = factcheck.explain({ ...claim, ...verdict }, data, say);
    return {
      text: claim.text, start: claim.start, end: claim.end, value: claim.value, unit: claim.unit, verdict: verdict.verdict,
      figure: figure ? addressOf(figure) : "", expected, reason, isClaim: !UNREAD.includes(reason), ...explained,
    };
  }

  /* Where the explorer shows a figure. */
  function addressOf({ key, metric, measure, flow, span, currency, month }) {
    const names = { level: measure === "quantity" ? "quantity" : "value", growth: measure === "quantity" ? "quantity_growth" : "growth", change: "growth", rank: "rank", contribution: "contribution", unit_value: "unit_value", unit_value_growth: "unit_value_growth" };
    const shown = names[metric] ?? (metric === "share" ? "share" : "value");
    const of = key.includes("/") ? `of=${key}&` : "";
    return `explore.html#${of}measure=${shown}&flow=${flow === "deficit" ? "balance" : flow}&span=${span}&currency=${currency}&to=${month}`;
  }

  factcheck.begin = begin;
})();
