import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { dated, readDate } from "./envelope.ts";
import { header, readHeader } from "./header.ts";

const word = fc.constantFrom(
  "web-01",
  "db",
  "sshd",
  "CRON",
  "ERR",
  "sshd[7]:",
  "[sshd]",
  "su(pam)",
  "<auth.info>",
  "a,b",
);
const tail = fc.constantFrom(
  "[12]: text",
  "[12]:text",
  "[1234567890]: x",
  "[x]: y",
  "[]: z",
  "[3]:  two",
  "[3]: <a>: b",
);
const ending = fc.constantFrom(": plain", "[4]: [ID 1 a] b", "[4]: ", "[4]:", "[4]", " [5]: m", "[6]x: y", "");
const line = fc
  .tuple(fc.constantFrom(" ", "  "), word, fc.constantFrom(" ", "  "), word, fc.oneof(tail, ending))
  .map((parts) => parts.join(""));

test("a line that begins as the one before is read as if it stood alone", () => {
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), fc.boolean(), (lines, again) => {
      for (const text of again ? lines.flatMap((one) => [one, one]) : lines) {
        readHeader(text, 0);
        const inRow = { ...header };
        readHeader(" other-host other[1]: x", 0);
        readHeader(text, 0);
        assert.deepEqual({ ...header }, inRow, text);
        readHeader(text, 0);
        assert.deepEqual({ ...header }, inRow, text);
      }
    }),
    { numRuns: 3000 },
  );
});

const part = (values: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...values);
const date = fc
  .tuple(
    part(["Mar", "Feb", "Dec", "3月", "Xyz"]),
    part([" ", "  "]),
    part(["1", "29", "31", "x"]),
    part([" ", " 2026 "]),
    part(["02:14:07", "23:59:60", "24:00:00", "02:14:0"]),
    part([" ", ".5 ", ",123456 ", ": ", ""]),
  )
  .map((parts) => `${parts.join("")}host x[1]: y`);

test("a date that was read before is read the same again", () => {
  const clock = {
    basis: "year-inferred" as const,
    local: (...wall: readonly (number | undefined)[]) => wall.reduce<number>((sum, one) => sum * 97 + (one ?? 7), 0),
  };
  const read = (text: string) => [readDate(text, 0, clock), readDate(text, 0, clock) && { ...dated }];
  fc.assert(
    fc.property(date, date, (text, other) => {
      const first = read(text);
      read(other);
      assert.deepEqual(read(text), first, text);
    }),
    { numRuns: 3000 },
  );
});
