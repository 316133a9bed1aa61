import assert from "node:assert/strict";
import { test } from "node:test";
import type { LogEvent } from "@stanch/model/log-event";
import { isoTime, readLines, readOne } from "../../generic/read-lines.testkit.ts";
import { syslog } from "../syslog/syslog.ts";
import { socketAddress } from "./audit-address.ts";
import { auditLog } from "./audit-log.ts";
import { absolutePath } from "./audit-syscall.ts";

let serial = 0;

/** One system call: the SYSCALL record's fields, then further records. */
function call(fields: string, ...records: string[]): string[] {
  const stamp = `msg=audit(1700000000.123:${++serial}):`;
  return [
    `type=SYSCALL ${stamp} arch=c000003e success=yes exit=0 ${fields} a0=ffffff9c a1=7ffd a2=0 a3=0 ppid=1 pid=${serial}`,
    ...records.map((record) => record.replace(/^(\w+) /, `type=$1 ${stamp} `)),
  ];
}

function told(lines: readonly string[]): string {
  const { events } = readLines(auditLog, [...lines]);
  assert.equal(events.length, 1);
  const [event] = events as [LogEvent];
  const where = event["file.path"] ?? event["destination.ip"] ?? event["source.ip"];
  return [event["event.category"], event["event.action"], event["event.outcome"], where].join(" ");
}

test("system calls say what they did to files", () => {
  const cwd = 'CWD cwd="/var/www"';
  const parent = 'PATH item=0 name="/var/www/" nametype=PARENT';
  const rows: readonly (readonly [string, readonly string[], string])[] = [
    [
      "syscall=257 a2=241",
      [cwd, parent, 'PATH item=1 name="x.php" nametype=CREATE'],
      "file file_created success /var/www/x.php",
    ],
    [
      "syscall=257 a2=241",
      [cwd, 'PATH item=0 name="../../etc/motd" nametype=NORMAL'],
      "file file_written success /etc/motd",
    ],
    [
      "syscall=257 a2=80000",
      [cwd, 'PATH item=0 name="/etc/motd" nametype=NORMAL'],
      "process system_call success /etc/motd",
    ],
    [
      "syscall=87",
      [cwd, parent, 'PATH item=1 name="x.php" nametype=DELETE'],
      "file file_deleted success /var/www/x.php",
    ],
    [
      "syscall=82",
      [cwd, 'PATH item=0 name="a" nametype=DELETE', 'PATH item=1 name="/tmp/b" nametype=CREATE'],
      "file file_renamed success /tmp/b",
    ],
    ["syscall=83", [cwd, 'PATH item=0 name="/tmp/d" nametype=CREATE'], "file folder_created success /tmp/d"],
    [
      "syscall=257 a2=241 SYSCALL=openat",
      [cwd, "PATH item=0 name=2F746D702FE6ADA2 nametype=CREATE"],
      "file file_created success /tmp/止",
    ],
  ];
  for (const [fields, records, wanted] of rows) assert.equal(told(call(fields, ...records)), wanted, fields);
});

test("a failed call did nothing, a socket that does not wait tried", () => {
  const failed = (lines: string[]): string[] =>
    lines.map((line) => line.replace("success=yes exit=0", "success=no exit=-13"));
  assert.equal(
    told(failed(call("syscall=257 a2=241", 'PATH item=0 name="/etc/x" nametype=CREATE'))),
    "process system_call unknown /etc/x",
  );
  const saddr = "SOCKADDR saddr=02001A85CB0071090000000000000000";
  assert.equal(told(call("syscall=42", saddr)), "network connection_started success 203.0.113.9");
  assert.equal(told(failed(call("syscall=42", saddr))), "process system_call unknown ");
  const pending = call("syscall=42", saddr).map((line) => line.replace("success=yes exit=0", "success=no exit=-115"));
  assert.equal(told(pending), "network connection_started unknown 203.0.113.9");
  assert.equal(told(call("syscall=288", saddr)), "network connection_accepted success 203.0.113.9");
  assert.equal(
    told(call("syscall=203 ARCH=aarch64", saddr).map((line) => line.replace("c000003e", "c00000b7"))),
    "network connection_started success 203.0.113.9",
  );
});

