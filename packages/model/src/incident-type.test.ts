import assert from "node:assert/strict";
import { test } from "node:test";
import { incidentType, incidentTypes } from "./incident-type.ts";

test("the table of GB/T 20986-2023 has ten categories and 76 sub-classes, each named in both languages", () => {
  const categories = incidentTypes.filter((type) => type.key === type.category);
  assert.equal(categories.length, 10);
  assert.equal(incidentTypes.length - categories.length, 76);
  for (const type of incidentTypes) {
    assert.ok(type.name.zh.length > 0 && type.name.en.length > 0, type.key);
    assert.ok(incidentType(type.category) !== undefined, type.key);
  }
});

test("a key is found, an unknown one is not", () => {
  assert.equal(incidentType("NA-06")?.name.zh, "凭据攻击事件");
  assert.equal(incidentType("XX-01"), undefined);
});
