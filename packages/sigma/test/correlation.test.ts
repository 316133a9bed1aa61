import assert from "node:assert/strict";
import { test } from "node:test";
import type { FieldValue } from "@stanch/model/event-line";
import type { CorrelationMatch } from "../src/correlator.ts";
import { conformance } from "@stanch/model/conformance.testkit";
import { base, correlation, count, run as runShots, type Shot, spans, times } from "./correlation.testkit.ts";
import { setOf } from "./rules.testkit.ts";

let cases = 0;
const run: typeof runShots = (...shots) => {
  cases++;
  return runShots(...shots);
};

test("event_count: every operator", () => {
  const rows: readonly (readonly [Record<string, number>, number[], number])[] = [
    [{ gte: 3 }, [1, 2, 3], 1],
    [{ gte: 3 }, [1, 2], 0],
    [{ gt: 3 }, [1, 2, 3], 0],
    [{ gt: 3 }, [1, 2, 3, 4], 1],
    [{ eq: 3 }, [1, 2, 3], 1],
    [{ eq: 3 }, [1, 2, 3, 4], 0],
    [{ lt: 3 }, [1, 2], 1],
    [{ lt: 3 }, [1, 2, 3], 0],
    [{ lte: 3 }, [1, 2, 3], 1],
    [{ lte: 3 }, [1, 2, 3, 4], 0],
    [{ neq: 3 }, [1, 2], 1],
    [{ neq: 3 }, [1, 2, 3], 0],
    [{ gt: 1, lte: 3 }, [1, 2, 3], 1],
    [{ gt: 1, lte: 3 }, [1, 2, 3, 4], 0],
    [{ gt: 1, lte: 3 }, [1], 0],
  ];
  for (const [condition, seconds, wanted] of rows) {
    const matches = run(count(condition), times("a", seconds));
    assert.equal(matches.length, wanted, `${JSON.stringify(condition)} of ${seconds.join()}`);
    if (wanted === 1) assert.equal(matches[0]?.value, seconds.length);
  }
});

test("windows slide and include both ends", () => {
  assert.deepEqual(spans(run(count({ gte: 2 }), times("a", [0, 10]))), [[0, 10]]);
  assert.deepEqual(spans(run(count({ gte: 2 }), times("a", [0, 10.000001]))), []);
  // A fixed window from 0 to 10 and from 10 to 20 would see neither.
  assert.deepEqual(spans(run(count({ gte: 3 }), times("a", [8, 9, 11]))), [[8, 11]]);
  assert.deepEqual(spans(run(count({ gte: 3 }), times("a", [0, 9, 11]))), []);
});

test("a flood is one match, floods apart are several", () => {
  const flood = Array.from({ length: 1000 }, (_, at) => at / 10);
  const matches = run(count({ gte: 3 }), times("a", flood));
  assert.equal(matches.length, 1);
  assert.equal(matches[0]?.events.length, 1000);
  assert.equal(matches[0]?.value, 101);
  assert.deepEqual(spans(run(count({ gte: 2 }), times("a", [1, 2, 100, 101, 300, 400]))), [
    [1, 2],
    [100, 101],
  ]);
});

test("groups do not mix, and an event without the field belongs to none", () => {
  const set = count({ gte: 2 }, { "group-by": ["ip", "user"] });
  const shot = (second: number, ip: FieldValue | undefined, user: FieldValue): Shot => [
    "a",
    second,
    { ...(ip === undefined ? {} : { ip }), user },
  ];
  assert.deepEqual(run(set, [shot(1, "x", "r"), shot(2, "y", "r")]), []);
  assert.deepEqual(run(set, [shot(1, undefined, "r"), shot(2, undefined, "r")]), []);
  const both = run(set, [shot(1, "x", "r"), shot(2, "y", "r"), shot(3, "x", "r"), shot(4, "y", "r")]);
  assert.deepEqual(
    both.map((one) => one.group),
    [
      { ip: "x", user: "r" },
      { ip: "y", user: "r" },
    ],
  );
  assert.deepEqual(run(set, [shot(1, "a1", "b"), shot(2, "a", "1b")]), []);
  assert.equal(run(set, [shot(1, ["x", "z"], "r"), shot(2, "x", "r")]).length, 1);
  assert.equal(run(set, [shot(1, 7, "r"), shot(2, "7", "r")]).length, 1);
});