test("socket addresses of both families, raw and enriched", () => {
  assert.deepEqual(socketAddress("02000035C0000201"), { ip: "192.0.2.1", port: 53 });
  assert.deepEqual(socketAddress("0A0001BB0000000020010DB800000000000000000000000100000000"), {
    ip: "2001:db8::1",
    port: 443,
  });
  assert.deepEqual(socketAddress("0A0001BB0000000000000000000000000000FFFFC000020100000000"), {
    ip: "192.0.2.1",
    port: 443,
  });
  assert.deepEqual(socketAddress("000A01BB0000000000000000000000000000000000000001"), { ip: "::1", port: 443 });
  assert.deepEqual(socketAddress("saddr_fam=inet laddr=192.0.2.1 lport=53"), { ip: "192.0.2.1", port: 53 });
  for (const other of ["", "01002F746D702F78", "0A00", "02000035C00002", "zz", "10000000000000000000000"])
    assert.equal(socketAddress(other), undefined, other);
});

test("paths are resolved below the working directory", () => {
  assert.equal(absolutePath("a/../b", "/x"), "/x/b");
  assert.equal(absolutePath("../../../b", "/x"), "/b");
  assert.equal(absolutePath("/a/../b", "/x"), "/a/../b");
  assert.equal(absolutePath("a", undefined), "a");
});

test("a program started by another names it, until the number is another program's", () => {
  const run = (pid: number, ppid: number, exe: string): string[] => {
    const stamp = `msg=audit(1700000001.5:${++serial}):`;
    return [
      `type=SYSCALL ${stamp} arch=c000003e syscall=59 success=yes exit=0 ppid=${ppid} pid=${pid} comm="x" exe="${exe}"`,
      `type=EXECVE ${stamp} argc=2 a0="${exe}" a1="-x"`,
    ];
  };
  const { events } = readLines(auditLog, [
    ...run(10, 1, "/usr/sbin/nginx"),
    ...run(11, 10, "/bin/sh"),
    ...run(10, 1, "/usr/bin/vim"),
    ...run(12, 10, "/bin/ls"),
    ...run(13, 99, "/bin/ls"),
  ]);
  assert.deepEqual(
    events.map((event) => event["process.parent.executable"]),
    [undefined, "/usr/sbin/nginx", undefined, "/usr/bin/vim", undefined],
  );
  assert.equal(events[1]?.["process.parent.command_line"], "/usr/sbin/nginx -x");
});

test("Sysmon for Linux speaks in syslog", () => {
  const xml =
    '<Event><System><Provider Name="Linux-Sysmon" Guid="{ff032593}"/><EventID>1</EventID><TimeCreated SystemTime="2026-03-01T02:14:07.123456000Z"/><Channel>Linux-Sysmon/Operational</Channel><Computer>web</Computer></System>' +
    '<EventData><Data Name="RuleName">-</Data><Data Name="Image">/usr/bin/curl</Data><Data Name="CommandLine">curl &quot;http://192.0.2.1/?a&amp;b&#x3c;&quot;</Data><Data Name="User">root</Data></EventData></Event>';
  const event = readOne(syslog, `Mar  1 02:14:08 web sysmon[77]: ${xml}`);
  assert.equal(event?.["event.module"], "sysmon");
  assert.equal(event?.["event.action"], "process_started");
  assert.equal(event?.["process.command_line"], 'curl "http://192.0.2.1/?a&b<"');
  assert.equal(isoTime(event), "2026-03-01T02:14:07.123Z");
  assert.equal(event?.fields?.["EventID"], 1);
  assert.equal(event?.fields?.["Provider_Name"], "Linux-Sysmon");
  for (const odd of [
    "<Event>",
    "<Event><EventID>x</EventID>",
    `<Event>${'<a b="'.repeat(9000)}`,
    "<Event><Data Name='__proto__'>x</Data>",
    "<Event>&#x10ffff1;",
  ])
    readOne(syslog, `Mar  1 02:14:08 web sysmon[77]: ${odd}`);
});
