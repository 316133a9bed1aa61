import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const here = (name: string): URL => new URL(`../${name}`, import.meta.url);

/** Each example, and what the text says that it prints. */
function examples(readme: string): { code: string; printed: string }[] {
  return [...readme.matchAll(/```ts\n([^]*?)```\n\n```text\n([^]*?)```/g)].map((match) => ({
    code: match[1] ?? "",
    printed: match[2] ?? "",
  }));
}

function run(code: string): string {
  const folder = mkdtempSync(join(tmpdir(), "stanch-readme-"));
  try {
    const file = join(folder, "example.ts");
    writeFileSync(
      file,
      code.replaceAll(/"@stanch\/sigma\/([\w-]+)"/g, (_whole, name: string) => JSON.stringify(here(`src/${name}.ts`))),
    );
    const done = spawnSync(process.execPath, [file], { encoding: "utf8" });
    return done.status === 0 ? done.stdout : done.stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const english = examples(readFileSync(here("README.md"), "utf8"));

test("the examples of the README print what it says", () => {
  assert.equal(english.length, 5);
  for (const { code, printed } of english) assert.equal(run(code), printed);
});

test("both languages have the same examples", () => {
  assert.deepEqual(examples(readFileSync(here("README.zh-CN.md"), "utf8")), english);
});
