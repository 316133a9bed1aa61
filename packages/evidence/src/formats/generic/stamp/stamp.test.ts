import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Clock } from "../../../format.ts";
import { readStamp, stamp } from "./stamp.ts";

/** Says when the wall clock was asked, which only dates without a zone may do. */
const asked = -1;
const clock: Clock = { basis: "zone-assumed", local: () => asked };

const two = (value: number): string => String(value).padStart(2, "0");

interface Parts {
  readonly instant: number;
  readonly digits: number;
  readonly zone: number;
  readonly colon: boolean;
  readonly zulu: boolean;
}

/** `2026-03-01T02:14:07.123+08:00` of an instant in nanoseconds since 1970, cut to some digits. */
function written({ instant, digits, zone, colon, zulu }: Parts): string {
  const local = new Date(Math.floor(instant / 1e9) * 1000 + (zulu ? 0 : zone * 60_000)).toISOString().slice(0, 19);
  const fraction =
    digits === 0
      ? ""
      : `.${String(instant % 1e9)
          .padStart(9, "0")
          .slice(0, digits)}`;
  if (zulu) return `${local}${fraction}Z`;
  const away = Math.abs(zone);
  return `${local}${fraction}${zone < 0 ? "-" : "+"}${two(Math.floor(away / 60))}${colon ? ":" : ""}${two(away % 60)}`;
}

const parts: fc.Arbitrary<Parts> = fc.record({
  instant: fc
    .tuple(fc.integer({ min: 0, max: 4_000_000 }), fc.integer({ min: 0, max: 999_999_999 }))
    .map(([seconds, nanos]) => seconds * 1e9 + nanos),
  digits: fc.integer({ min: 0, max: 9 }),
  zone: fc.integer({ min: -14 * 60, max: 14 * 60 }),
  colon: fc.boolean(),
  zulu: fc.boolean(),
});

test("a date with its zone is the instant it states, to the last digit, wherever it stands", () => {
  fc.assert(
    fc.property(
      parts,
      fc.constantFrom("", '"', "[", '["'),
      fc.constantFrom("", " x", "]", '",'),
      (one, open, after) => {
        const text = open + written(one) + after;
        assert.ok(readStamp(text, 0, clock));
        const seconds = Math.floor(one.instant / 1e9);
        const nanos = Number(
          String(one.instant % 1e9)
            .padStart(9, "0")
            .slice(0, one.digits)
            .padEnd(9, "0"),
        );
        assert.equal(stamp.time, seconds * 1e6 + Math.floor(nanos / 1000));
        assert.equal(stamp.nanos, nanos % 1000);
        assert.equal(stamp.digits, one.digits);
        assert.equal(stamp.basis, "stated");
        assert.equal(text.slice(stamp.end), after);
      },
    ),
  );
});

test("what is no such date is told by other forms, by the clock, or not at all", () => {
  const read = (text: string): unknown => (readStamp(text, 0, clock) ? [stamp.time === asked, stamp.end] : undefined);
  assert.deepEqual(read("2026-03-01T02:14:07 x"), [true, 19]);
  assert.deepEqual(read("2026-03-01 02:14:07+08:00"), [false, 25]);
  assert.deepEqual(read("2026-03-01T02:14:07,123Z"), [false, 24]);
  assert.deepEqual(read("2026-03-01T02:14:60Z"), [false, 20]);
  for (const text of ["2026-13-01T02:14:07Z", "2026-00-01T02:14:07Z", "2026-03-32T02:14:07Z", "2026-03-01T02:60:07Z"]) {
    assert.equal(read(text), undefined, text);
  }
  assert.equal(read("2026-03-01T02:14:07Z7"), undefined);
  assert.equal(read("2026-03-01T"), undefined);
  assert.equal(read(""), undefined);
});

test("any text at all is read without throwing, and what is found is a whole number", () => {
  const near = parts.map(written).chain((text) =>
    fc.tuple(fc.nat({ max: text.length }), fc.string({ maxLength: 3 })).map(([at, put]) => {
      return text.slice(0, at) + put + text.slice(at + 1);
    }),
  );
  fc.assert(
    fc.property(fc.oneof(near, fc.string()), (text) => {
      if (!readStamp(text, 0, clock)) return;
      assert.ok(Number.isInteger(stamp.time), text);
      assert.ok(stamp.end > 0 && stamp.end <= text.length);
      assert.ok(stamp.digits >= 0 && stamp.digits <= 9 && stamp.nanos >= 0 && stamp.nanos < 1000);
    }),
    { numRuns: 2000 },
  );
});
