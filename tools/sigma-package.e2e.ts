import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { sigmaPackage } from "./sigma-package.ts";

const root = path.resolve(import.meta.dirname, "..");
const env = { ...process.env, LC_ALL: "C", NODE_OPTIONS: "", NODE_TEST_CONTEXT: undefined };

function run(command: string, args: readonly string[], cwd: string): string {
  const done = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 26 });
  assert.equal(done.status, 0, `${command} ${args.join(" ")}\n${done.stdout}${done.stderr}`);
  return done.stdout;
}

/** The Node that npm itself runs under: a stranger's, which need not read TypeScript. */
function plainNode(): string {
  const found = (process.env["PATH"] ?? "")
    .split(path.delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => path.join(folder, "node"))
    .find((file) => existsSync(file));
  return found ?? process.execPath;
}

/** The first example of the README, without its types. */
function example(readme: string): { code: string; printed: string } {
  const [, code = "", printed = ""] = /```ts\n([^]*?)```\n\n```text\n([^]*?)```/.exec(readme) ?? [];
  return { code: code.replaceAll(" as const", "").replaceAll(": number[]", ""), printed };
}

test("the engine alone is packed, installed in an empty folder, and matches an event under a Node that reads JavaScript only", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "stanch-sigma-package-"));
  try {
    run("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder], sigmaPackage());
    const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "";
    const home = path.join(folder, "home");
    mkdirSync(home);
    writeFileSync(path.join(home, "package.json"), JSON.stringify({ private: true, type: "module" }));
    run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", path.join(folder, tarball)], home);
    const installed = path.join(home, "node_modules/@stanch/sigma");
    assert.deepEqual(readdirSync(path.join(home, "node_modules/@stanch")), ["sigma"]);
    assert.ok(existsSync(path.join(installed, "lib/rule-set.d.ts")));
    const { code, printed } = example(readFileSync(path.join(installed, "README.md"), "utf8"));
    assert.equal(printed, "Shell of a web server\n");
    writeFileSync(path.join(home, "match.js"), code);
    assert.equal(run(plainNode(), ["match.js"], home), printed);
    checkTypes(home, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** Who writes TypeScript gets the declarations, checked as strictly as can be, libraries included. */
function checkTypes(home: string, code: string): void {
  writeFileSync(path.join(home, "match.ts"), `${code}\n// @ts-expect-error a number is no rule\nparseRules(1, "x");\n`);
  const compilerOptions = {
    strict: true,
    module: "nodenext",
    target: "es2022",
    lib: ["esnext", "dom"],
    types: [],
    noEmit: true,
    skipLibCheck: false,
  };
  writeFileSync(path.join(home, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["match.ts"] }));
  const text = readFileSync(path.join(home, "match.ts"), "utf8");
  const typed = text
    .replace('basis: "stated"', 'basis: "stated" as const')
    .replace('"process",', '"process" as const,');
  writeFileSync(path.join(home, "match.ts"), typed.replace("hits = []", "hits: number[] = []"));
  run(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.json"], home);
}
