import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { conformance, noCorpora } from "@stanch/model/conformance.testkit";
import { corpus } from "../generic/corpus-lines.testkit.ts";
import { readLines } from "../generic/read-lines.testkit.ts";
import { auditLog } from "./audit/audit-log.ts";
import { syslog } from "./syslog/syslog.ts";

interface Expected {
  readonly match?: boolean;
  readonly host?: string;
  readonly time?: string;
  readonly constraint?: string;
}

const zone = "Europe/Berlin";
const bound = Date.parse("2005-08-14T12:00:00+02:00") / 1000;

test("fail2ban's lines of sshd: attack or not, host and time", (t) => {
  const folder = corpus("fail2ban-logs");
  if (folder === undefined) return t.skip(noCorpora);
  const right = { attack: 0, host: 0, time: 0 };
  const all = { attack: 0, host: 0, time: 0 };
  for (const [name, format] of [
    ["sshd", syslog],
    ["selinux-ssh", auditLog],
  ] as const) {
    const lines: string[] = [];
    const expectations: (Expected | undefined)[] = [];
    let expected: Expected | undefined;
    for (const line of readFileSync(join(folder, name), "utf8").split("\n")) {
      if (line.startsWith("# failJSON:")) expected = JSON.parse(line.slice(11)) as Expected;
      else if (line.trim() !== "" && !line.startsWith("#")) {
        lines.push(line);
        expectations.push(expected);
        expected = undefined;
      }
    }
    const byLine = new Map(readLines(format, lines, { zone, bound }).events.map((event) => [event.offset, event]));
    for (const [index, wanted] of expectations.entries()) {
      if (wanted === undefined) continue;
      const event = byLine.get(index);
      const attack = wanted.match === true;
      const line = (lines[index] ?? "").slice(0, 170);
      all.attack++;
      if ((event?.["event.outcome"] === "failure") === attack) right.attack++;
      else console.log(`${name}: attack ${attack}: ${wanted.constraint ?? ""} ${line}`);
      if (!attack || wanted.host === undefined) continue;
      all.host++;
      const host = event?.["source.ip"] ?? event?.["source.address"];
      if (host?.toLowerCase() === wanted.host?.toLowerCase()) right.host++;
      else console.log(`${name}: host ${host ?? "-"} for ${wanted.host}: ${line}`);
      if (wanted.time === undefined) continue;
      all.time++;
      const instant = Temporal.PlainDateTime.from(wanted.time).toZonedDateTime(zone).epochMilliseconds / 1000;
      if (event?.time !== undefined && Math.floor(event.time / 1e6) === instant) right.time++;
      else console.log(`${name}: time: ${line}`);
    }
  }
  for (const kind of ["attack", "host", "time"] as const)
    conformance(t, `fail2ban-sshd-${kind}`, right[kind], all[kind]);
  // What differs is counted elsewhere by that project: PAM's and the audit daemon's word for a refusal sshd tells too.
  assert.ok(right.attack >= all.attack * 0.89);
  assert.ok(right.host >= all.host * 0.99);
  assert.ok(right.time >= all.time * 0.99);
});
