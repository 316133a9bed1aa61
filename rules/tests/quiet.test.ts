import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { levelRank } from "@stanch/investigate/rule-meta";
import { judge, ownRuling, readPaths } from "./rule-run.testkit.ts";

/**
 * A day of a shop's web server and of an office machine: updates, backups, monitoring through sudo, a search engine, a mistyped
 * password and address, new colleagues, and the few strangers who knock at every public server.
 */
const day = fileURLToPath(new URL("normal-day", import.meta.url));

test("a normal day holds nothing that makes a thread", async () => {
  const events = await readPaths([day], Date.UTC(2026, 2, 2));
  const modules = new Set(events.map((event) => event["event.module"]));
  for (const module of ["sshd", "sudo", "cron", "kernel", "nginx", "auditd", "shell"]) assert.ok(modules.has(module));
  assert.ok(events.length > 3000);
  const loud = judge(ownRuling(), events).filter(({ rule }) => levelRank(rule.level) >= 2);
  assert.deepEqual(
    loud.map(({ path, addresses }) => `${path} ${[...addresses].join(" ")}`),
    [],
  );
});

test("what strangers try on a normal day is still told, below the level of a thread", async () => {
  const events = await readPaths([day], Date.UTC(2026, 2, 2));
  const told = new Set(judge(ownRuling(), events).map(({ path }) => path));
  assert.ok(told.has("web/sensitive-file.yml"));
  assert.ok(told.has("linux/account-created.yml"));
});
