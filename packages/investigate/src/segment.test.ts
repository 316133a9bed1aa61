import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import type { LogEvent } from "@stanch/model/log-event";
import fc from "fast-check";
import { parquetReadObjects } from "hyparquet";
import { compressors } from "./zstd-compressors.testkit.ts";
import { joinSegments } from "./segment-file.ts";
import { SegmentWriter } from "./segment-writer.ts";

const source = { key: "00112233445566aa", path: "var/log/auth.log" };

const anyEvent: fc.Arbitrary<LogEvent> = fc.record(
  {
    time: fc.option(fc.integer({ min: -1e15, max: 4e15 }), { nil: undefined }),
    digits: fc.constantFrom(0, 3, 6),
    basis: fc.constantFrom("stated" as const, "none" as const),
    offset: fc.integer({ min: 0, max: 2 ** 36 }),
    record: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
    message: fc.string({ unit: "binary", minLength: 1 }),
    "source.ip": fc.constantFrom("203.0.113.9", "198.51.100.1", "2001:db8::1"),
    "user.name": fc.string({ minLength: 1 }),
    "source.port": fc.integer({ min: 0, max: 65535 }),
    "http.response.body.bytes": fc.integer({ min: 0, max: 2 ** 40 }),
  },
  { requiredKeys: ["time", "digits", "basis", "offset", "record"] },
);

test("what is written is read back by another reader, over several row groups and parts", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "segment-"));
  const writer = new SegmentWriter();
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyEvent, { minLength: 1, maxLength: 40 }), { minLength: 1, maxLength: 4 }),
        async (batches) => {
          const parts = batches.map((events, at) => {
            writer.begin(source);
            const half = Math.ceil(events.length / 2);
            const groups = [events.slice(0, half), events.slice(half)]
              .filter((some) => some.length > 0)
              .map((some) => {
                for (const one of some) writer.add(one, one.time === undefined ? undefined : "a\nb");
                return writer.take();
              });
            const file = path.join(folder, `${at}.part`);
            const bytes = Buffer.concat(groups.map((group) => group.bytes));
            writeFileSync(file, bytes);
            return {
              file,
              bytes: bytes.length,
              groups: groups.map((group) => group.group),
              places: groups.map((group) => group.places),
            };
          });
          const file = path.join(folder, "events.parquet");
          const events = batches.flat();
          assert.equal(joinSegments(parts, file), events.length);
          const bytes = readFileSync(file);
          const rows = await parquetReadObjects({
            file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length),
            compressors,
          });
          assert.deepEqual(
            rows.map((row) => [
              row["time"] ?? undefined,
              row["message"] ?? undefined,
              row["source.ip"] ?? undefined,
              row["user.name"] ?? undefined,
              row["source.port"] ?? undefined,
              row["log.offset"],
              row["rules"] ?? undefined,
            ]),
            events.map((event) => [
              event.time === undefined ? undefined : BigInt(event.time),
              event.message?.toWellFormed(),
              event["source.ip"],
              event["user.name"],
              event["source.port"],
              BigInt(event.offset),
              event.time === undefined ? undefined : "a\nb",
            ]),
          );
        },
      ),
      { numRuns: 60 },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
