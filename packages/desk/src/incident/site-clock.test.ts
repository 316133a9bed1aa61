import assert from "node:assert/strict";
import { test } from "node:test";
import type { JournalEntry } from "@stanch/model/journal";
import fc from "fast-check";
import {
  pauseSite,
  resumeSite,
  siteDue,
  siteFromJournal,
  type SiteState,
  siteWarningDue,
  startSite,
  stopSite,
  tightenSite,
} from "./site-clock.ts";

const zero = Date.parse("2026-03-01T00:00:00Z");
const at = (minute: number): string => new Date(zero + minute * 60_000).toISOString();

test("a pause moves what is due by its length, and while it lasts nothing is due and nobody is warned", () => {
  const clock = startSite(at(0), 240);
  assert.equal(siteDue(clock), at(240));
  const paused = pauseSite(clock, at(100), "customer's gate is closed", "Zhao");
  assert.equal(siteDue(paused), undefined);
  assert.equal(siteWarningDue(paused, at(1000)), undefined);
  assert.equal(pauseSite(paused, at(110), "again", "Zhao"), paused, "it stands still already");
  const going = resumeSite(paused, at(160));
  assert.equal(siteDue(going), at(300));
  assert.equal(siteWarningDue(going, at(179)), undefined, "119 minutes are spent");
  assert.equal(siteWarningDue(going, at(180)), 50);
  assert.equal(siteWarningDue(going, at(300)), 100);
  assert.equal(resumeSite(going, at(170)), going);
  assert.equal(pauseSite(going, at(300), "too late", "Zhao"), going, "a pause does not undo a breach");
});

test("the earliest arrival counts, also while the clock stands still; a stricter promise only moves it earlier", () => {
  const paused = pauseSite(startSite(at(0), 240), at(100), "x", "Zhao");
  const there = stopSite(paused, at(130), "Qian");
  assert.equal(siteDue(there), at(270), "the pause until the arrival counts");
  assert.equal(siteWarningDue(there, at(9999)), undefined);
  assert.equal(stopSite(there, at(140), "Sun"), there);
  assert.equal(stopSite(there, at(120), "Sun").stoppedBy, "Sun");
  assert.equal(pauseSite(there, at(200), "x", "Zhao"), there, "what is over is not paused");
  assert.equal(siteDue(tightenSite(startSite(at(10), 240), at(0), 120)), at(120));
  const clock = startSite(at(0), 60);
  assert.equal(tightenSite(clock, at(5), 240), clock);
});

type Line = Pick<JournalEntry, "kind" | "at" | "data" | "actor">;
const actor = (name: string) => ({ kind: "staff" as const, id: name, name });

/** The clock and its journal, moved together as the desk moves them. */
function play(moves: readonly (readonly [number, number, number])[]): {
  clock: SiteState;
  journal: Line[];
  now: number;
} {
  let now = 60;
  let clock = startSite(at(now), 240);
  const journal: Line[] = [
    { kind: "site-clock.started", at: clock.startedAt, data: { minutes: 240 }, actor: actor("system") },
  ];
  const write = (next: SiteState, line: Line): void => {
    if (next !== clock) journal.push(line);
    clock = next;
  };
  for (const [what, wait, value] of moves) {
    now += wait;
    const by = `p${value % 3}`;
    if (what === 0)
      write(pauseSite(clock, at(now), `r${value}`, by), {
        kind: "site-clock.paused",
        at: at(now),
        data: { reason: `r${value}` },
        actor: actor(by),
      });
    else if (what === 1)
      write(resumeSite(clock, at(now)), { kind: "site-clock.resumed", at: at(now), data: {}, actor: actor(by) });
    else if (what === 2) {
      const then = at(Math.max(60, now - value));
      write(stopSite(clock, then, by), { kind: "site-clock.stopped", at: then, data: { name: by }, actor: actor(by) });
    } else if (what === 3) {
      const [start, minutes] = [at(60 - value), 240 - value];
      const next = tightenSite(clock, start, minutes);
      write(next, {
        kind: "site-clock.started",
        at: next.startedAt,
        data: { minutes: next.minutes },
        actor: actor(by),
      });
    } else {
      const percent = siteWarningDue(clock, at(now));
      if (percent !== undefined)
        write(
          { ...clock, warned: percent },
          {
            kind: percent === 100 ? "site-clock.breached" : "site-clock.warned",
            at: at(now),
            data: { percent },
            actor: actor("system"),
          },
        );
    }
  }
  return { clock, journal, now };
}

/** Minute by minute: the clock's own time runs only while it is not paused. */
function dueByCounting(clock: SiteState): string | undefined {
  const still = (minute: number) =>
    clock.pauses.some(
      ({ from, to }) =>
        Date.parse(from) <= zero + minute * 60_000 && (to === undefined || zero + minute * 60_000 < Date.parse(to)),
    );
  let left = clock.minutes;
  let minute = (Date.parse(clock.startedAt) - zero) / 60_000;
  while (left > 0) {
    if (minute > 100_000) return undefined;
    if (!still(minute)) left--;
    minute++;
  }
  return at(minute);
}

const moves = fc.array(fc.tuple(fc.nat(4), fc.nat(90), fc.nat(59)), { maxLength: 25 });
const runs = Number(process.env["STANCH_LONG_RUNS"] ?? 3000);

test("the deadline recomputed from the journal equals the stored one, whatever happened in whatever order", () => {
  fc.assert(
    fc.property(moves, (history) => {
      const { clock, journal } = play(history);
      const told = siteFromJournal(journal);
      assert.deepEqual(told, clock);
      assert.equal(told === undefined ? undefined : siteDue(told), siteDue(clock));
    }),
    { numRuns: runs },
  );
});

test("counting the minutes that ran gives the same deadline", () => {
  fc.assert(
    fc.property(moves, (history) => {
      const { clock } = play(history.filter(([what]) => what !== 2 && what !== 3));
      const due = siteDue(clock);
      if (due !== undefined) assert.equal(dueByCounting(clock), due);
    }),
    { numRuns: Math.ceil(runs / 10) },
  );
});