test("value_count counts different values", () => {
  const set = setOf(
    base("a"),
    correlation({ type: "value_count", rules: ["a"], "group-by": ["ip"], condition: { field: "user", gte: 3 } }),
  );
  const shots = (users: readonly (string | undefined)[]): Shot[] =>
    users.map((user, at) => ["a", at, { ip: "x", ...(user === undefined ? {} : { user }) }]);
  assert.equal(run(set, shots(["u", "v", "w"])).length, 1);
  assert.equal(run(set, shots(["u", "v", "v"])).length, 0);
  assert.equal(run(set, shots(["u", "v", undefined])).length, 0);
  assert.equal(run(set, shots(["u", "v", "u", "v", "w"]))[0]?.value, 3);
  assert.equal(
    run(set, [
      ["a", 0, { ip: "x", user: "u" }],
      ["a", 1, { ip: "x", user: "v" }],
      ["a", 12, { ip: "x", user: "w" }],
    ]).length,
    0,
  );
  const pair = setOf(
    base("a"),
    correlation({ type: "value_count", rules: ["a"], condition: { field: ["u", "v"], gte: 2 } }),
  );
  assert.equal(
    run(pair, [
      ["a", 0, { u: "1", v: "1" }],
      ["a", 1, { u: "1", v: "2" }],
    ]).length,
    1,
  );
  assert.equal(
    run(pair, [
      ["a", 0, { u: "1", v: "1" }],
      ["a", 1, { u: "1", v: "1" }],
    ]).length,
    0,
  );
});

test("sums, averages and percentiles", () => {
  const figure = (
    type: string,
    condition: Record<string, unknown>,
    values: readonly FieldValue[],
  ): CorrelationMatch[] => {
    const set = setOf(base("a"), correlation({ type, rules: ["a"], condition: { field: "n", ...condition } }));
    return run(
      set,
      values.map((n, at): Shot => ["a", at, { n }]),
    );
  };
  assert.equal(figure("value_sum", { gt: 100 }, [60, 50])[0]?.value, 110);
  assert.equal(figure("value_sum", { gt: 100 }, [60, 40]).length, 0);
  assert.equal(figure("value_sum", { gt: 100 }, ["60", "50"]).length, 1);
  assert.equal(figure("value_sum", { gt: 100 }, ["60", "much"]).length, 0);
  assert.equal(figure("value_sum", { gt: 100, lt: 120 }, [60, 50, 40]).length, 0);
  assert.equal(figure("value_sum", { lt: 0 }, [5, -10]).length, 0);
  assert.equal(figure("value_avg", { gt: 50 }, [40, 70])[0]?.value, 55);
  assert.equal(figure("value_avg", { gt: 50 }, [40, 60]).length, 0);
  assert.equal(figure("value_avg", { lt: 5 }, [4]).length, 1);
  assert.equal(figure("value_percentile", { gte: 9, percentile: 90 }, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).length, 1);
  assert.equal(figure("value_percentile", { gt: 5, percentile: 50 }, [1, 2, 9]).length, 0);
  assert.equal(figure("value_percentile", { gte: 2, percentile: 50 }, [1, 3, 2]).length, 1);
  assert.equal(figure("value_percentile", { gte: 5, percentile: 100 }, [1, 5])[0]?.value, 5);
  assert.equal(figure("value_percentile", { lte: 1, percentile: 0 }, [4, 1]).length, 1);
});

