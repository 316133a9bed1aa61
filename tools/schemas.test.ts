import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { schemaFiles, schemaFolder } from "./schemas.ts";

test("the JSON Schemas that ship are those of the zod schemas", () => {
  const made = schemaFiles();
  assert.deepEqual(readdirSync(schemaFolder).sort(), [...made.keys()].sort());
  for (const [name, text] of made) {
    assert.equal(readFileSync(path.join(schemaFolder, name), "utf8"), text, `run tools/schemas.ts: ${name} is stale`);
  }
});

test("a contract may grow: no schema forbids members it does not know", () => {
  for (const [name, text] of schemaFiles()) assert.doesNotMatch(text, /"additionalProperties": false/, name);
});
