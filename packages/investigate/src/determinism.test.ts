import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { examplesFolder, guessRules, investigateCase, projectRules, scratchFolder } from "./case.testkit.ts";
import type { InvestigateOptions } from "./investigation.ts";

const now = Date.parse("2026-12-01T00:00:00Z");
const example = join(examplesFolder, "ssh-guessing", "evidence");

/** SHA-256 of each result file of one run. */
async function resultHashes(paths: readonly string[], options: Partial<InvestigateOptions> = {}) {
  using out = scratchFolder("same");
  const { files } = await investigateCase(paths, out.path, { rules: guessRules(), now, ...options });
  return Object.entries(files).map(([name, file]) => [
    name,
    createHash("sha256").update(readFileSync(file)).digest("hex"),
  ]);
}

/** Copies a tree so that the file system lists its entries in another order and dates them anew. */
function copyBackwards(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true }).toReversed()) {
    const target = join(to, entry.name);
    if (entry.isDirectory()) copyBackwards(join(from, entry.name), target);
    else {
      cpSync(join(from, entry.name), target);
      utimesSync(target, now / 1000, now / 1000);
    }
  }
}

test("the same evidence gives the same bytes: for one and two workers, in another folder, in another order", async () => {
  using elsewhere = scratchFolder("elsewhere");
  const copy = join(elsewhere.path, "deep", "below", "case");
  copyBackwards(example, copy);
  const one = await resultHashes([example], { workers: 1 });
  assert.deepEqual(await resultHashes([example], { workers: 2 }), one);
  assert.deepEqual(await resultHashes([copy], { workers: 2 }), one);
  assert.deepEqual(await resultHashes([example], { workers: 2, shareFrom: 0 }), one);
  assert.deepEqual(await resultHashes([example], { workers: 1, rules: guessRules().toReversed() }), one);
});

test("the order in which paths are given changes nothing", async () => {
  const paths = ["home", "var"].map((name) => join(example, name));
  assert.deepEqual(await resultHashes([...paths.toReversed(), ...paths], { workers: 2 }), await resultHashes(paths));
});

test("other evidence, or a later clock for yearless records, does change the answer", async () => {
  const base = await resultHashes([example]);
  assert.notDeepEqual(await resultHashes([join(example, "var")]), base);
  const later = await resultHashes([example], { now: Date.parse("2031-12-01T00:00:00Z") });
  assert.notDeepEqual(later, base);
});

test("with all rules, correlations shared out to threads give the same bytes", async () => {
  const paths = ["ssh-guessing", "web-shell"].map((name) => join(examplesFolder, name, "evidence"));
  const rules = projectRules();
  const alone = await resultHashes(paths, { rules, workers: 1 });
  assert.deepEqual(await resultHashes(paths, { rules, workers: 3, shareFrom: 0 }), alone);
});
