import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { momentText, readDay, readMoment, weeksOf, withDay } from "./moment-text.ts";

test("a moment is read as people of both languages write it", () => {
  for (const text of [
    "2026-03-01 09:05",
    "2026-3-1 9:05",
    "2026/03/01 09:05",
    "2026年3月1日 9:05",
    "2026年3月1日9时5分",
    "2026-03-01T09:05",
    "2026.3.1 9：05",
  ])
    assert.equal(readMoment(text), "2026-03-01T09:05", text);
  assert.equal(readMoment("2026-03-01 09:05:07"), "2026-03-01T09:05:07");
  assert.equal(readMoment("2026-03-01"), "2026-03-01T00:00");
  assert.equal(readDay("2028年2月29日"), "2028-02-29");
});

test("what is no moment is none", () => {
  for (const text of [
    "",
    "yesterday",
    "2026-02-29 10:00",
    "2026-13-01",
    "2026-00-10",
    "2026-03-01 24:00",
    "2026-03-01 10:60",
    "01/03/2026",
    "3/1/26",
    "2026-03-01 10",
    "0000-01-01",
    "<b>2026-03-01</b>",
  ])
    assert.equal(readMoment(text), undefined, text);
  assert.equal(readDay("2026-03-01 10:00"), undefined);
});

test("every moment comes back from how it is shown; no text breaks the reader", () => {
  const moments = fc.date({
    min: new Date("0100-01-01T00:00:00Z"),
    max: new Date("9999-12-31T23:59:59Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(moments, (at) => {
      const value = at.toISOString().slice(0, 19);
      assert.equal(readMoment(momentText(value)), value);
      assert.equal(readMoment(momentText(value.slice(0, 16))), value.slice(0, 16));
    }),
  );
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readMoment(text)));
});

test("a month has all its days once, each under its weekday", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const weeks = weeksOf(year, month);
      const days = weeks.flat().filter((one) => one !== undefined);
      assert.deepEqual(
        days,
        Array.from({ length: new Date(Date.UTC(year, month, 0)).getUTCDate() }, (_, at) => at + 1),
      );
      for (const week of weeks)
        for (const [weekday, day] of week.entries())
          if (day !== undefined) assert.equal((new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7, weekday);
    }),
  );
});

test("another day keeps the time", () => {
  assert.equal(withDay("2026-03-01T10:14", "2026-03-09", "09:00"), "2026-03-09T10:14");
  assert.equal(withDay("", "2026-03-09", "09:00"), "2026-03-09T09:00");
  assert.equal(withDay("2026-03-01", "2026-03-09", ""), "2026-03-09");
});
