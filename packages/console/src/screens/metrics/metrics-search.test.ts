import assert from "node:assert/strict";
import { test } from "node:test";
import { lastMonths, metricsQueryOf, readMetricsSearch } from "./metrics-search.ts";

test("an address is read as far as it means something, and asks only for what it holds", () => {
  const raw = {
    from: "2026-01",
    to: "2026-13",
    level: "2",
    type: "NA-06",
    kind: "arrive",
    customer: "x' or 1=1",
    more: 1,
  };
  const search = readMetricsSearch(raw);
  assert.deepEqual(metricsQueryOf(search), { from: "2026-01", level: 2, type: "NA-06" });
  assert.equal(search.kind, "arrive");
  assert.deepEqual(metricsQueryOf(readMetricsSearch({ level: 9, type: "<b>", kind: "constructor" })), {});
});

test("months count backwards over the turn of the year", () => {
  assert.deepEqual(lastMonths("2026-02", 4), ["2026-02", "2026-01", "2025-12", "2025-11"]);
});
