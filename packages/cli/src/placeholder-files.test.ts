import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { StanchError } from "@stanch/model/error";
import { stanch } from "../test/command.testkit.ts";
import { placeholdersOf } from "./placeholder-files.ts";

const code = (expected: string) => (error: unknown) => error instanceof StanchError && error.code === expected;
const rule = `title: x
id: 5d1c1f0e-2f64-4b43-9f0c-0c1d8f3e2a11
logsource: {product: linux}
detection:
  s:
    user.name|expand: "%Admins%"
    event.action: ssh_login
  condition: s
`;
const log = "2026-03-01T02:14:07+00:00 web sshd[7]: Accepted password for backup from 203.0.113.9 port 4 ssh2\n";

test("rules that ask for values load and match with them, on every thread; a broken file is refused before anything begins", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stanch-values-"));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  try {
    const rules = file("rule.yml", rule);
    const first = file("a.yml", "vars:\n  Admins: root\n");
    const second = file("b.json", '{"Admins": ["backup", "root"]}');
    const evidence = file("auth.log", log);
    assert.deepEqual(placeholdersOf([first, second]), { Admins: ["backup", "root"] });
    assert.throws(() => placeholdersOf([join(folder, "none")]), code("E_PATH_MISSING"));
    const broken = file("c.yml", "Admins: {<script>: 1}");
    assert.throws(() => placeholdersOf([broken]), code("E_PLACEHOLDERS"));
    assert.equal((await stanch(["rules", "check", rules])).code, 1);
    assert.equal((await stanch(["rules", "check", rules, "--placeholders", first])).code, 0);
    const detect = ["detect", evidence, "--rules", rules, "--workers", "2", "--placeholders"];
    assert.equal((await stanch([...detect, first])).out, "");
    const found = await stanch([...detect, first, "--placeholders", second]);
    assert.equal(found.code, 0);
    assert.equal(found.out.trim().split("\n").length, 1);
    assert.match(found.out, /5d1c1f0e/);
    const refused = await stanch([...detect, broken]);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /Admins/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
