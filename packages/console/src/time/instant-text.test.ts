import assert from "node:assert/strict";
import { test } from "node:test";
import { eventTimeText, fieldOfInstant, instantOfField, instantText, relativeText, zoneMark } from "./instant-text.ts";
import { countText, sizeText } from "./size-text.ts";

const instant = "2026-03-01T02:14:07Z";

test("an instant is written in its zone, with the zone", () => {
  assert.equal(instantText(instant, "Asia/Shanghai", "second"), "2026-03-01 10:14:07 +08:00");
  assert.equal(instantText(instant, "UTC"), "2026-03-01 02:14 UTC");
  assert.equal(instantText(instant, "America/New_York", "day"), "2026-02-28");
  assert.equal(instantText("2026-03-01T00:00:00Z", "UTC", "second"), "2026-03-01 00:00:00 UTC");
});

test("no instant is a dash, and what is no instant stays as it is", () => {
  assert.equal(instantText(undefined, "UTC"), "–");
  assert.equal(instantText("<script>", "UTC"), "<script>");
});

test("zones east, west and half an hour off are marked", () => {
  assert.equal(zoneMark(new Date(instant), "Asia/Kolkata"), "+05:30");
  assert.equal(zoneMark(new Date(instant), "America/New_York"), "-05:00");
  assert.equal(zoneMark(new Date(instant), "Europe/London"), "UTC");
});

test("a field of local time goes there and back", () => {
  assert.equal(instantOfField(fieldOfInstant(instant)), "2026-03-01T02:14:07.000Z");
  assert.equal(instantOfField(""), undefined);
  assert.equal(instantOfField("yesterday"), undefined);
});

test("relative times are in the language", () => {
  const now = Date.parse(instant) + 12 * 60_000;
  assert.equal(relativeText(instant, now, "zh"), "12分钟前");
  assert.match(relativeText(instant, now, "en"), /^12 min/);
});

test("sizes and counts are short", () => {
  assert.deepEqual([0, 1023, 1024, 15_000_000, 3_400_000_000_000].map(sizeText), [
    "0 B",
    "1023 B",
    "1.0 KiB",
    "14.3 MiB",
    "3.1 TiB",
  ]);
  assert.equal(countText(1_204_551), "1,204,551");
});

test("an event keeps the digits its record states", () => {
  assert.equal(eventTimeText("2026-03-01T02:14:07.120034Z", "Asia/Shanghai"), "2026-03-01 10:14:07.120034");
  assert.equal(eventTimeText("2026-03-01T02:14:07Z", "UTC"), "2026-03-01 02:14:07");
});
