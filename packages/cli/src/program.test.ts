import assert from "node:assert/strict";
import { test } from "node:test";
import { version as served } from "@stanch/server/version";
import { spawnSync } from "node:child_process";
import { readFileSync, globSync } from "node:fs";
import path from "node:path";
import { en } from "./messages/en.ts";
import { zh } from "./messages/zh.ts";

const run = (...args: string[]) =>
  spawnSync(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", path.join(import.meta.dirname, "stanch.ts"), ...args],
    {
      encoding: "utf8",
      env: { ...process.env, LC_ALL: "C", STANCH_LANG: "", NODE_OPTIONS: "", NODE_DEBUG: "" },
    },
  );

test("help names every command in both languages, and the version is the server's", () => {
  const english = run("--help");
  const chinese = run("--help", "--lang", "zh");
  assert.equal(english.status, 0);
  for (const command of [
    "serve",
    "investigate",
    "events",
    "detect",
    "rules",
    "verify",
    "backup",
    "restore",
    "formats",
  ]) {
    assert.match(english.stdout, new RegExp(`^  ${command}`, "m"));
    assert.match(chinese.stdout, new RegExp(`^  ${command}`, "m"));
  }
  assert.doesNotMatch(chinese.stdout, /Usage|Options|Commands|default/);
  assert.equal(run("--version").stdout.trim(), served);
});

test("commands are declared without loading what they run: nothing heavy is imported before it is needed", () => {
  const declared = globSync("{stanch,program,usage,language,terminal,command-context}.ts", { cwd: import.meta.dirname })
    .concat(globSync("commands/*.ts", { cwd: import.meta.dirname }))
    .map((file) => readFileSync(path.join(import.meta.dirname, file), "utf8"));
  const loaded = declared.flatMap((text) =>
    [...text.matchAll(/^import (?!type ).*from "([^.][^"]*)";$/gm)].map(([, name]) => name),
  );
  assert.deepEqual([...new Set(loaded)].sort(), ["@stanch/model/error", "commander", "node:fs"]);
});

test("every message is said somewhere, and both languages fill the same places", () => {
  const code = globSync("**/*.ts", { cwd: import.meta.dirname, exclude: ["messages/**", "*.test.ts"] })
    .map((file) => readFileSync(path.join(import.meta.dirname, file), "utf8"))
    .join("\n");
  const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? "").sort();
  for (const [key, text] of Object.entries(en)) {
    assert.ok(code.includes(`"${key}"`) || key.startsWith("verdict."), `${key} is never said`);
    assert.deepEqual(places(zh[key as keyof typeof en]), places(text), key);
  }
});
