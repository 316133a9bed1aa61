import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import type { LogEvent } from "@stanch/model/log-event";
import { groupRows } from "./segment-builder.ts";
import { readRows } from "./segment-reader.ts";
import { SegmentWriter } from "./segment-writer.ts";
import type { SegmentPart } from "./segment-file.ts";

const folder = mkdtempSync(join(tmpdir(), "segment-reader-"));
after(() => rmSync(folder, { recursive: true }));
const writer = new SegmentWriter();

function partOf(events: readonly LogEvent[]): SegmentPart {
  writer.begin({ key: "00112233445566aa", path: "var/log/auth.log" });
  const taken = [];
  for (const event of events) {
    writer.add(event, undefined);
    if (writer.full) taken.push(writer.take());
  }
  if (writer.rows > 0) taken.push(writer.take());
  const file = join(folder, "one.part");
  writeFileSync(file, Buffer.concat(taken.map(({ bytes }) => bytes)));
  return {
    file,
    groups: taken.map(({ group }) => group),
    places: taken.map(({ places }) => places),
    bytes: taken.reduce((sum, { bytes }) => sum + bytes.length, 0),
  };
}

const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }).filter((one) => one.isWellFormed());
const anyEvent: fc.Arbitrary<LogEvent> = fc.record(
  {
    time: fc.oneof(fc.integer({ min: -1e15, max: 4e15 }), fc.integer({ min: 1.7e15, max: 1.7e15 + 1000 })),
    digits: fc.constantFrom(0, 3, 6),
    basis: fc.constantFrom("stated" as const, "none" as const),
    offset: fc.integer({ min: 0, max: 2 ** 36 }),
    record: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    part: fc.integer({ min: 1, max: 2000 }),
    nanos: fc.integer({ min: 1, max: 999 }),
    message: text,
    "source.ip": fc.constantFrom("203.0.113.9", "198.51.100.1", "2001:db8::1"),
    "user.name": text,
    "process.pid": fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    "http.response.body.bytes": fc.integer({ min: 0, max: 2 ** 50 }),
    fields: fc.dictionary(fc.constantFrom("a", "b"), fc.oneof(text, fc.nat(), fc.array(text, { maxLength: 2 })), {
      noNullPrototype: true,
    }),
  },
  { requiredKeys: ["digits", "basis", "offset", "record"] },
) as fc.Arbitrary<LogEvent>;

test("any rows come back as the events that were written", () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { minLength: 1, maxLength: 300 }),
      fc.array(fc.nat(299), { minLength: 1, maxLength: 40 }),
      (events, picks) => {
        const part = partOf(events);
        const rows = [...new Set(picks.map((pick) => pick % events.length))].sort((a, b) => a - b);
        const wanted = rows.map((row) => ({ ...(events[row] as LogEvent), time: events[row]?.time }));
        assert.deepEqual(readRows(part, rows), wanted);
      },
    ),
    { numRuns: 200 },
  );
});

test("rows of several groups are found, the last of each too", () => {
  const events = Array.from({ length: groupRows + 100 }, (_, at): LogEvent => ({
    time: 1.7e15 + at * 1000,
    digits: 3,
    basis: "stated",
    offset: at * 97,
    record: at + 1,
    message: `line ${at % 7 === 0 ? "again" : at}`,
    ...(at % 3 === 0 ? { "user.name": `user${at % 500}` } : {}),
    "event.module": "sshd",
  }));
  const rows = [0, 1, 2, 3, 7, 40_000, groupRows - 1, groupRows, groupRows + 1, groupRows + 99];
  const part = partOf(events);
  assert.equal(part.groups.length, 2);
  assert.deepEqual(
    readRows(part, rows),
    rows.map((row) => events[row]),
  );
});
