import assert from "node:assert/strict";
import { test } from "node:test";
import { conformance } from "@stanch/model/conformance.testkit";
import { modifierCases } from "./modifier-cases.testkit.ts";
import { item } from "./rules.testkit.ts";
import { valueCases } from "./value-cases.testkit.ts";

const tables = { ...modifierCases, ...valueCases };
const rows = Object.values(tables).flat();

for (const [name, cases] of Object.entries(tables)) {
  test(`${name}: ${cases.length} cases`, () => {
    for (const [key, value, field, matches] of cases) {
      const fields = field === undefined ? {} : { f: field };
      assert.equal(item(key, value, fields), matches, `${key}: ${JSON.stringify(value)} on ${JSON.stringify(field)}`);
    }
  });
}

/** Modifiers that no public rule uses, so that only these cases hold them. */
const unused = "exists cased gt gte lt lte neq m s utf16 utf16le utf16be minute hour day week month year".split(" ");

test("the table has at least 300 cases and covers what public rules never use", (t) => {
  const right = rows.filter(
    ([key, value, field, matches]) => item(key, value, field === undefined ? {} : { f: field }) === matches,
  );
  conformance(t, "sigma-specification", right.length, rows.length);
  assert.ok(rows.length >= 300, `${rows.length} cases`);
  const used = new Set(rows.flatMap(([key]) => key.split("|").slice(1)));
  assert.deepEqual(
    unused.filter((modifier) => !used.has(modifier)),
    [],
  );
});
