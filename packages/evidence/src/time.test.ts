import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import type { LogEvent } from "@stanch/model/log-event";
import { readingClock } from "./clock.ts";
import { readFileBytes } from "./formats/generic/read-file.testkit.ts";
import { planRead } from "./plan.ts";
import { readChunk } from "./read-chunk.ts";
import type { SourceFile } from "./source-file.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const day = 86_400;

function yearless(seconds: number): string {
  const at = new Date(seconds * 1000);
  const clock = at.toISOString().slice(11, 19);
  return `${months[at.getUTCMonth()] ?? ""} ${String(at.getUTCDate()).padStart(2)} ${clock} web sshd[7]: line`;
}

function seconds(events: readonly LogEvent[]): number[] {
  return events.map((event) => Math.floor((event.time ?? 0) / 1e6));
}

/** Instants that run forward with pauses of up to 55 days, up to several years. */
const forward = fc
  .tuple(
    fc.integer({ min: Date.UTC(1999, 0, 1) / 1000, max: Date.UTC(2025, 11, 31) / 1000 }),
    fc.array(fc.oneof(fc.integer({ min: 0, max: 3600 }), fc.integer({ min: 0, max: 55 * day })), {
      minLength: 1,
      maxLength: 40,
    }),
  )
  .map(([start, steps]) => {
    let at = start;
    return [start, ...steps.map((step) => (at += step))];
  });
const after = fc.integer({ min: 0, max: 300 * day });

test("years: lines that run forward get the years they were written in, over any number of new years", () => {
  fc.assert(
    fc.property(forward, after, (instants, later) => {
      const now = ((instants.at(-1) ?? 0) + later) * 1000;
      const { events } = readFileBytes(`${instants.map(yearless).join("\n")}\n`, { now });
      assert.deepEqual(seconds(events), instants);
      for (const event of events) assert.equal(event.basis, "year-inferred");
    }),
    { numRuns: 120 },
  );
});

test("years: lines a few hours out of order are none the worse", () => {
  fc.assert(
    fc.property(
      forward,
      fc.array(fc.integer({ min: 0, max: 6 * 3600 }), { minLength: 41, maxLength: 41 }),
      (instants, jitter) => {
        const shaken = instants.map((at, index) => at - (jitter[index] ?? 0));
        const now = (Math.max(...shaken) + 30 * day) * 1000;
        assert.deepEqual(seconds(readFileBytes(`${shaken.map(yearless).join("\n")}\n`, { now }).events), shaken);
      },
    ),
    { numRuns: 120 },
  );
});

test("years: the result is the same however the file is cut into ranges", () => {
  const instants = Array.from({ length: 400 }, (_, index) => Date.UTC(2021, 10, 1) / 1000 + index * 3 * day);
  const text = `${instants.map(yearless).join("\n")}\n`;
  const now = ((instants.at(-1) ?? 0) + day) * 1000;
  for (const chunkBytes of [1 << 20, 4096, 500]) {
    const { events, reports } = readFileBytes(text, { now, chunkBytes });
    assert.deepEqual(seconds(events), instants);
    assert.equal(reports.length > 1, chunkBytes < text.length);
  }
});

test("years: 29 February only stands in leap years", () => {
  const { events } = readFileBytes(
    "Feb 28 10:00:00 web sshd[7]: a\nFeb 29 10:00:00 web sshd[7]: b\nMar  1 10:00:00 web sshd[7]: c\n",
    {
      now: Date.UTC(2026, 5, 1),
    },
  );
  assert.deepEqual(
    seconds(events),
    [28, 29, 30].map((date) => Date.UTC(2024, 1, date, 10) / 1000),
  );
});

test("years: newest file first, as `cat auth.log auth.log.1` joins them, is dated line by line", () => {
  const march = [20, 21, 22, 1, 2, 3].map((date) => Date.UTC(2026, 2, date, 10) / 1000);
  const { events } = readFileBytes(`${march.map(yearless).join("\n")}\n`, { now: Date.UTC(2026, 3, 1) });
  assert.deepEqual(seconds(events), march);
});

