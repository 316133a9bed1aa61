import assert from "node:assert/strict";
import { test } from "node:test";
import { watchDays } from "@stanch/model/recurrence";
import { type CaseMarks, namedAssets, recurrenceReasons, tellingIndicators } from "./recurrence.ts";

const marks = (more: Partial<CaseMarks> = {}): CaseMarks => ({
  customer: "a",
  organisation: "青山医院",
  types: ["MAL-06"],
  indicators: ["ip 203.0.113.9"],
  assets: ["x"],
  ...more,
});
const kinds = (a: CaseMarks, b: CaseMarks) => recurrenceReasons(a, b).map(({ kind }) => kind);

test("the same type counts at the same customer, an indicator anywhere, an asset at its owner", () => {
  assert.deepEqual(kinds(marks(), marks()), ["type", "indicator", "asset"]);
  assert.deepEqual(kinds(marks({ customer: "b" }), marks()), ["indicator"]);
  assert.deepEqual(kinds(marks({ types: ["NA-01"], indicators: [], assets: [] }), marks()), []);
  const nameless = { customer: null, indicators: [], assets: [] };
  assert.deepEqual(kinds(marks({ ...nameless, organisation: "青山医院" }), marks(nameless)), ["type"]);
  assert.deepEqual(kinds(marks({ ...nameless, organisation: "东湖银行" }), marks(nameless)), []);
  assert.deepEqual(kinds(marks(nameless), marks()), [], "one has a contract, the other not");
});

test("of an answer only what knows an intruder again counts, and what is no answer has none", () => {
  const one = (type: string, value: string, role: string) => ({ type, value, role });
  const indicators = [
    one("ip", "203.0.113.9", "attacker"),
    one("ip", "10.0.3.7", "attacker"),
    one("ip", "198.51.100.1", "used"),
    one("domain", "Evil.example", "c2"),
    one("account", "root", "used"),
    one("hash", "ABCD", "dropped"),
  ];
  assert.deepEqual(tellingIndicators({ indicators }), ["ip 203.0.113.9", "domain evil.example", "hash abcd"]);
  for (const broken of [null, "x", {}, { indicators: [{ type: 1 }] }]) assert.deepEqual(tellingIndicators(broken), []);
});

test("an asset is named by its whole name or address", () => {
  const assets = [
    { id: "1", name: "HIS", address: "10.0.3.7" },
    { id: "2", name: "挂号系统", address: "" },
    { id: "3", name: "a", address: "=" },
  ];
  assert.deepEqual(namedAssets(assets, ["挂号系统 10.0.3.7。"]), ["1", "2"]);
  assert.deepEqual(namedAssets(assets, ["10.0.3.70, 110.0.3.7, this, 10.0.3.7.1"]), []);
  assert.deepEqual(namedAssets(assets, ["his（10.0.3.7）"]), ["1"]);
});

test("days by type, else by category, else in general; of several types the longest", () => {
  const settings = { days: 90, types: { MAL: 180, "MAL-06": 365, "NA-01": 30 } };
  assert.equal(watchDays(settings, ["MAL-06"]), 365);
  assert.equal(watchDays(settings, ["MAL-01"]), 180);
  assert.equal(watchDays(settings, ["NA-01", "MAL-01"]), 180);
  assert.equal(watchDays(settings, ["NA-01"]), 30);
  assert.equal(watchDays(settings, ["DS-01"]), 90);
  assert.equal(watchDays(settings, []), 90);
});
