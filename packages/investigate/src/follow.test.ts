import assert from "node:assert/strict";
import { test } from "node:test";
import { ActivityBook } from "./activity.ts";
import type { LogEvent } from "@stanch/model/log-event";
import type { CitedEvent } from "./cited-event.ts";
import { type Deed, deedOfEvent } from "./deed.ts";
import { followIntruders } from "./follow.ts";
import { buildThreads } from "./thread-list.ts";

const start = 1_772_331_247_000_000;
let offset = 0;
function event(seconds: number, fields: Partial<LogEvent>): CitedEvent {
  offset += 100;
  return {
    source: 0,
    event: {
      time: start + seconds * 1e6,
      digits: 0,
      basis: "stated",
      offset,
      record: offset / 100,
      "host.name": "web-01",
      ...fields,
    } as LogEvent,
  };
}
const login = (seconds: number, ip: string, user: string, pid: number, how = "password"): CitedEvent =>
  event(seconds, {
    "event.module": "sshd",
    "event.category": "authentication",
    "event.action": "ssh_login",
    "event.outcome": "success",
    "source.ip": ip,
    "user.name": user,
    "process.pid": pid,
    message: `Accepted ${how} for ${user} from ${ip} port 4022 ssh2`,
  });
const logout = (seconds: number, user: string, pid: number): CitedEvent =>
  event(seconds, { "event.module": "sshd", "event.action": "session_end", "user.name": user, "process.pid": pid });
const sudo = (seconds: number, user: string, command: string): CitedEvent =>
  event(seconds, {
    "event.module": "sudo",
    "event.category": "process",
    "event.action": "sudo_command",
    "event.outcome": "success",
    "user.name": user,
    "process.command_line": command,
  });
const added = (seconds: number, name: string): CitedEvent =>
  event(seconds, {
    "event.module": "useradd",
    "process.name": "useradd",
    "event.category": "iam",
    "event.action": "user_added",
    "event.outcome": "success",
    "user.target.name": name,
  });

function guessed(one: CitedEvent): Deed {
  return { ...deedOfEvent(one, "fact"), act: "guess-success", rank: 3 };
}

test("what an intruder does in the session belongs to the thread; what an administrator does in another session does not", () => {
  const bad = login(0, "203.0.113.9", "oracle", 10);
  const good = login(7200, "198.51.100.7", "admin", 20, "publickey");
  const notable = [
    bad,
    sudo(60, "oracle", "/usr/sbin/useradd support"),
    added(61, "support"),
    logout(3600, "oracle", 10),
    good,
    sudo(7260, "admin", "/usr/bin/apt upgrade"),
    logout(9000, "admin", 20),
  ];
  const { threads } = buildThreads(followIntruders([guessed(bad)], notable), new ActivityBook(), [
    { key: "0".repeat(16), path: "auth.log" },
  ]);
  assert.equal(threads.length, 1);
  const [{ thread } = assert.fail()] = threads;
  assert.deepEqual(thread.source.ips, ["203.0.113.9"]);
  assert.equal(thread.source.vector, "ssh-password");
  assert.deepEqual(
    thread.steps.map((step) => [step.technique, step.kind]),
    [
      ["T1078", "fact"],
      ["T1548.003", "fact"],
      ["T1136.001", "fact"],
    ],
  );
  assert.ok(!JSON.stringify(thread).includes("apt upgrade"));
});

test("a log-in with an account the intruder made joins another address to the same thread", () => {
  const bad = login(0, "203.0.113.9", "oracle", 10);
  const later = login(86_400, "203.0.113.77", "support", 30);
  const clusters = followIntruders([guessed(bad)], [bad, added(60, "support"), logout(3600, "oracle", 10), later]);
  assert.equal(clusters.length, 1);
  const sheet = buildThreads(clusters, new ActivityBook(), [{ key: "0".repeat(16), path: "auth.log" }]);
  const [{ thread } = assert.fail()] = sheet.threads;
  assert.deepEqual(thread.source.ips, ["203.0.113.9", "203.0.113.77"]);
});

test("two intruders at the same time stay two", () => {
  const one = login(0, "203.0.113.9", "oracle", 10);
  const two = login(10, "192.0.2.4", "backup", 11);
  const notable = [
    one,
    two,
    sudo(30, "oracle", "/bin/id"),
    sudo(31, "backup", "/bin/sh"),
    logout(600, "oracle", 10),
    logout(700, "backup", 11),
  ];
  const { threads } = buildThreads(followIntruders([guessed(one), guessed(two)], notable), new ActivityBook(), [
    { key: "0".repeat(16), path: "auth.log" },
  ]);
  assert.deepEqual(
    threads.map(({ thread }) => [thread.source.ips, thread.steps.length]),
    [
      [["203.0.113.9"], 2],
      [["192.0.2.4"], 2],
    ],
  );
});

test("the order in which events arrive changes nothing", () => {
  const bad = login(0, "203.0.113.9", "oracle", 10);
  const notable = [
    bad,
    sudo(60, "oracle", "/usr/sbin/useradd support"),
    added(61, "support"),
    logout(3600, "oracle", 10),
  ];
  const sources = [{ key: "0".repeat(16), path: "auth.log" }];
  const forward = buildThreads(followIntruders([guessed(bad)], notable), new ActivityBook(), sources);
  const backward = buildThreads(followIntruders([guessed(bad)], notable.toReversed()), new ActivityBook(), sources);
  assert.deepEqual(backward, forward);
});
