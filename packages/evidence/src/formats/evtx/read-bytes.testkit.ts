import assert from "node:assert/strict";
import type { LogEvent } from "@stanch/model/log-event";
import type { Damage } from "@stanch/model/sources";
import fc from "fast-check";
import { readingClock } from "../../clock.ts";
import type { ByteFormat } from "../../format.ts";
import { sampleOf } from "../../sample.ts";
import { dropImpossibleTime } from "../../placeable-time.ts";

export interface BytesRead {
  readonly events: LogEvent[];
  readonly damage: Damage[];
  readonly skipped: number;
  readonly unparsed: number;
}

/** Reads bytes in memory as the reader of files does; what a format is given is valid until its next call only. */
export function readBytes(format: ByteFormat, bytes: Uint8Array, zone = "UTC", path = "test.bin"): BytesRead {
  const events: LogEvent[] = [];
  const damage: Damage[] = [];
  let skipped = 0;
  let unparsed = 0;
  const scratch = Buffer.alloc(Math.max(bytes.length, 1));
  const input = {
    size: bytes.length,
    read(offset: number, length: number): Uint8Array {
      const part = bytes.subarray(offset, offset + length);
      scratch.fill(0xdd);
      scratch.set(part);
      return scratch.subarray(0, part.length);
    },
  };
  const clock = readingClock({ zone, years: [], bound: Date.UTC(2026, 0, 1) / 1000, repeats: [] });
  const sink = {
    event(event: LogEvent): void {
      dropImpossibleTime(event);
      events.push(event);
    },
    skip: (_reason: string, count = 1): void => void (skipped += count),
    unparsed: (count = 1): void => void (unparsed += count),
    damage: (range: Damage): void => void damage.push(range),
  };
  format.read(input, { clock, host: undefined, path, sink });
  return { events, damage, skipped, unparsed };
}

/** What must hold for any bytes: ranges lie in the file, records are numbered, and no identity is given twice. */
export function assertHonest(read: BytesRead, size: number): void {
  for (const { from, to } of read.damage)
    assert.ok(from >= 0 && from < to && to <= size, `damage ${from}–${to} of ${size}`);
  const known = new Set<string>();
  let records = 0;
  for (const event of read.events) {
    assert.ok(event.offset >= 0 && event.offset <= size, `offset ${event.offset}`);
    assert.ok(Number.isInteger(event.record) && event.record >= 1, `record ${event.record}`);
    assert.ok(event.time === undefined || Number.isSafeInteger(event.time), `time ${event.time}`);
    assert.equal(event.basis === "none", event.time === undefined, "a time is known in some way, or there is none");
    const id = `${event.offset}.${event.part ?? ""}`;
    assert.ok(!known.has(id), `two events at ${id}`);
    known.add(id);
    records = Math.max(records, event.record);
    for (const [name, value] of Object.entries(event)) assert.notEqual(value, "", `${name} is empty`);
  }
  assert.ok(records <= read.events.length + read.skipped + read.unparsed, "records that nobody counted");
}

/** A valid file cut short and with bytes changed. */
const broken = (bytes: Uint8Array) =>
  fc.record({
    keep: fc.oneof({ weight: 3, arbitrary: fc.constant(bytes.length) }, fc.nat(bytes.length)),
    changes: fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(0, 0xff, 0x7f, 0x80))), {
      maxLength: 12,
    }),
  });

/** Holds a reader to {@link assertHonest} for valid files that were damaged at random; `FUZZ_INPUTS=1000000` for the long run. */
export function assertSurvives(format: ByteFormat, files: readonly Uint8Array[], runs: number): void {
  for (const bytes of files) {
    fc.assert(
      fc.property(broken(bytes), ({ keep, changes }) => {
        const copy = Buffer.from(bytes);
        for (const [at, value] of changes) copy[at] = value;
        const cut = copy.subarray(0, keep);
        assertHonest(readBytes(format, cut), cut.length);
        const sure = format.sniff(sampleOf(cut, "x"));
        assert.ok(sure >= 0 && sure <= 100);
      }),
      { numRuns: Math.ceil(Number(process.env["FUZZ_INPUTS"] ?? runs * files.length) / files.length) },
    );
  }
}
