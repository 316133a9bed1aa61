import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileBytes } from "../../generic/read-file.testkit.ts";

const call = {
  arch: "0xc000003e",
  syscall: 59,
  success: "yes",
  exit: 0,
  ppid: 3839,
  pid: 11021,
  auid: 1000,
  uid: 0,
  ses: 5,
  tty: "pts1",
  comm: "nft",
  exe: "/usr/sbin/nft",
  key: "sbin_susp",
  SYSCALL: "execve",
  AUID: "oracle",
  UID: "root",
  ARGV: ["0xc000572220", "0x241"],
  PPID: { comm: "bash", exe: "/usr/bin/bash", ppid: 1 },
};
const record = {
  ID: "1772331247.843:30826",
  NODE: "web-01",
  SYSCALL: call,
  EXECVE: { argc: 3, ARGV: ["/usr/sbin/nft", "-j", "list it"], ENV: {} },
  CWD: { cwd: "/root" },
  PATH: [{ item: 0, name: "/usr/sbin/nft", nametype: "NORMAL" }],
  PROCTITLE: { ARGV: ["nft", "-j", "list it"] },
};
/** The same event as the audit daemon writes it. */
const daemon = [
  'node=web-01 type=SYSCALL msg=audit(1772331247.843:30826): arch=c000003e syscall=59 success=yes exit=0 a0=c000572220 a1=241 ppid=3839 pid=11021 auid=1000 uid=0 tty=pts1 ses=5 comm="nft" exe="/usr/sbin/nft" key="sbin_susp"\u001dSYSCALL=execve AUID="oracle" UID="root"',
  'node=web-01 type=EXECVE msg=audit(1772331247.843:30826): argc=3 a0="/usr/sbin/nft" a1="-j" a2="list it"',
  'node=web-01 type=CWD msg=audit(1772331247.843:30826): cwd="/root"',
  'node=web-01 type=PATH msg=audit(1772331247.843:30826): item=0 name="/usr/sbin/nft" nametype=NORMAL',
];

const lines = (...records: readonly unknown[]): string => records.map((one) => `${JSON.stringify(one)}\n`).join("");

test("an event of Laurel means what the audit daemon's own records mean", () => {
  const { format, events } = readFileBytes(lines(record, record));
  assert.equal(format, "laurel");
  const [theirs] = events;
  const [ours] = readFileBytes(`${daemon.join("\n")}\n`).events;
  assert.ok(theirs !== undefined && ours !== undefined);
  const told = { ...theirs };
  assert.equal(told["process.parent.executable"], "/usr/bin/bash");
  for (const [name, value] of Object.entries(ours)) {
    if (["fields", "message", "offset", "record"].includes(name)) continue;
    assert.deepEqual(told[name as keyof typeof told], value, name);
  }
  assert.equal(told["process.command_line"], "/usr/sbin/nft -j list it");
  assert.deepEqual([told["user.name"], told["session.id"], told["host.name"]], ["oracle", "5", "web-01"]);
});

test("a file that a call made, a refused log-in and a crash", () => {
  const open = { ...call, syscall: 257, SYSCALL: "openat", ARGV: ["0xffffff9c", "0x1", "0x241"] };
  const made = {
    ID: "1772331247.1:1",
    SYSCALL: open,
    CWD: { cwd: "/tmp" },
    PATH: [{ name: "x.sh", nametype: "CREATE" }],
  };
  const refused = {
    ID: "1772331247.2:2",
    USER_LOGIN: {
      pid: 9,
      op: "login",
      acct: "root",
      exe: "/usr/sbin/dropbear",
      hostname: "203.0.113.9",
      addr: "203.0.113.9",
      terminal: "ssh",
      res: 0,
    },
  };
  const crashed = {
    ID: "1772331247.3:3",
    ANOM_ABEND: [{ auid: 1000, uid: 1000, pid: 7, comm: "su", exe: "/usr/bin/su", sig: 11, res: 1 }],
  };
  const { events } = readFileBytes(lines(made, refused, crashed));
  assert.deepEqual([events[0]?.["event.action"], events[0]?.["file.path"]], ["file_created", "/tmp/x.sh"]);
  assert.deepEqual(
    [events[1]?.["event.outcome"], events[1]?.["source.ip"], events[1]?.["user.name"]],
    ["failure", "203.0.113.9", "root"],
  );
  assert.deepEqual(
    [events[2]?.["event.action"], events[2]?.["process.executable"]],
    ["process_crashed", "/usr/bin/su"],
  );
});

test("hostile records: deep, huge, misnamed", () => {
  const hostile = `{"ID":"1772331247.4:4","__proto__":{"x":1},"SYSCALL":{"__proto__":"x","exe":{"a":1},"pid":"x","ARGV":[[],{},null]},"EXECVE":{"ARGV":${JSON.stringify(Array.from({ length: 10_000 }, () => "a"))}},"PATH":"no"}\n`;
  const { events } = readFileBytes(lines(record) + hostile);
  assert.equal(events.length, 2);
  assert.equal(Object.getPrototypeOf(events[1]?.fields), Object.prototype);
  assert.ok((events[1]?.["process.command_line"]?.length ?? 0) <= 8192);
});