test("temporal: all rules within the timespan, in any order", () => {
  const set = setOf(
    base("a"),
    base("b"),
    base("c"),
    correlation({ type: "temporal", rules: ["a", "b", "c"], "group-by": ["h"] }),
  );
  const on = (h: string, ...shots: [string, number][]): Shot[] => shots.map(([rule, second]) => [rule, second, { h }]);
  assert.deepEqual(spans(run(set, on("x", ["c", 1], ["a", 5], ["b", 11]))), [[1, 11]]);
  assert.equal(run(set, on("x", ["c", 1], ["a", 5], ["b", 12])).length, 0);
  assert.equal(run(set, on("x", ["c", 1], ["a", 5])).length, 0);
  assert.equal(run(set, [...on("x", ["a", 1], ["b", 2]), ...on("y", ["c", 3])]).length, 0);
  assert.equal(run(set, on("x", ["a", 1], ["b", 1], ["c", 1])).length, 1);
  const two = setOf(
    base("a"),
    base("b"),
    base("c"),
    correlation({ type: "temporal", rules: ["a", "b", "c"], condition: { gte: 2 } }),
  );
  assert.equal(
    run(two, [
      ["a", 1],
      ["c", 2],
    ]).length,
    1,
  );
  assert.equal(
    run(two, [
      ["a", 1],
      ["a", 2],
    ]).length,
    0,
  );
});

test("temporal_ordered: one after another", () => {
  const set = setOf(base("a"), base("b"), base("c"), correlation({ type: "temporal_ordered", rules: ["a", "b", "c"] }));
  const found = (...shots: Shot[]): [number, number][] => spans(run(set, shots));
  assert.deepEqual(found(["a", 1], ["b", 2], ["c", 3]), [[1, 3]]);
  assert.deepEqual(found(["a", 1], ["c", 2], ["b", 3]), []);
  assert.deepEqual(found(["c", 1], ["b", 2], ["a", 3]), []);
  assert.deepEqual(found(["b", 1], ["a", 2], ["b", 3], ["c", 4]), [[2, 4]]);
  assert.deepEqual(found(["a", 1], ["b", 2], ["a", 3], ["c", 4]), [[1, 4]]);
  assert.deepEqual(found(["a", 1], ["b", 2], ["c", 11]), [[1, 11]]);
  assert.deepEqual(found(["a", 1], ["b", 2], ["c", 11.1]), []);
  assert.deepEqual(found(["a", 1], ["a", 8], ["b", 9], ["c", 15]), [[8, 15]]);
  assert.deepEqual(found(["a", 5], ["b", 5], ["c", 5]), [[5, 5]]);
  assert.deepEqual(found(["c", 5], ["b", 5], ["a", 5]), [[5, 5]]);
  assert.deepEqual(found(["a", 1], ["b", 2], ["c", 3], ["a", 100], ["b", 101], ["c", 102]), [
    [1, 3],
    [100, 102],
  ]);
});

test("temporal_ordered: one event is never two steps, a rule named twice needs two events", () => {
  const set = setOf(base("a"), base("b"), correlation({ type: "temporal_ordered", rules: ["a", "b"] }));
  const correlator = set.correlator();
  for (const name of ["a", "b"]) {
    correlator.add(
      set.rules.findIndex((rule) => rule.name === name),
      { time: 1, id: "same", get: () => undefined },
    );
  }
  assert.deepEqual(correlator.finish(), []);
  const twice = setOf(base("a"), base("b"), correlation({ type: "temporal_ordered", rules: ["a", "a", "b"] }));
  assert.equal(
    run(twice, [
      ["a", 1],
      ["b", 2],
    ]).length,
    0,
  );
  assert.equal(
    run(twice, [
      ["a", 1],
      ["a", 2],
      ["b", 3],
    ]).length,
    1,
  );
});

test("at least 60 cases of correlations were judged", (t) => {
  conformance(t, "sigma-correlation-cases", cases, cases);
  assert.ok(cases >= 60, `${cases} cases`);
});
