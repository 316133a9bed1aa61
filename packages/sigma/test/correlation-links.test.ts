import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compareMatches } from "../src/correlator.ts";
import type { RuleSet } from "../src/rule-set.ts";
import { base, correlation, count, run, type Shot, times } from "./correlation.testkit.ts";
import { ruleText, setOf } from "./rules.testkit.ts";

test("aliases name different fields of different rules", () => {
  const body = {
    type: "temporal_ordered",
    rules: ["a", "b"],
    "group-by": ["who"],
    aliases: { who: { a: "src", "id-b": "client" } },
  };
  const set = setOf(base("a"), base("b"), correlation(body));
  assert.equal(
    run(set, [
      ["a", 1, { src: "x" }],
      ["b", 2, { client: "x" }],
    ])[0]?.group["who"],
    "x",
  );
  assert.equal(
    run(set, [
      ["a", 1, { src: "x" }],
      ["b", 2, { client: "y" }],
    ]).length,
    0,
  );
  assert.equal(
    run(set, [
      ["a", 1, { who: "x" }],
      ["b", 2, { client: "x" }],
    ]).length,
    0,
  );
  assert.deepEqual(set.signalFields(set.rules.findIndex((rule) => rule.name === "a")), ["src"]);
  assert.deepEqual(set.signalFields(set.rules.findIndex((rule) => rule.name === "b")), ["client"]);
  assert.equal(set.signalFields(set.rules.findIndex((rule) => rule.id === "corr")), undefined);
});

const guessing = JSON.stringify({
  title: "guess",
  id: "guess",
  name: "guess",
  correlation: { type: "event_count", rules: ["a"], "group-by": ["ip"], timespan: "1m", condition: { gte: 3 } },
});
const thenIn = JSON.stringify({
  title: "in",
  id: "in",
  correlation: { type: "temporal_ordered", rules: ["guess", "b"], "group-by": ["ip"], timespan: "5m" },
});

test("correlations feed correlations", () => {
  const set = setOf(base("a"), base("b"), guessing, thenIn);
  const tries = times("a", [1, 2, 3, 4, 5], { ip: "x" });
  const matches = run(set, [...tries, ["b", 3.5, { ip: "x" }]]);
  assert.equal(matches.length, 1, "a success during the guessing comes after it");
  assert.equal(set.rules[matches[0]?.ruleIndex ?? -1]?.id, "in");
  assert.deepEqual(matches[0]?.events, ["e0000", "e0001", "e0002", "e0005"]);
  assert.equal(run(set, [...tries, ["b", 2.5, { ip: "x" }]]).length, 0, "a success before the third failure is not");
  assert.equal(run(set, [...tries, ["b", 9, { ip: "y" }]]).length, 0);
  assert.equal(run(set, [["b", 0, { ip: "x" }], ...tries]).length, 0);
});

test("a correlation that is counted counts once an episode", () => {
  const often = correlation({
    type: "event_count",
    rules: ["guess"],
    "group-by": ["ip"],
    timespan: "1h",
    condition: { gte: 2 },
  });
  const set = setOf(base("a"), guessing, often);
  const burst = (from: number): Shot[] => times("a", [from, from + 1, from + 2, from + 3], { ip: "x" });
  assert.equal(run(set, burst(0)).length, 0);
  const matches = run(set, [...burst(0), ...burst(600)]);
  assert.equal(matches.length, 1);
  assert.equal(matches[0]?.value, 2);
  assert.equal(matches[0]?.events.length, 8);
});

test("base rules are silent unless generate says otherwise", () => {
  const silent = (set: RuleSet): boolean[] => set.rules.map((rule) => rule.silent);
  const body = { type: "event_count", rules: ["a"], condition: { gte: 2 } };
  assert.deepEqual(silent(setOf(base("a"), base("b"), correlation(body))), [true, false, false]);
  assert.deepEqual(silent(setOf(base("a"), correlation({ ...body, generate: true }))), [false, false]);
  assert.deepEqual(silent(setOf(base("a"), correlation(body, { generate: true }))), [false, false]);
  const loud = JSON.stringify({ title: "l", id: "loud", correlation: { ...body, timespan: "1s", generate: true } });
  assert.deepEqual(silent(setOf(base("a"), correlation(body), loud)), [false, false, false]);
  const chained = setOf(base("a"), base("b"), guessing, thenIn);
  assert.deepEqual(silent(chained), [true, true, true, false]);
});

