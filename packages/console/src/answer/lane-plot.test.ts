import assert from "node:assert/strict";
import { test } from "node:test";
import { type Gap, thread as threadSchema, type Thread } from "@stanch/model/answer";
import { lanePlot, stepKey } from "./lane-plot.ts";

const words = { zh: "字", en: "words" };
const step = (tactic: string, first: string | undefined, count: number) => ({
  ...(first === undefined ? {} : { first, last: first }),
  kind: "fact" as const,
  tactic,
  technique: "T1110.001",
  outcome: "failure" as const,
  count,
  statement: words,
  events: ["0123456789abcdef-1"],
});
const thread = (steps: ReturnType<typeof step>[]): Thread =>
  threadSchema.parse({
    id: "t1",
    type: "NA-06",
    confidence: "high",
    source: { ips: [], accounts: [], vector: "ssh-password", alternatives: [] },
    hosts: [],
    accounts: [],
    succeeded: false,
    steps,
  });

test("acts stand in the order of tactics, at their share of the time, bigger when more", () => {
  const one = thread([
    step("TA0003", "2026-03-01T02:00:00Z", 1),
    step("TA0006", "2026-03-01T00:00:00Z", 5000),
    step("TA0001", "2026-03-01T01:00:00Z", 1),
  ]);
  const plot = lanePlot([one], []);
  assert.deepEqual(
    plot?.lanes.map(({ tactic }) => tactic),
    ["TA0001", "TA0003", "TA0006"],
  );
  assert.deepEqual(
    plot?.lanes.map(({ marks }) => marks[0]?.from),
    [0.5, 1, 0],
  );
  assert.ok((plot?.lanes[2]?.marks[0]?.size ?? 0) > (plot?.lanes[0]?.marks[0]?.size ?? 0));
});

test("one instant, no time at all, and a gap that reaches beyond are all drawn sanely", () => {
  const single = lanePlot([thread([step("TA0001", "2026-03-01T01:00:00Z", 1)])], []);
  assert.equal(single?.lanes[0]?.marks[0]?.from, 0);
  assert.equal(lanePlot([thread([step("TA0001", undefined, 1)])], []), undefined);
  const two = thread([step("TA0001", "2026-03-01T00:00:00Z", 1), step("TA0001", "2026-03-01T10:00:00Z", 1)]);
  const gap: Gap = { kind: "time-hole", from: "2026-02-28T00:00:00Z", to: "2026-03-01T05:00:00Z", statement: words };
  assert.deepEqual(lanePlot([two], [gap])?.gaps, [{ from: 0, width: 0.5, index: 0 }]);
});

test("a step's key fits the API and says which", () => {
  assert.equal(stepKey(thread([step("TA0001", undefined, 1)]), 0), "t1/T1110.001/0123456789abcdef-1");
  assert.equal(stepKey(thread([]), 3), "");
});
