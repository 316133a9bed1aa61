import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LogEvent } from "@stanch/model/log-event";
import { mailCases } from "./mail-cases.testkit.ts";
import { serviceCases } from "./service-cases.testkit.ts";
import { openServiceMessages, services } from "./service-list/service-list.ts";

function blank(): LogEvent {
  return { time: undefined, digits: 0, basis: "none", offset: -1, record: 0 };
}

function read(program: string, message: string): LogEvent {
  const event = blank();
  openServiceMessages().read(program, message, event);
  return event;
}

test("what a message of a service says: outcome, address and account", () => {
  for (const [program, message, outcome, address, user] of [...mailCases, ...serviceCases]) {
    const event = read(program, message);
    assert.equal(event["event.outcome"] ?? "unknown", outcome, `${program}: ${message}`);
    if (address !== undefined) assert.equal(event["source.ip"], address, `${program}: ${message}`);
    if (user !== undefined) assert.equal(event["user.name"], user, `${program}: ${message}`);
  }
});

function play(program: string, lines: readonly string[], pid?: number): LogEvent[] {
  const messages = openServiceMessages();
  return lines.map((line) => {
    const event = blank();
    if (pid !== undefined) event["process.pid"] = pid;
    messages.read(program, line, event);
    return event;
  });
}

test("what takes several lines to say is joined", () => {
  const ldap = play("slapd", [
    "conn=1022 fd=21 ACCEPT from IP=192.0.2.9:45011 (IP=0.0.0.0:636)",
    'conn=1022 op=1 BIND dn="uid=bob,dc=example" method=128',
    "conn=1022 op=1 RESULT tag=97 err=49 text=",
  ]);
  assert.deepEqual(
    [ldap[2]?.["source.ip"], ldap[2]?.["user.name"], ldap[2]?.["event.outcome"]],
    ["192.0.2.9", "uid=bob,dc=example", "failure"],
  );
  const mongo = play("mongod", [
    "[conn5] Failed to authenticate root@admin with mechanism MONGODB-CR: AuthenticationFailed",
    "[conn5] end connection 192.0.2.9:53276 (0 connections now open)",
    "[conn6] end connection 192.0.2.8:53276 (0 connections now open)",
  ]);
  assert.deepEqual(
    mongo.map((event) => event["event.outcome"]),
    ["unknown", "failure", "unknown"],
  );
  const sql = play(
    "postgres",
    ["LOG:  connection received: host=192.0.2.9 port=4711", 'FATAL:  password authentication failed for user "bob"'],
    77,
  );
  assert.deepEqual([sql[1]?.["source.ip"], sql[1]?.["source.port"]], ["192.0.2.9", 4711]);
  const vpn = play("openvpn", [
    "192.0.2.9:10107 WARNING: Bad encapsulated packet length from peer (5635), which must be > 0",
    "192.0.2.9:10107 SIGUSR1[soft,connection-reset] received, client-instance restarting",
    "192.0.2.8:1 SIGUSR1[soft,connection-reset] received, client-instance restarting",
  ]);
  assert.deepEqual(
    vpn.map((event) => event["event.outcome"]),
    ["unknown", "failure", "unknown"],
  );
});

test("hostile messages neither throw nor forge an address", () => {
  const programs = [
    "postfix/smtpd",
    "dovecot",
    "exim",
    "sendmail",
    "proftpd",
    "mysqld",
    "asterisk",
    "named",
    "xrdp",
    "x",
  ];
  const piece = fc.constantFrom(
    "[",
    "]",
    "192.0.2.9",
    "user=",
    "from ",
    "failed ",
    "rip=",
    "(",
    ")",
    "'",
    '"',
    "\u001b[2J",
    "\0",
    "::",
    "=1+1",
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...programs),
      fc.array(fc.oneof(piece, fc.string()), { maxLength: 30 }),
      (program, parts) => {
        const event = read(program, parts.join(""));
        const ip = event["source.ip"];
        if (ip !== undefined) assert.match(ip, /^[\d.]+$|:/);
      },
    ),
    { numRuns: 2000 },
  );
  for (const { rules } of services) {
    const event = blank();
    for (const { pattern } of rules) pattern.exec("from [192.0.2.9] user <a> ".repeat(80).slice(0, 2048));
    assert.equal(event.offset, -1);
  }
});