test("references by id and by name, in any case, across files and documents", () => {
  assert.deepEqual(
    setOf(base("a"), correlation({ type: "event_count", rules: ["ID-A"], condition: { gte: 1 } })).rejected,
    [],
  );
  const text = `${base("a")}\n---\n${correlation({ type: "event_count", rules: "a", condition: { gte: 1 } })}`;
  assert.equal(setOf(text).rules.length, 2);
});

test("wrong correlations are refused with the reason, and their rules then speak for themselves", () => {
  const rows: readonly (readonly [Record<string, unknown>, string])[] = [
    [{ type: "sometimes", rules: ["a"], condition: { gte: 1 } }, "correlationType"],
    [{ type: "event_count", rules: [], condition: { gte: 1 } }, "missing"],
    [{ type: "event_count", rules: ["a"], condition: { gte: 1 }, timespan: "soon" }, "timespan"],
    [{ type: "event_count", rules: ["a"], condition: { gte: 1 }, timespan: "0s" }, "timespan"],
    [{ type: "event_count", rules: ["a"] }, "correlationCondition"],
    [{ type: "event_count", rules: ["a"], condition: {} }, "correlationCondition"],
    [{ type: "event_count", rules: ["a"], condition: { above: 1 } }, "correlationCondition"],
    [{ type: "event_count", rules: ["a"], condition: { gte: "many" } }, "correlationCondition"],
    [{ type: "value_count", rules: ["a"], condition: { gte: 1 } }, "correlationCondition"],
    [
      { type: "value_percentile", rules: ["a"], condition: { gte: 1, field: "n", percentile: 101 } },
      "correlationCondition",
    ],
    [{ type: "event_count", rules: ["nobody"], condition: { gte: 1 } }, "reference"],
    [{ type: "event_count", rules: ["corr"], condition: { gte: 1 } }, "cycle"],
  ];
  for (const [body, wanted] of rows) {
    const set = setOf(base("a"), correlation(body));
    assert.deepEqual(
      set.rejected.map((one) => one.fault.code),
      [wanted],
      JSON.stringify(body),
    );
    assert.deepEqual(
      set.rules.map((rule) => rule.silent),
      [false],
    );
  }
  const broken = ruleText({ s: { "x|fuzzy": 1 }, condition: "s" }, { name: "broken" });
  const set = setOf(broken, correlation({ type: "event_count", rules: ["broken"], condition: { gte: 1 } }));
  assert.deepEqual(set.rejected.map((one) => one.fault.code).sort(), ["modifier", "rejectedReference"]);
});

test("circles are named, what refers to them is rejected, the rest loads", () => {
  const link = (id: string, to: string): string =>
    JSON.stringify({
      title: id,
      id,
      correlation: { type: "event_count", rules: [to], timespan: "1s", condition: { gte: 1 } },
    });
  const set = setOf(base("a"), link("c1", "c2"), link("c2", "c3"), link("c3", "c1"), link("c4", "c1"), link("c5", "a"));
  assert.deepEqual(
    set.rejected.map((one) => one.fault.code),
    ["cycle", "cycle", "cycle", "cycle"],
  );
  assert.match(set.rejected[0]?.reason ?? "", /c1 → c2 → c3 → c1|c2 → c3 → c1 → c2|c3 → c1 → c2 → c3/);
  assert.deepEqual(
    set.rules.map((rule) => rule.id),
    ["id-a", "c5"],
  );
});

test("timespans", () => {
  for (const [span, seconds] of [
    ["5s", 5],
    ["2m", 120],
    ["1h", 3600],
    ["1d", 86_400],
    ["1w", 604_800],
    ["1M", 2_592_000],
  ] as const) {
    const set = count({ gte: 2 }, { timespan: span });
    assert.equal(run(set, times("a", [0, seconds])).length, 1, span);
    assert.equal(run(set, times("a", [0, seconds + 1])).length, 0, span);
  }
});

