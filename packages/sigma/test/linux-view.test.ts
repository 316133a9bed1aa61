import assert from "node:assert/strict";
import { test } from "node:test";
import { readLines } from "@stanch/evidence/formats/generic/read-lines.testkit";
import { auditLog } from "@stanch/evidence/formats/unix/audit/audit-log";
import { syslog } from "@stanch/evidence/formats/unix/syslog/syslog";
import type { LogEvent } from "@stanch/model/log-event";
import { fieldValue } from "../src/event-view.ts";
import { ruleText, setOf, testEvent } from "./rules.testkit.ts";

const rule = (id: string, logsource: Record<string, string>, selection: Record<string, unknown>): string =>
  ruleText({ s: selection, condition: "s" }, { id, logsource: { product: "linux", ...logsource } });

const set = setOf(
  rule("auditd-exec", { service: "auditd" }, { type: "EXECVE", a0: "curl", a1: "-s" }),
  rule("process", { category: "process_creation" }, { "Image|endswith": "/curl", "CommandLine|contains": "http://" }),
  rule("process-who", { category: "process_creation" }, { User: "root", LogonId: 0, CurrentDirectory: "/tmp" }),
  rule("child", { category: "process_creation" }, { "ParentImage|endswith": "/nginx", "Image|endswith": "/dash" }),
  rule("auditd-call", { service: "auditd" }, { type: "SYSCALL", SYSCALL: "openat" }),
  rule("file", { category: "file_event" }, { "TargetFilename|startswith": "/etc/cron.d/", "Image|endswith": "/tee" }),
  rule("file-gone", { category: "file_delete" }, { TargetFilename: "/var/log/wtmp" }),
  rule("connection", { category: "network_connection" }, { DestinationPort: 4444, Initiated: "true" }),
  rule("accepted", { category: "network_connection" }, { Initiated: "false", SourceIp: "203.0.113.9" }),
  rule("sysmon", { service: "sysmon" }, { EventID: 1 }),
);

const answers = (events: readonly LogEvent[]): string[] => {
  const matcher = set.createMatcher();
  return events.map((event) => {
    const hits: number[] = [];
    matcher.match(event, hits);
    return hits.map((hit) => set.rules[hit]?.id).join(" ");
  });
};

let serial = 0;
const call = (fields: string, ...records: string[]): string[] => {
  const stamp = `msg=audit(1700000000.123:${++serial}):`;
  return [
    `type=SYSCALL ${stamp} success=yes exit=0 ${fields} a0=0 a1=0 a2=241 a3=0 auid=1000 uid=0`,
    ...records.map((record) => record.replace(/^(\w+) /, `type=$1 ${stamp} `)),
  ];
};
const audited = (...lines: string[]): string[] => answers(readLines(auditLog, lines).events);
const amd = "arch=c000003e";
const arm = "arch=c00000b7";

test("one audited call answers auditd and what Sysmon would have told", () => {
  const ran = call(
    `${amd} syscall=59 ppid=1 pid=7 exe="/usr/bin/curl" comm="curl"`,
    'EXECVE argc=3 a0="curl" a1="-s" a2=687474703A2F2F782F6120622E7368',
    'CWD cwd="/tmp"',
  );
  assert.deepEqual(audited(...ran), ["auditd-exec process process-who"]);
});

test("the same call on another architecture has another number", () => {
  for (const [arch, number] of [
    [amd, 257],
    [arm, 56],
  ] as const) {
    const made = call(
      `${arch} syscall=${number} ppid=1 pid=7 exe="/usr/bin/tee" comm="tee"`,
      'CWD cwd="/etc/cron.d"',
      'PATH item=0 name="job" nametype=CREATE',
    );
    assert.deepEqual(audited(...made), ["auditd-call file"]);
  }
});

test("a call that is no start of a process is none, whatever its title says", () => {
  const read = call(
    `${amd} syscall=257 ppid=1 pid=7 exe="/usr/bin/curl" comm="curl"`,
    'PATH item=0 name="/etc/hosts" nametype=NORMAL',
    `PROCTITLE proctitle=${Buffer.from("curl http://x").toString("hex").toUpperCase()}`,
  ).map((line) => line.replace("a2=241", "a2=0"));
  assert.deepEqual(audited(...read), ["auditd-call"]);
});

test("deletions, connections both ways, and children of what ran before", () => {
  const gone = call(
    `${amd} syscall=87 ppid=1 pid=7 exe="/usr/bin/rm" comm="rm"`,
    'PATH item=1 name="/var/log/wtmp" nametype=DELETE',
  );
  assert.deepEqual(audited(...gone), ["file-gone"]);
  const saddr = "SOCKADDR saddr=0200115CCB0071090000000000000000";
  assert.deepEqual(audited(...call(`${amd} syscall=42 ppid=1 pid=7 exe="/bin/nc"`, saddr)), ["connection"]);
  assert.deepEqual(audited(...call(`${amd} syscall=288 ppid=1 pid=7 exe="/bin/nc"`, saddr)), ["accepted"]);
  const server = call(`${amd} syscall=59 ppid=1 pid=70 exe="/usr/sbin/nginx"`, 'EXECVE argc=1 a0="nginx"');
  const shell = call(`${amd} syscall=59 ppid=70 pid=71 exe="/usr/bin/dash"`, 'EXECVE argc=1 a0="sh"');
  assert.deepEqual(audited(...server, ...shell), ["", "child"]);
});

test("Sysmon for Linux answers the same rules", () => {
  const xml =
    '<Event><System><Provider Name="Linux-Sysmon"/><EventID>1</EventID><Channel>Linux-Sysmon/Operational</Channel></System><EventData>' +
    '<Data Name="Image">/usr/bin/curl</Data><Data Name="CommandLine">curl http://x</Data></EventData></Event>';
  const { events } = readLines(syslog, [`2026-03-01T02:14:07Z web sysmon[7]: ${xml}`]);
  assert.deepEqual(answers(events), ["process sysmon"]);
});

test("what a web server could have logged and did not is a dash, unless the record speaks W3C's words itself", () => {
  const plain = { ...testEvent({}), "event.category": "web" as const, "event.action": "http_request" };
  const { fields: _, ...bare } = plain;
  assert.equal(fieldValue(bare, "cs-referer"), "-");
  assert.equal(fieldValue(bare, "cs-method"), "-");
  assert.equal(fieldValue({ ...bare, "http.request.method": "GET" }, "cs-method"), "GET");
  assert.equal(fieldValue({ ...plain, fields: { "c-ip": "192.0.2.1" } }, "cs-referer"), undefined);
  assert.equal(fieldValue({ ...bare, "source.address": "client.example" }, "c-ip"), "client.example");
});