function rotated(parts: readonly (readonly number[])[], now: number): number[][] {
  const folder = mkdtempSync(join(tmpdir(), "stanch-time-"));
  try {
    const sources = parts.map((instants, index): SourceFile => {
      const file = join(folder, String(index));
      const text = `${instants.map(yearless).join("\n")}\n`;
      writeFileSync(file, text);
      const age = parts.length - 1 - index;
      const path =
        age === 0 ? "log/auth.log" : age === 1 ? "log/auth.log.1" : `log/auth.log.${age}.gz!/auth.log.${age}`;
      return { path, file, size: text.length, sha256: "" };
    });
    return sources.map((source) => {
      const events: LogEvent[] = [];
      for (const plan of planRead(source, { sources, now })) readChunk(plan, { event: (event) => events.push(event) });
      return seconds(events);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test("years: rotated files take theirs from the newer ones, each in turn", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2010, 0, 1) / 1000, max: Date.UTC(2020, 0, 1) / 1000 }),
      fc.array(fc.integer({ min: day, max: 50 * day }), { minLength: 12, maxLength: 30 }),
      fc.integer({ min: 1, max: 5 }),
      (start, steps, files) => {
        let at = start;
        const instants = [start, ...steps.map((step) => (at += step))];
        const size = Math.ceil(instants.length / files);
        const parts = Array.from({ length: files }, (_, index) =>
          instants.slice(index * size, (index + 1) * size),
        ).filter((part) => part.length > 0);
        const now = ((instants.at(-1) ?? 0) + 20 * day) * 1000;
        assert.deepEqual(rotated(parts, now), parts);
      },
    ),
    { numRuns: 60 },
  );
});

const berlin = { zone: "Europe/Berlin", years: [], bound: Date.UTC(2027, 0, 1) / 1000, repeats: [] };

test("summer time: an hour that is skipped moves on, one that comes twice means the first", () => {
  const clock = readingClock(berlin);
  assert.equal(clock.local(2026, 3, 29, 2.5 * 3600), Date.UTC(2026, 2, 29, 1, 30) * 1000);
  assert.equal(clock.local(2025, 10, 26, 2.5 * 3600), Date.UTC(2025, 9, 26, 0, 30) * 1000);
  assert.equal(clock.basis, "zone-assumed");
});

test("summer time: when the clock of a log steps back by the hour, the lines after it are an hour later", () => {
  const walls = ["Oct 26 02:10:00", "Oct 26 02:50:00", "Oct 26 02:05:00", "Oct 26 02:55:00", "Oct 26 03:05:00"];
  const text = `${walls.map((wall) => `${wall} web sshd[7]: x`).join("\n")}\n`;
  const options = { zone: "Europe/Berlin", now: Date.UTC(2025, 10, 1) };
  const expected = ["00:10", "00:50", "01:05", "01:55", "02:05"].map((at) => Date.parse(`2025-10-26T${at}:00Z`) / 1000);
  assert.deepEqual(seconds(readFileBytes(text, options).events), expected);
  // In a zone without summer time the same lines are merely out of order.
  const utc = seconds(readFileBytes(text, { ...options, zone: "UTC" }).events);
  assert.deepEqual(
    utc,
    walls.map((wall) => Date.parse(`2025-10-26T${wall.slice(7)}Z`) / 1000),
  );
});

test("summer time: dated lines that step back inside the hour that comes twice are an hour later, others are out of order", () => {
  const walls = ["02:10:00", "02:50:00", "02:05:00", "02:55:00", "03:05:00"];
  const text = (day: string): string =>
    walls.map((wall) => `2025-10-${day} ${wall} status installed nmap:amd64 7.9-1`).join("\n");
  const read = (day: string, zone: string): number[] =>
    seconds(readFileBytes(`${text(day)}\n`, { zone, now: Date.UTC(2025, 10, 1) }).events);
  const at = (day: string, times: readonly string[]): number[] =>
    times.map((time) => Date.parse(`2025-10-${day}T${time}:00Z`) / 1000);
  assert.deepEqual(read("26", "Europe/Berlin"), at("26", ["00:10", "00:50", "01:05", "01:55", "02:05"]));
  assert.deepEqual(read("25", "Europe/Berlin"), at("25", ["00:10", "00:50", "00:05", "00:55", "01:05"]));
  assert.deepEqual(read("26", "UTC"), at("26", ["02:10", "02:50", "02:05", "02:55", "03:05"]));
});

test("any wall clock of any zone comes back, unless that hour did not exist", () => {
  const zones = [
    "UTC",
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "+05:45",
    "Asia/Kathmandu",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_000_000_000 }), (zone, instant) => {
      const local = Temporal.Instant.fromEpochMilliseconds(instant * 1000).toZonedDateTimeISO(zone);
      const clock = readingClock({ ...berlin, zone });
      const wall = local.hour * 3600 + local.minute * 60 + local.second;
      const read = clock.local(local.year, local.month, local.day, wall) / 1e6;
      const back = Temporal.Instant.fromEpochMilliseconds(read * 1000).toZonedDateTimeISO(zone);
      assert.ok(back.toPlainDateTime().equals(local.toPlainDateTime()), `${zone} ${instant}`);
      assert.ok(read === instant || instant - read <= 3600);
    }),
    { numRuns: 300 },
  );
});
