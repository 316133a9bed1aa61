import assert from "node:assert/strict";
import type { LogEvent } from "@stanch/model/log-event";
import type { Damage } from "@stanch/model/sources";
import fc from "fast-check";
import { readingClock } from "../../clock.ts";
import type { ByteFormat, ByteInput } from "../../format.ts";
import { sampleOf } from "../../sample.ts";
import { dropImpossibleTime } from "../../placeable-time.ts";

export interface BytesRead {
  readonly events: LogEvent[];
  readonly damage: Damage[];
  readonly skipped: number;
  readonly unparsed: number;
}

/** Bytes in memory as a file; what a format is given is valid until its next call only. */
function inMemory(bytes: Uint8Array): ByteInput {
  const scratch = Buffer.alloc(Math.max(bytes.length, 1));
  return {
    size: bytes.length,
    read(offset, length) {
      const part = bytes.subarray(offset, offset + length);
      scratch.fill(0xdd);
      scratch.set(part);
      return scratch.subarray(0, part.length);
    },
  };
}

/** Reads bytes in memory as the reader of files does: whole, or in the ranges a large file would be cut into. */
export function readBytes(
  format: ByteFormat,
  bytes: Uint8Array,
  { zone = "UTC", path = "test.bin", chunkBytes = Infinity } = {},
): BytesRead {
  const events: LogEvent[] = [];
  const damage: Damage[] = [];
  let skipped = 0;
  let unparsed = 0;
  const input = inMemory(bytes);
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
  const whole = [{ offset: 0, record: 1 }];
  const cuts = chunkBytes === Infinity ? whole : (format.cuts?.(input, chunkBytes) ?? whole);
  for (const [at, { offset, record }] of cuts.entries()) {
    const range = { from: offset, to: cuts[at + 1]?.offset ?? bytes.length, firstRecord: record };
    format.read(input, { clock, host: undefined, path, sink }, range);
  }
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

/** Holds a format that splits to this: range by range it gives what the whole gives, also when the file is damaged. */
export function assertSplits(format: ByteFormat, bytes: Uint8Array, chunkBytes: number, runs: number): void {
  fc.assert(
    fc.property(broken(bytes), ({ keep, changes }) => {
      const copy = Buffer.from(bytes);
      for (const [at, value] of changes) copy[at] = value;
      const cut = copy.subarray(0, keep);
      assert.deepEqual(readBytes(format, cut, { chunkBytes }), readBytes(format, cut));
    }),
    { numRuns: runs },
  );
}

/** Holds a reader to {@link assertHonest} for valid files that were damaged at random; `FUZZ_INPUTS=1000000` for the long run, which tells its figures. */
export function assertSurvives(format: ByteFormat, files: readonly Uint8Array[], runs: number): void {
  const asked = process.env["FUZZ_INPUTS"];
  const inputs = Math.ceil(Number(asked ?? runs * files.length) / files.length);
  const seed = asked === undefined ? {} : { seed: Number(process.env["FUZZ_SEED"] ?? 1) };
  const started = performance.now();
  let slowest = 0;
  for (const bytes of files) {
    fc.assert(
      fc.property(broken(bytes), ({ keep, changes }) => {
        const copy = Buffer.from(bytes);
        for (const [at, value] of changes) copy[at] = value;
        const cut = copy.subarray(0, keep);
        const begun = performance.now();
        assertHonest(readBytes(format, cut), cut.length);
        slowest = Math.max(slowest, performance.now() - begun);
        const sure = format.sniff(sampleOf(cut, "x"));
        assert.ok(sure >= 0 && sure <= 100);
      }),
      { numRuns: inputs, ...seed },
    );
  }
  if (asked === undefined) return;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
  // oxlint-disable-next-line no-console -- what the long run is for
  console.log(
    `${format.id}: ${inputs * files.length} files in ${seconds} s, slowest ${slowest.toFixed(0)} ms, ${memory} MiB`,
  );
}
