import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { fromCacao, toCacao } from "@stanch/model/cacao";
import { ownPlaybooks, readPlaybook } from "@stanch/server/playbook-files";

test("every playbook that ships leaves as CACAO 2.0 and comes back the same", () => {
  const folder = ownPlaybooks();
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  assert.ok(names.length > 10);
  for (const name of names) {
    const one = readPlaybook(path.join(folder, name));
    assert.deepEqual(fromCacao(JSON.stringify(toCacao(one))), { ok: true, playbook: one, own: true }, name);
  }
});