test("the order in which signals come in never matters", () => {
  const set = setOf(
    base("a"),
    base("b"),
    guessing,
    thenIn,
    correlation({ type: "value_count", rules: ["a", "b"], condition: { field: "user", gte: 3 } }),
  );
  const shot = fc.record({
    rule: fc.constantFrom("a", "b"),
    second: fc.integer({ min: 0, max: 40 }),
    ip: fc.constantFrom("x", "y"),
    user: fc.constantFrom("u", "v", "w", "z"),
  });
  const index = (name: string): number => set.rules.findIndex((rule) => rule.name === name);
  fc.assert(
    fc.property(fc.array(shot, { maxLength: 60 }), fc.integer(), (shots, seed) => {
      const signals = shots.map(({ rule, second, ip, user }, at) => ({
        rule: index(rule),
        signal: { time: second * 1e6, id: `e${at}`, get: (field: string) => ({ ip, user })[field] },
      }));
      const results = [
        signals,
        signals.toReversed(),
        signals.toSorted(
          (a, b) => ((a.signal.id.charCodeAt(1) * 7 + seed) % 5) - ((b.signal.id.charCodeAt(1) * 7 + seed) % 5),
        ),
      ].map((list) => {
        const correlator = set.correlator({ maxSignals: 10, maxGroups: 3 });
        for (const { rule, signal } of list) correlator.add(rule, signal);
        return correlator.finish();
      });
      assert.deepEqual(results[1], results[0]);
      assert.deepEqual(results[2], results[0]);
    }),
    { numRuns: 200 },
  );
});

test("bounds on memory are kept and said", () => {
  const set = count({ gte: 3 }, { "group-by": ["ip"] });
  const correlator = set.correlator({ maxSignals: 100, maxGroups: 50 });
  for (let at = 0; at < 5000; at++) correlator.add(0, { time: at, id: `s${at}`, get: () => "one" });
  for (let at = 0; at < 500; at++) correlator.add(0, { time: at, id: `g${at}`, get: () => `ip${at}` });
  const matches = correlator.finish();
  const flood = matches.find((one) => one.group["ip"] === "one");
  assert.ok(
    flood === undefined ||
      (flood.events.length <= 100 && flood.note !== undefined && Math.abs((flood.value ?? 0) - 5000) < 2500),
  );
  assert.equal(correlator.notes().length, 1);
  assert.match(correlator.notes()[0]?.text.en ?? "", /too many groups/);
});

test("lots of correlations find together what all of them find, and each is in one lot", () => {
  const spray = correlation(
    { type: "value_count", rules: ["a"], "group-by": ["ip"], timespan: "1m", condition: { gte: 2, field: "user" } },
    { id: "spray" },
  );
  const many = correlation(
    { type: "event_count", rules: ["b"], "group-by": ["user"], timespan: "1m", condition: { gte: 3 } },
    { id: "many" },
  );
  const set = setOf(base("a"), base("b"), guessing, thenIn, spray, many);
  const index = (name: string): number => set.rules.findIndex((rule) => rule.name === name);
  const shot = fc.record({
    rule: fc.constantFrom("a", "b"),
    second: fc.integer({ min: 0, max: 90 }),
    ip: fc.constantFrom("1", "2", "3"),
    user: fc.constantFrom("u", "v", "w"),
  });
  const correlations = set.rules.flatMap((_, at) => (set.plan(at) === undefined ? [] : [at]));
  let matched = 0;
  fc.assert(
    fc.property(fc.array(shot, { minLength: 20, maxLength: 60 }), fc.integer({ min: 1, max: 4 }), (shots, count) => {
      const matches = (only?: ReadonlySet<number>) => {
        const correlator = set.correlator({ only });
        for (const [at, { rule, second, ip, user }] of shots.entries()) {
          correlator.add(index(rule), { time: second * 1e6, id: `e${at}`, get: (field) => ({ ip, user })[field] });
        }
        return correlator.finish();
      };
      const lots = set.correlationLots(count, (rule) => shots.filter((one) => index(one.rule) === rule).length);
      assert.ok(lots.length <= count);
      assert.deepEqual(
        lots.flatMap((lot) => [...lot]).sort((a, b) => a - b),
        correlations,
      );
      assert.ok(
        lots.some((lot) => lot.has(index("guess")) && lot.has(set.rules.findIndex((rule) => rule.id === "in"))),
      );
      const all = matches();
      matched += all.length;
      assert.deepEqual(lots.flatMap((lot) => matches(lot)).sort(compareMatches), all);
    }),
    { numRuns: 200 },
  );
  assert.ok(matched > 200, `${matched} matches`);
});
