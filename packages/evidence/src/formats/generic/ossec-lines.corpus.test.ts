import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { corpus } from "./corpus.testkit.ts";
import { readFileBytes } from "./read-file.testkit.ts";

/** Their decoder by our modules; `*` where theirs names a mechanism that many programs share. */
const modules: Readonly<Record<string, RegExp>> = {
  "apache-errorlog": /^(?:apache|modsecurity)$/,
  "cpanel-access-failed": /^cpanel$/,
  "cpanel-login-failed": /^cpanel$/,
  "cpanel-login-success": /^cpanel$/,
  "cpanel-session-logout": /^cpanel$/,
  "cpanel-session-new": /^cpanel$/,
  "dovecot-info": /^dovecot$/,
  // Lines of the kernel; those of AppArmor are audit records.
  iptables: /^(?:kernel|auditd)$/,
  netscreenfw: /^netscreen$/,
  "openbsd-httpd": /^(?:apache|nginx|web)$/,
  // PAM writes under the name of the program that asked it.
  pam: /^(?:dovecot|sshd|su|vsftpd|pam|login)$/,
  snort: /^(?:snort|suricata)$/,
  "Sysmon-EventID#1": /^sysmon$/,
  "windows-date-format": /^(?!unknown)./,
};

function linesOf(text: string): { readonly line: string; readonly decoder: string }[] {
  const found: { line: string; decoder: string }[] = [];
  let open: string[] = [];
  for (const row of text.split("\n")) {
    const line = /^log (?:\d+ )?(?:pass|fail) *= *(.*)$/.exec(row)?.[1];
    if (line !== undefined) open.push(line);
    const decoder = /^decoder *= *(.*)$/.exec(row)?.[1]?.trim();
    if (decoder === undefined) continue;
    if (decoder !== "") found.push(...open.map((one) => ({ line: one, decoder })));
    open = [];
  }
  return found;
}

const folder = corpus("ossec-ini");

test("OSSEC's lines: the right source, each line alone", { skip: folder === undefined ? noCorpora : false }, (t) => {
  let right = 0;
  let all = 0;
  for (const name of readdirSync(folder ?? "")) {
    for (const { line, decoder } of linesOf(readFileSync(join(folder ?? "", name), "utf8"))) {
      const module = readFileBytes(`${line}\n`, { now: Date.UTC(2026, 5, 1) }).byRecord.get(1)?.["event.module"] ?? "-";
      all++;
      if (modules[decoder]?.test(module) ?? module === decoder.toLowerCase()) right++;
      else console.log(`${name}: ${module} for ${decoder}: ${line.slice(0, 160)}`);
    }
  }
  conformance(t, "ossec-lines", right, all);
  assert.ok(right >= all * 0.97);
});
