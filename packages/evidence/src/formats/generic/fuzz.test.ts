import assert from "node:assert/strict";
import { test } from "node:test";
import type { LineFormat } from "../../format.ts";
import { formats } from "../../registry.ts";
import { sampleOf } from "../../sample.ts";
import { fuzzSeeds } from "./fuzz-seeds.testkit.ts";
import { mutate, randomFrom } from "./mutate.testkit.ts";
import { readLines } from "./read-lines.testkit.ts";

/**
 * Mutated lines for every line format. Short every time; the long run on demand is `npm run fuzz:evidence`, which sets
 * `FUZZ_INPUTS=1000000` (lines for each format), `FUZZ_FORMAT=syslog,cef` (some of them) and `FUZZ_SEED=7` (other lines). What fails prints its seed. Formats of bytes are
 * held the same way by their own tests, which heed `FUZZ_INPUTS` too.
 */
const inputs = Number(process.env["FUZZ_INPUTS"] ?? 300);
const seed = Number(process.env["FUZZ_SEED"] ?? 1);
const only = process.env["FUZZ_FORMAT"]?.split(",");
const linesAtOnce = 6;

const lineFormats = formats.filter((format): format is LineFormat => format.by === "line");
const everyLine = Object.values(fuzzSeeds).flat();

test("every line format has lines to start from, and knows them", () => {
  const unknown = lineFormats.filter((format) => {
    const lines = fuzzSeeds[format.id] ?? [];
    return lines.length === 0 || format.sniff(sampleOf(Buffer.from(`${lines.join("\n")}\n`), "x")) === 0;
  });
  assert.deepEqual(
    unknown.map(({ id }) => id),
    [],
  );
});

function check(format: LineFormat, lines: readonly string[]): void {
  const read = readLines(format, lines);
  let size = 0;
  for (const line of lines) size += line.length;
  assert.ok(read.events.length <= 16 + size, "more events than characters");
  for (const event of read.events) {
    assert.ok(event.time === undefined || Number.isSafeInteger(event.time), `time ${event.time}`);
    assert.equal(event.time === undefined, event.basis === "none", "time and how it is known");
    assert.ok(event.offset >= 0 && event.record >= 1, "place");
    for (const [name, value] of Object.entries(event)) {
      assert.ok(name === "fields" || /^(?:string|number|undefined)$/.test(typeof value), `${name}: ${typeof value}`);
    }
    for (const value of Object.values(event.fields ?? {})) assert.notEqual(typeof value, "function");
    const port = event["source.port"];
    assert.ok(port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65_535), `port ${port}`);
    const pid = event["process.pid"];
    assert.ok(pid === undefined || Number.isInteger(pid), `pid ${pid}`);
  }
}

for (const [index, format] of lineFormats.entries()) {
  if (only !== undefined && !only.includes(format.id)) continue;
  test(`${format.id}: mutated lines`, () => {
    const random = randomFrom(seed * 1000 + index + 1);
    const own = fuzzSeeds[format.id] ?? [];
    const started = performance.now();
    let slowest = 0;
    for (let done = 0; done < inputs; done += linesAtOnce) {
      const lines = Array.from({ length: linesAtOnce }, (_, at) => {
        const from = random(8) === 0 ? everyLine : own;
        const base = from[random(3) === 0 ? random(from.length) : at % from.length] ?? "";
        return random(4) === 0 ? base : mutate(base, everyLine[random(everyLine.length)] ?? "", random);
      });
      const begun = performance.now();
      try {
        check(format, lines);
        if (done % 60 === 0) format.sniff(sampleOf(Buffer.from(lines.join("\n")), "x"));
      } catch (error) {
        throw new Error(`${format.id}, seed ${seed}, input ${done}: ${JSON.stringify(lines)}`, { cause: error });
      }
      slowest = Math.max(slowest, performance.now() - begun);
    }
    if (inputs >= 100_000) {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const memory = Math.round(process.memoryUsage().rss / 2 ** 20);
      console.log(`${format.id}: ${inputs} lines in ${seconds} s, slowest ${slowest.toFixed(0)} ms, ${memory} MiB`);
    }
  });
}
