import assert from "node:assert/strict";
import { test } from "node:test";
import { checkLines } from "./state-check.testkit.ts";
import { readFileBytes } from "../../generic/read-file.testkit.ts";
import { loginList } from "../login-list/login-list.ts";
import { wList } from "../login-list/w-list.ts";
import { processList } from "../process-list/process-list.ts";
import { lsofList, socketList } from "../socket-list/socket-list.ts";

test("captures: ps, ss, netstat, lsof", () => {
  checkLines(
    processList,
    [
      "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND",
      "root 1 0.0 0.1 1 2 ? Ss Mar01 0:01 /sbin/init splash",
      "eve 77 99.0 1.0 1 2 ? R 10:00 9:99 ./xmrig -o pool",
      "root 2 0.0 0.0 0 0 ? S 10:00 0:00 [kthreadd]",
    ],
    [
      { "process.pid": 1, "process.executable": "/sbin/init", "process.name": "init", "user.name": "root" },
      { "process.command_line": "./xmrig -o pool", "process.name": "xmrig" },
      { "process.name": "kthreadd" },
    ],
  );
  checkLines(
    processList,
    [
      "UID          PID    PPID  C STIME TTY          TIME CMD",
      "www-data     901     1  0 Mar01 ?        00:00:00 sh -c id",
    ],
    [{ "process.pid": 901, "process.parent.pid": 1, "process.command_line": "sh -c id" }],
  );
  checkLines(
    processList,
    ["  PID  PPID                  STARTED CMD", "  901     1 Sun Mar  1 02:14:07 2026 sh -c id"],
    [{ "process.pid": 901, "process.command_line": "sh -c id" }],
  );
  checkLines(
    processList,
    ["USER PID %CPU %MEM VSZ RSS TT STAT STARTED TIME COMMAND", "eve 77 0.0 0.1 1 2 ?? S 10:00AM 0:01.10 /bin/zsh -l"],
    [{ "process.pid": 77, "process.command_line": "/bin/zsh -l" }],
  );
  checkLines(
    socketList,
    [
      "Netid State  Recv-Q Send-Q Local Address:Port  Peer Address:Port Process",
      'tcp   LISTEN 0      128    0.0.0.0:22          0.0.0.0:*         users:(("sshd",pid=700,fd=3))',
      "tcp   ESTAB  0      0      192.0.2.1:22        203.0.113.9:40022",
      "tcp   ESTAB  0      0      [2001:db8::1]:51000 [2001:db8::2]:443",
      "udp   UNCONN 0      0      192.0.2.1%eth0:68   0.0.0.0:*",
    ],
    [
      {
        "event.action": "socket_listening",
        "destination.port": 22,
        "process.name": "sshd",
        "process.pid": 700,
        "source.ip": undefined,
      },
      {
        "event.action": "connection_seen",
        "source.ip": "203.0.113.9",
        "source.port": 40022,
        "destination.ip": "192.0.2.1",
      },
      { "source.ip": "2001:db8::1", "destination.ip": "2001:db8::2", "destination.port": 443 },
      { "event.action": "socket_listening", "destination.ip": "192.0.2.1", "destination.port": 68 },
    ],
  );
  checkLines(
    socketList,
    [
      "Active Internet connections (servers and established)",
      "Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name",
      "tcp        0      0 0.0.0.0:3306            0.0.0.0:*               LISTEN      812/mysqld",
      "udp        0      0 0.0.0.0:68              0.0.0.0:*                           500/dhclient",
    ],
    [
      { "event.action": "socket_listening", "process.name": "mysqld", "process.pid": 812 },
      { "event.action": "socket_listening", "process.name": "dhclient", "network.transport": "udp" },
    ],
  );
  checkLines(
    lsofList,
    [
      "COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME",
      "sshd      700 root    3u  IPv4  12345      0t0  TCP *:22 (LISTEN)",
      "nc        701 eve     3u  IPv4  12346      0t0  TCP 192.0.2.1:51000->203.0.113.9:4444 (ESTABLISHED)",
      "x         702 eve   txt    REG  254,0    53248   77 /tmp/.x (deleted)",
    ],
    [
      { "event.action": "socket_listening", "destination.port": 22 },
      { "event.action": "connection_seen", "destination.ip": "203.0.113.9", "user.name": "eve" },
      { "file.path": "/tmp/.x" },
    ],
  );
});

