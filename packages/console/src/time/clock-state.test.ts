import assert from "node:assert/strict";
import { test } from "node:test";
import { clockState, spellDuration } from "./clock-state.ts";
import { learnServerTime, serverNow } from "./server-time.ts";

const clock = { startedAt: "2026-03-01T08:00:00+08:00", dueAt: "2026-03-01T04:00:00Z" };
const at = (instant: string) => Date.parse(instant);

test("a clock runs, hurries in its last quarter, and is late from the first instant after", () => {
  assert.deepEqual(clockState(clock, at("2026-03-01T01:00:00Z")), { mood: "running", left: 10_800_000, used: 0.25 });
  assert.equal(clockState(clock, at("2026-03-01T03:00:00Z")).mood, "running");
  assert.equal(clockState(clock, at("2026-03-01T03:00:00.001Z")).mood, "soon");
  assert.equal(clockState(clock, at("2026-03-01T04:00:00Z")).mood, "soon");
  assert.equal(clockState(clock, at("2026-03-01T04:00:00.001Z")).mood, "late");
});

test("a stopped clock says whether the promise was kept, whatever the time is now", () => {
  const now = at("2026-03-09T00:00:00Z");
  assert.equal(clockState({ ...clock, stoppedAt: "2026-03-01T04:00:00Z" }, now).mood, "met");
  assert.equal(clockState({ ...clock, stoppedAt: "2026-03-01T04:00:01Z" }, now).mood, "missed");
  assert.equal(clockState({ ...clock, stoppedAt: "2026-03-01T02:00:00Z" }, now).left, 7_200_000);
});

test("a promise of no length is not divided by", () => {
  const { used } = clockState({ startedAt: clock.dueAt, dueAt: clock.dueAt }, at("2026-03-01T05:00:00Z"));
  assert.equal(used, 1);
});

test("durations are spelled with hours beyond a day", () => {
  assert.equal(spellDuration(0), "0:00:00");
  assert.equal(spellDuration(11_560_000), "3:12:40");
  assert.equal(spellDuration(-61_000), "0:01:01");
  assert.equal(spellDuration(90_061_000), "25:01:01");
});

test("the centre's time counts when this machine is off by more than two seconds", () => {
  const now = at("2026-03-01T00:00:00Z");
  learnServerTime("Sun, 01 Mar 2026 00:10:00 GMT", now);
  assert.equal(serverNow(now), now + 600_000);
  learnServerTime("not a date", now);
  assert.equal(serverNow(now), now + 600_000);
  learnServerTime("Sun, 01 Mar 2026 00:00:01 GMT", now);
  assert.equal(serverNow(now), now);
});
