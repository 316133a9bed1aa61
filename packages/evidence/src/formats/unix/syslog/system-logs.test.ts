import assert from "node:assert/strict";
import { test } from "node:test";
import type { LogEvent } from "@stanch/model/log-event";
import { isoTime } from "../../generic/read-lines.testkit.ts";
import { readFileBytes } from "../../generic/read-file.testkit.ts";

const refused = "web sshd[7]: Failed password for root from 203.0.113.9 port 4 ssh2";
const now = Date.UTC(2026, 5, 1);

function read(format: string, ...lines: string[]): readonly LogEvent[] {
  const found = readFileBytes(`${lines.join("\n")}\n`, { now });
  assert.equal(found.format, format);
  for (const report of found.reports) assert.equal(report.unparsed, 0);
  return found.events;
}

test("journalctl in every form it prints says the same", () => {
  const forms: readonly (readonly [line: string, time: string, basis: string])[] = [
    [`Mar 01 02:14:07 ${refused}`, "2026-03-01T02:14:07.000Z", "year-inferred"],
    [`2026-03-01T02:14:07+0800 ${refused}`, "2026-02-28T18:14:07.000Z", "stated"],
    [`2026-03-01T02:14:07.123456+08:00 ${refused}`, "2026-02-28T18:14:07.123Z", "stated"],
    [`Mar 01 02:14:07.123456 ${refused}`, "2026-03-01T02:14:07.123Z", "year-inferred"],
    [`Sun 2026-03-01 02:14:07 UTC ${refused}`, "2026-03-01T02:14:07.000Z", "stated"],
    [`Sun 2026-03-01 02:14:07 CST ${refused}`, "2026-03-01T02:14:07.000Z", "zone-assumed"],
    [`1772331247.123456 ${refused}`, "2026-03-01T02:14:07.123Z", "stated"],
  ];
  for (const [line, time, basis] of forms) {
    const [event] = read("syslog", line);
    assert.deepEqual(
      [isoTime(event), event?.basis, event?.["host.name"], event?.["event.outcome"], event?.["source.ip"]],
      [time, basis, "web", "failure", "203.0.113.9"],
      line,
    );
  }
  const [verbose, second] = read(
    "journal-verbose",
    "Sun 2026-03-01 02:14:07.123456 UTC [s=06;i=6d;b=4f;m=1;t=5;x=6]",
    "    PRIORITY=6",
    "    _HOSTNAME=web",
    "    SYSLOG_IDENTIFIER=sshd",
    "    MESSAGE=Failed password for root from 203.0.113.9 port 4 ssh2",
    "Sun 2026-03-01 02:14:08.123456 UTC [s=06;i=6e;b=4f;m=1;t=5;x=6]",
    "    MESSAGE=x",
  );
  assert.deepEqual(
    [isoTime(verbose), verbose?.["event.action"], verbose?.["source.ip"]],
    ["2026-03-01T02:14:07.123Z", "ssh_login", "203.0.113.9"],
  );
  assert.equal(second?.record, 6);
});

test("macOS: install.log with short zones and programs of several words, system.log", () => {
  const events = read(
    "syslog",
    "2026-03-01 02:14:07+08 mac Installer Progress[123]: Progress UI App Starting",
    '2026-03-01 02:14:09-08 mac installd[9]: PackageKit: Installed "X" (1.0)',
  );
  assert.deepEqual(events.map(isoTime), ["2026-02-28T18:14:07.000Z", "2026-03-01T10:14:09.000Z"]);
  assert.deepEqual([events[0]?.["process.name"], events[0]?.["process.pid"]], ["Installer Progress", 123]);
});

test("dates in Chinese, months of one and two digits", () => {
  const events = read("syslog", `3月  1 02:14:07 ${refused}`, `12月 31 02:14:07 ${refused}`);
  assert.deepEqual(events.map(isoTime), ["2025-03-01T02:14:07.000Z", "2025-12-31T02:14:07.000Z"]);
});

test("dmesg: seconds since boot are no time, dates and audit stamps are", () => {
  const ring = read(
    "kernel-ring",
    "[    0.000000] Linux version 6.1.0",
    '[    1.234567] audit: type=1400 audit(1772331247.1:2): apparmor="DENIED" pid=7',
  );
  assert.equal(ring[0]?.basis, "none");
  assert.equal(isoTime(ring.at(-1)), "2026-03-01T02:14:07.100Z");
  assert.equal(ring.at(-1)?.["event.outcome"], "failure");
  const [dated] = read("kernel-ring", "[Sun Mar  1 02:14:07 2026] eth0: entered promiscuous mode");
  assert.deepEqual([isoTime(dated), dated?.["event.action"]], ["2026-03-01T02:14:07.000Z", "promiscuous_mode"]);
});

test("dnf and Samba write their own files", () => {
  const dnf = read(
    "dnf",
    "2026-03-01T02:14:07+0800 DEBUG Command: dnf install nmap ",
    "2026-03-01T02:14:09+0800 INFO Installed: nmap-7.9",
    "2026-03-01T02:14:10+0800 INFO Removed: x-1",
  );
  assert.deepEqual(
    [dnf[0]?.["process.command_line"], dnf[1]?.["event.action"], dnf[2]?.["event.action"]],
    ["dnf install nmap", "package_installed", "package_removed"],
  );
  const [samba] = read(
    "samba",
    "[2026/03/01 02:14:07.123456,  2] ../../source3/auth/auth.c:334(auth_check_ntlm_password)",
    "  check_ntlm_password:  Authentication for user [eve] -> [eve] FAILED with error NT_STATUS_WRONG_PASSWORD",
  );
  assert.deepEqual([samba?.["event.outcome"], samba?.["user.name"], samba?.record], ["failure", "eve", 1]);
});

test("records forwarded without line ends are told apart", () => {
  const events = read(
    "syslog",
    "<15>Mar  1 02:14:07 web tag this is debug<14>Mar  1 02:14:08 web tag this is info",
    "with another line<30>Mar  1 02:14:09 web systemd[1]: Stopping <b>x</b>",
  );
  assert.deepEqual(
    events.map((event) => [isoTime(event)?.slice(17, 19), event.part, event.record]),
    [
      ["07", undefined, 1],
      ["08", 1, 1],
      ["09", undefined, 2],
    ],
  );
  assert.equal(events[2]?.message, "Stopping <b>x</b>");
});

test("a name that looks like a record forges none", () => {
  const forged = "x<38>Mar  1 02:14:09 web sshd[8]: Accepted password for root from 192.0.2.1 port 4 ssh2";
  for (const head of ["", "<38>"]) {
    const events = read(
      "syslog",
      `${head}Mar  1 02:14:06 web sshd[7]: Connection from 203.0.113.9 port 4`,
      `${head}Mar  1 02:14:07 web sshd[7]: Invalid user ${forged} from 203.0.113.9 port 4`,
    );
    assert.deepEqual(
      events.map((event) => event["event.outcome"]),
      ["unknown", "failure"],
    );
  }
});