test("captures: last, lastb, who, w, lastlog", () => {
  checkLines(
    loginList,
    [
      "root     pts/0        203.0.113.9      Sun Mar  1 02:14   still logged in",
      "eve      pts/1        2001:db8::9      Sat Feb 28 02:14:07 2026 - Sat Feb 28 02:20:07 2026  (00:06)",
      "reboot   system boot  6.1.0-18-amd64   Sat Feb 28 01:00   still running",
      "",
      "wtmp begins Sat Feb 28 01:00:00 2026",
    ],
    [
      {
        "user.name": "root",
        "source.ip": "203.0.113.9",
        "event.action": "session_start",
        at: "2026-03-01T02:14:00.000Z",
        basis: "year-inferred",
      },
      { "source.ip": "2001:db8::9", at: "2026-02-28T02:14:07.000Z", basis: "zone-assumed" },
      { "event.action": "boot", "user.name": undefined },
    ],
  );
  checkLines(
    loginList,
    ["root     ssh:notty    203.0.113.9      Sun Mar  1 02:14 - 02:14  (00:00)"],
    [{ "event.outcome": "failure", "event.action": "login", "source.ip": "203.0.113.9" }],
    "live/lastb.txt",
  );
  checkLines(
    loginList,
    ["root     pts/0        2026-03-01 02:14 (203.0.113.9)", "eve      tty1         2026-02-27 09:00"],
    [
      { "source.ip": "203.0.113.9", at: "2026-03-01T02:14:00.000Z" },
      { "user.name": "eve", "source.ip": undefined },
    ],
  );
  checkLines(
    loginList,
    [
      "Username         Port     From             Latest",
      "root             pts/0    203.0.113.9      Sun Mar  1 02:14:07 +0800 2026",
      "daemon                                     **Never logged in**",
    ],
    [{ at: "2026-02-28T18:14:07.000Z", basis: "stated" }],
  );
  checkLines(
    loginList,
    [
      "root     pts/0        Sun Mar  1 02:14:07 2026   still logged in    203.0.113.9",
      "eve      pts/1        Sat Feb 28 02:14:07 2026 - Sat Feb 28 02:20:07 2026  (00:06)     203.0.113.8",
    ],
    [{ "source.ip": "203.0.113.9" }, { "source.ip": "203.0.113.8", at: "2026-02-28T02:14:07.000Z" }],
  );
  checkLines(
    loginList,
    [
      "NAME       LINE         TIME             IDLE          PID COMMENT  EXIT",
      "           system boot  2026-03-01 01:00",
      "root     + pts/0        2026-03-01 02:14   .           777 (203.0.113.9)",
    ],
    [{ "event.action": "boot" }, { "source.ip": "203.0.113.9", "user.name": "root" }],
  );
  checkLines(
    wList,
    [
      " 02:14:07 up 1 day,  1 user,  load average: 0.00, 0.00, 0.00",
      "USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU WHAT",
      "root     pts/0    203.0.113.9      02:14    1.00s  0.01s  0.00s bash -i",
    ],
    [{ "source.ip": "203.0.113.9", "process.command_line": "bash -i", basis: "none" }],
  );
});

test("sections of a responder's script in one file are each read by their own reader", () => {
  const { events, reports } = readFileBytes(
    [
      "== ps",
      "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND",
      "root 1 0.0 0.1 1 2 ? Ss Mar01 0:01 /sbin/init",
      "eve 77 0.0 0.1 1 2 ? Ss Mar01 0:01 ./x",
      "root:x:0:0:root:/root:/bin/bash",
      "*/5 * * * * curl http://203.0.113.9/x",
      "",
    ].join("\n"),
  );
  assert.deepEqual(
    events.map((event) => event["event.action"]),
    ["process_seen", "process_seen", "account_entry", "cron_entry"],
  );
  const report = reports[0];
  assert.ok(report);
  const skipped = Object.values(report.skipped).reduce((sum, count) => sum + count, 0);
  assert.equal(report.records, report.events + report.unparsed + skipped);
});
