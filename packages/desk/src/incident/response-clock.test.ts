import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { JournalEntry } from "@stanch/model/journal";
import {
  type ClockState,
  clockFromJournal,
  dueAt,
  startClock,
  stopClock,
  tightenClock,
  warningDue,
  warnAt,
} from "./response-clock.ts";

type Line = Pick<JournalEntry, "kind" | "at" | "data">;

const iso = (ms: number): string => new Date(ms).toISOString();
const base = Date.parse("2024-02-29T20:00:00Z");

/** A case as the desk keeps it: the stored clock and the journal, changed together. */
class Case {
  now = base;
  journal: Line[] = [];
  stored: ClockState;
  warnings: number[] = [];
  constructor(proof: number, minutes: number) {
    this.stored = startClock(iso(proof), minutes);
    this.journal.push({ kind: "clock.started", at: iso(proof), data: { minutes } });
  }
  link(proof: number, minutes: number): void {
    const next = tightenClock(this.stored, iso(proof), minutes);
    if (next === this.stored) return;
    this.stored = next;
    this.journal.push({ kind: "clock.started", at: next.startedAt, data: { minutes: next.minutes } });
  }
  contact(at: number, person: string): void {
    const next = stopClock(this.stored, { at: iso(at), by: person, how: "phone" });
    if (next === this.stored) return;
    this.stored = next;
    this.journal.push({ kind: "clock.stopped", at: iso(at), data: { person, how: "phone" } });
  }
  tick(ms: number): void {
    this.now += ms;
    const percent = warningDue(this.stored, iso(this.now));
    if (percent === undefined) return;
    this.stored = { ...this.stored, warned: percent };
    this.warnings.push(percent);
    this.journal.push({
      kind: percent === 100 ? "clock.breached" : "clock.warned",
      at: iso(this.now),
      data: { percent },
    });
  }
}

const minute = 60_000;
const step = fc.oneof(
  fc.tuple(fc.constant("link"), fc.integer({ min: -600, max: 600 }), fc.integer({ min: 1, max: 500 })),
  fc.tuple(fc.constant("contact"), fc.integer({ min: -600, max: 600 }), fc.integer({ min: 0, max: 5 })),
  fc.tuple(fc.constant("tick"), fc.integer({ min: 0, max: 200 }), fc.constant(0)),
);

function play(steps: readonly (readonly [string, number, number])[], proof: number, minutes: number): Case {
  const one = new Case(base + proof * 1000, minutes);
  for (const [kind, a, b] of steps) {
    if (kind === "link") one.link(base + a * minute, b);
    else if (kind === "contact") one.contact(base + a * minute, `p${b}`);
    else one.tick(a * minute);
  }
  return one;
}

test("the clock recomputed from the journal equals the stored one over 100,000 random histories", () => {
  let moved = 0;
  let stopped = 0;
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 8 }),
      fc.integer({ min: -7200, max: 0 }),
      fc.integer({ min: 1, max: 500 }),
      (steps, proof, minutes) => {
        const one = play(steps, proof, minutes);
        moved += one.journal.filter((line) => line.kind === "clock.started").length > 1 ? 1 : 0;
        stopped += one.stored.stoppedAt === undefined ? 0 : 1;
        const again = clockFromJournal(one.journal);
        if (again === undefined) return false;
        // People who are named at the same instant are the first that was written down.
        return JSON.stringify(sorted(again)) === JSON.stringify(sorted(one.stored));
      },
    ),
    { numRuns: 100_000 },
  );
  assert.ok(moved > 1000 && stopped > 1000, "the histories exercise what they should");
});

function sorted(clock: ClockState): unknown {
  return Object.entries(clock).sort(([a], [b]) => (a < b ? -1 : 1));
}

test("people are told at 50, 75, 90 and 100 percent, once each, and never after a contact", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const one = play(steps, 0, 240);
      const rising = one.warnings.every((percent, at) => at === 0 || percent > (one.warnings[at - 1] ?? 0));
      return rising && one.warnings.every((percent) => warnAt.some((known) => known === percent));
    }),
  );
  const one = play(
    [
      ["tick", 119, 0],
      ["tick", 1, 0],
      ["tick", 60, 0],
      ["tick", 36, 0],
      ["tick", 24, 0],
      ["tick", 60, 0],
    ],
    0,
    240,
  );
  assert.deepEqual(one.warnings, [50, 75, 90, 100]);
  const answered = play(
    [
      ["tick", 130, 0],
      ["contact", 131, 1],
      ["tick", 500, 0],
    ],
    0,
    240,
  );
  assert.deepEqual(answered.warnings, [50]);
});

test("a machine that slept through the warnings tells the highest one only", () => {
  assert.deepEqual(
    play(
      [
        ["tick", 1000, 0],
        ["tick", 1, 0],
      ],
      0,
      240,
    ).warnings,
    [100],
  );
});

test("leap days and changes to summer time are real seconds", () => {
  assert.equal(dueAt("2024-02-28T22:00:00Z", 240), "2024-02-29T02:00:00.000Z");
  // Berlin springs from 02:00 to 03:00: four hours stay four hours.
  assert.equal(dueAt("2026-03-29T00:30:00+01:00", 240), "2026-03-29T03:30:00.000Z");
});

test("failures known from other systems", async (t) => {
  await t.test("a later request does not restart the clock", () => {
    const clock = startClock("2026-01-01T00:00:00Z", 240);
    assert.equal(tightenClock(clock, "2026-01-01T03:00:00Z", 240), clock);
  });
  await t.test("an earlier fax that is linked afterwards moves the deadline earlier", () => {
    const clock = tightenClock(startClock("2026-01-01T02:00:00Z", 240), "2026-01-01T01:00:00Z", 240);
    assert.equal(clock.dueAt, "2026-01-01T05:00:00.000Z");
  });
  await t.test("a laxer contract does not lengthen the promise", () => {
    assert.equal(tightenClock(startClock("2026-01-01T00:00:00Z", 60), "2026-01-01T00:00:00Z", 240).minutes, 60);
  });
  await t.test("a contact that is entered late counts when it happened, an even earlier one wins", () => {
    const first = stopClock(startClock("2026-01-01T00:00:00Z", 240), { at: "2026-01-01T03:59:00Z", by: "a", how: "x" });
    const earlier = stopClock(first, { at: "2026-01-01T00:10:00Z", by: "b", how: "x" });
    assert.equal(earlier.stoppedBy, "b");
    assert.equal(stopClock(earlier, { at: "2026-01-01T02:00:00Z", by: "c", how: "x" }), earlier);
  });
  await t.test("an answered case does not escalate, even when the answer came after a warning", () => {
    const clock = stopClock(
      { ...startClock("2026-01-01T00:00:00Z", 240), warned: 75 },
      { at: "2026-01-01T03:10:00Z", by: "a", how: "x" },
    );
    assert.equal(warningDue(clock, "2026-01-02T00:00:00Z"), undefined);
  });
  await t.test("a second warning of the same share is not sent", () => {
    const clock: ClockState = { ...startClock("2026-01-01T00:00:00Z", 240), warned: 50 };
    assert.equal(warningDue(clock, "2026-01-01T02:30:00Z"), undefined);
  });
});
