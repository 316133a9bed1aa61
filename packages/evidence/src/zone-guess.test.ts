import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import { bootOffset, offsetName, statedOffset, zoneByLines, zoneBySightings, zoneOfFile } from "./zone-guess.ts";

test("dates of both kinds in one log tell its zone; Z tells nothing, and what stands in a message neither", () => {
  const of = (...lines: string[]): string | undefined => zoneByLines(lines);
  assert.equal(of("Mar  1 02:14:07 web sshd[1]: a", "2026-03-01T02:14:07.123+08:00 web sshd[1]: b"), "+08:00");
  assert.equal(of("2026-01-10T02:14:07+0100 a", "2026-07-10T02:14:07+0200 b"), "Europe/Berlin");
  assert.equal(of("2026-01-10T02:14:07-05:00 a", "2026-07-10T02:14:07-04:00 b"), "America/New_York");
  assert.equal(of("2026-03-01T02:14:07Z web a"), undefined);
  assert.equal(of("Mar  1 02:14:07 web app: at 2026-03-01T02:14:07+09:00"), undefined);
  assert.equal(of("2026-03-01T02:14:07+08:07 web a"), undefined);
  assert.equal(of("2026-03-01T02:14:07+99:00 web a", ""), undefined);
  assert.equal(of("2026-03-01T02:14:07+08:00 a", "2026-03-01T02:14:08+05:00 b"), undefined);
});

test("the kernel's word at boot tells the zone of the wall clock before it", () => {
  const line = (wall: string, utc: string): string =>
    `${wall} web kernel: [    1.2] rtc_cmos 00:01: setting system clock to ${utc} UTC (1772331247)`;
  const of = (wall: string, utc: string): number | undefined => bootOffset(line(wall, utc))?.offset;
  assert.equal(of("Mar  1 10:14:09", "2026-03-01T02:14:07"), 8 * 3600);
  assert.equal(of("Mar  1 02:14:50", "2026-03-01 02:14:07"), 0);
  assert.equal(of("Dec 31 20:30:10", "2026-01-01T01:30:05"), -5 * 3600);
  assert.equal(of("Jan  1 05:30:10", "2025-12-31T21:30:05"), 8 * 3600);
  assert.equal(of("Mar  1 07:59:09", "2026-03-01T02:14:07"), 5.75 * 3600);
  assert.equal(of("Mar  1 10:24:09", "2026-03-01T02:14:07"), undefined);
  assert.equal(of("Mar  9 10:14:09", "2026-03-01T02:14:07"), undefined);
});

const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Asia/Shanghai",
  "Australia/Sydney",
  "America/Sao_Paulo",
  "Asia/Kolkata",
];

test("whatever was seen of a zone's clock, the zone found agrees with all of it", () => {
  const at = fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2027, 0, 1) / 1000 });
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.array(at, { minLength: 1, maxLength: 12 }), (zone, instants) => {
      const offset = (name: string, instant: number): number =>
        Temporal.Instant.fromEpochMilliseconds(instant * 1000).toZonedDateTimeISO(name).offsetNanoseconds / 1e9;
      const found = zoneBySightings(instants.map((instant) => ({ instant, offset: offset(zone, instant) })));
      if (found === undefined) return assert.fail(zone);
      for (const instant of instants)
        assert.equal(offset(found, instant), offset(zone, instant), `${found} for ${zone}`);
    }),
    { numRuns: 60 },
  );
});

/** A zone file of version 2 without changes, as slim compilers write it for zones without summer time. */
function compiled(rule: string): Buffer {
  const head = Buffer.alloc(44);
  head.write("TZif2", "latin1");
  return Buffer.concat([head, head, Buffer.from(`\n${rule}\n`, "latin1")]);
}

test("the compiled zone of a host is known again", () => {
  assert.equal(zoneOfFile(compiled("CST-8")), "+08:00");
  assert.equal(zoneOfFile(compiled("UTC0")), "UTC");
  assert.equal(zoneOfFile(compiled("<+0545>-5:45")), "+05:45");
  assert.equal(zoneOfFile(compiled("<-03>3")), "-03:00");
  assert.equal(zoneOfFile(compiled("\u001b[31m")), undefined);
  assert.equal(zoneOfFile(Buffer.from("TZif")), undefined);
  const file = "/usr/share/zoneinfo/Europe/Berlin";
  if (existsSync(file)) assert.equal(zoneOfFile(readFileSync(file)), "Europe/Berlin");
});

test("no bytes and no line make it throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.string(), (bytes, line) => {
      const base = Buffer.concat([compiled("CET-1CEST,M3.5.0,M10.5.0/3"), Buffer.from("\n")]);
      for (const [at, byte] of bytes.entries()) base[(at * 7 + byte) % base.length] = byte;
      zoneOfFile(base);
      zoneOfFile(Buffer.from(bytes));
      const seen = statedOffset(line) ?? bootOffset(line);
      assert.ok(seen === undefined || Number.isFinite(seen.instant));
    }),
    { numRuns: 1000 },
  );
  assert.equal(offsetName(-34_200), "-09:30");
});
