import assert from "node:assert/strict";
import { test } from "node:test";
import { incidentTypes } from "./incident-type.ts";
import table from "./data/incident-type-veris.json" with { type: "json" };
import { verisOf } from "./incident-type-veris.ts";

test("every sub-class has its line in the VERIS table, and no line is for an unknown type", () => {
  const keys = new Set(incidentTypes.map((type) => type.key));
  for (const key of Object.keys(table.varieties)) assert.ok(keys.has(key), key);
  for (const type of incidentTypes.filter((one) => one.key !== one.category)) {
    assert.ok(Object.hasOwn(table.varieties, type.key), type.key);
  }
});

test("a credential attack maps to brute force, a name of Object.prototype to nothing", () => {
  assert.deepEqual(verisOf("NA-06"), [
    "hacking/Brute force",
    "hacking/Offline cracking",
    "hacking/Use of stolen creds",
  ]);
  assert.deepEqual(verisOf("constructor"), []);
});
