import assert from "node:assert/strict";
import { test } from "node:test";
import { deadlineClock, type DeadlineFacts, deadlineRules, deadlinesFor } from "./legal-deadline.ts";

const facts: DeadlineFacts = {
  jurisdictions: ["CN"],
  operator: "other",
  sectors: [],
  level: 3,
  data: "none",
  crime: false,
  ransomPaid: false,
};
const ids = (change: Partial<DeadlineFacts>) => deadlinesFor({ ...facts, ...change }).map(({ id }) => id);

test("the hours of the Chinese measure depend on who was hit, and begin at level 3", () => {
  assert.deepEqual(ids({}), ["CN-CAC-OTHER", "CN-CAC-FINAL", "CN-CAC-PROVIDER"]);
  assert.ok(ids({ operator: "cii" }).includes("CN-CAC-CII"));
  assert.ok(ids({ operator: "state-organ" }).includes("CN-CAC-GOV"));
  assert.deepEqual(ids({ level: 4 }), []);
  const { level: _unknown, ...undetermined } = facts;
  assert.deepEqual(deadlinesFor(undetermined), [], "a level nobody determined starts nothing");
});

test("personal information, a suspected crime and other countries bring their own duties", () => {
  assert.deepEqual(ids({ level: 4, data: "personal" }), ["CN-DSL-29", "CN-NDR-11", "CN-PIPL-57"]);
  assert.deepEqual(ids({ level: 4, data: "any" }), ["CN-DSL-29", "CN-NDR-11"]);
  assert.deepEqual(ids({ level: 4, crime: true }), ["CN-POLICE", "CN-CIS-24H"]);
  assert.deepEqual(ids({ jurisdictions: ["EU"], sectors: ["nis2"] }), ["EU-NIS2-1", "EU-NIS2-2", "EU-NIS2-3"]);
  assert.deepEqual(ids({ jurisdictions: ["US"], operator: "cii" }), [], "a rule that is not in force starts no clock");
});

test("clocks run from the stated moment: hours through the night, months to the last day, after another report", () => {
  const due = (id: string, moments: Parameters<typeof deadlineClock>[1], holidays?: ReadonlySet<string>) => {
    const rule = deadlineRules.find((one) => one.id === id);
    assert.ok(rule !== undefined, id);
    return deadlineClock(rule, moments, "Asia/Shanghai", holidays);
  };
  assert.deepEqual(due("CN-CAC-OTHER", { aware: "2026-02-28T22:30:00Z", sent: {} }), {
    state: "running",
    startedAt: "2026-02-28T22:30:00Z",
    dueAt: "2026-03-01T02:30:00Z",
  });
  assert.deepEqual(due("EU-NIS2-3", { aware: "2026-01-01T00:00:00Z", sent: {} }), { state: "not-started" });
  assert.deepEqual(due("EU-NIS2-3", { sent: { "EU-NIS2-2": "2026-01-31T09:00:00Z" } }), {
    state: "running",
    startedAt: "2026-01-31T09:00:00Z",
    dueAt: "2026-02-28T09:00:00Z",
  });
  assert.equal(due("CN-POLICE", { aware: "2026-01-01T00:00:00Z", sent: {} }).state, "at-once");
  const friday = "2026-09-25T08:00:00Z";
  const clock = due("US-SEC-8K", { materiality: friday, sent: {} }, new Set(["2026-10-01"]));
  assert.deepEqual(clock, { state: "running", startedAt: friday, dueAt: "2026-10-02T08:00:00Z" });
});

test("every rule says where it comes from, what it wants, and starts at something that can happen", () => {
  const known = new Set(deadlineRules.map(({ id }) => id));
  assert.equal(known.size, deadlineRules.length);
  for (const rule of deadlineRules) {
    assert.ok(rule.source.length > 3 && rule.content.length > 0, rule.id);
    if (typeof rule.start !== "string") assert.ok(known.has(rule.start.after), rule.id);
  }
});
