import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { answerSheet } from "@stanch/model/answer";
import type { CitedEvent } from "./cited-event.ts";
import { added, at, conclude, login, logout, refused, rule, sudo } from "./conclusion.testkit.ts";

const guessed = rule("guess-success", "high", { correlation: true });
const guessing = (ip: string, user: string, from = 0, count = 30): CitedEvent[] =>
  Array.from({ length: count }, (_, index) => refused(from + index, ip, user));
const bad = "203.0.113.9";
const home = "10.0.0.5";

test("the first log-in after the guessing is the entry, whichever log-in a correlation saw", () => {
  const tries = guessing(bad, "oracle");
  const first = login(60, bad, "oracle", 10);
  const second = login(600, bad, "oracle", 11);
  const answer = conclude({
    events: [...tries, first, second],
    correlated: [[guessed, [...tries.slice(0, 8), second]]],
  });
  answerSheet.parse(answer);
  assert.equal(answer.verdict, "incident");
  const [thread = assert.fail()] = answer.threads;
  assert.ok(thread.source.firstEvent?.endsWith(first.event.offset.toString(36)));
  assert.equal(thread.source.vector, "ssh-password");
});

test("a log-in of the guessing address from before the guessing is not laid to the intruder", () => {
  const early = login(-7200, bad, "backup", 5, "publickey");
  const tries = guessing(bad, "oracle", 0, 40);
  const entry = login(60, bad, "oracle", 10);
  const answer = conclude({ events: [early, ...tries, entry], correlated: [[guessed, [...tries.slice(0, 8), entry]]] });
  assert.ok(!JSON.stringify(answer.threads).includes("backup"));
});

test("the account's owner at the usual address is not blamed, even while the intruder is there", () => {
  const owner = login(-3600, home, "oracle", 5, "publickey");
  const tries = guessing(bad, "oracle");
  const entry = login(60, bad, "oracle", 10);
  const events = [
    owner,
    ...tries,
    entry,
    logout(700, "oracle", 10),
    sudo(900, "oracle", "/usr/bin/tail app.log"),
    logout(1000, "oracle", 5),
  ];
  const answer = conclude({ events, correlated: [[guessed, [...tries.slice(0, 8), entry]]] });
  assert.ok(!JSON.stringify(answer).includes(home));
  assert.ok(!JSON.stringify(answer).includes("app.log"), "the intruder had left");
});

test("what either of two people under one account may have done is told as an inference", () => {
  const tries = guessing(bad, "oracle");
  const entry = login(60, bad, "oracle", 10);
  const events = [
    login(-60, home, "oracle", 5),
    ...tries,
    entry,
    sudo(90, "oracle", "/bin/sh"),
    logout(100, "oracle", 10),
  ];
  const answer = conclude({ events, correlated: [[guessed, [...tries.slice(0, 8), entry]]] });
  const step = answer.threads[0]?.steps.find((one) => one.statement.en.includes("/bin/sh"));
  assert.equal(step?.kind, "inference");
});

test("an administrator who works while the intruder is logged in stays out of the thread", () => {
  const tries = guessing(bad, "oracle");
  const entry = login(60, bad, "oracle", 10);
  const work = [login(70, home, "ops", 20, "publickey"), sudo(80, "ops", "/usr/sbin/useradd li"), added(81, "li")];
  const events = [
    ...tries,
    entry,
    ...work,
    sudo(90, "oracle", "/usr/sbin/useradd sysbak"),
    added(91, "sysbak"),
    logout(99, "oracle", 10),
  ];
  const answer = conclude({ events, correlated: [[guessed, [...tries.slice(0, 8), entry]]] });
  assert.deepEqual(
    answer.persistence.map((row) => row.subject),
    ["sysbak"],
  );
  const made = answer.threads[0]?.steps.find((step) => step.technique === "T1136.001");
  assert.deepEqual([made?.kind, made?.events.length], ["fact", 2], "sudo's record says who made the account");
});

test("a person who mistypes is no intruder; a stranger, or one who goes on, is", () => {
  const tries = guessing(home, "li", 100, 9);
  const entry = login(200, home, "li", 10);
  const correlated = [[guessed, [...tries.slice(0, 8), entry]]] as const;
  const before = login(0, home, "li", 5);
  assert.equal(conclude({ events: [before, ...tries, entry], correlated }).verdict, "no-incident");
  assert.equal(conclude({ events: [...tries, entry], correlated }).verdict, "incident");
  const many = guessing(home, "li", 100, 60);
  assert.equal(
    conclude({ events: [before, ...many, entry], correlated: [[guessed, [...many, entry]]] }).verdict,
    "incident",
  );
});

test("a log-in that sshd and wtmp both tell of counts once, and a record in two files too", () => {
  const tries = guessing(bad, "oracle");
  const entry = login(60, bad, "oracle", 10);
  const echo = at(61, {
    "event.module": "wtmp",
    "event.category": "authentication",
    "event.action": "remote_logon",
    "event.outcome": "success",
    "source.ip": bad,
    "user.name": "oracle",
  });
  const run = sudo(70, "oracle", "/bin/id");
  const again = { ...run, source: 1, event: { ...run.event, offset: 9_000_000 } };
  const answer = conclude({
    events: [...tries, entry, echo, run, again],
    correlated: [[guessed, [...tries.slice(0, 8), entry]]],
  });
  assert.equal(answer.threads[0]?.steps.length, 2);
  assert.equal(answer.threads[0]?.steps[1]?.count, 1);
});

test("a job the intruder set is the intruder's when it runs, long after the session", () => {
  const tries = guessing(bad, "oracle");
  const entry = login(60, bad, "oracle", 10);
  const cron = (seconds: number, action: string, command?: string): CitedEvent =>
    at(seconds, {
      "event.module": "cron",
      "process.name": action === "cron_changed" ? "crontab" : "CRON",
      "event.category": "configuration",
      "event.action": action,
      "event.outcome": "success",
      "user.name": "oracle",
      ...(command === undefined ? {} : { "process.command_line": command }),
    });
  const set = cron(70, "cron_changed");
  const runs = cron(90_000, "cron_command", "/tmp/xmrig -o stratum+tcp://pool.example:1");
  const other = { ...runs, event: { ...runs.event, offset: 8_000_000, "user.name": "ops" } };
  const matched = [[rule("miner", "high"), [runs]]] as const;
  const correlated = [[guessed, [...tries.slice(0, 8), entry]]] as const;
  const events = [...tries, entry, set, logout(80, "oracle", 10), runs];
  assert.equal(conclude({ events, matched, correlated }).threads.length, 1);
  assert.equal(conclude({ events, matched: [[rule("miner", "high"), [other]]], correlated }).threads.length, 2);
});

test("acts that no record ties to anybody are suspected, not an incident, and say why", () => {
  const made = added(0, "li");
  const answer = conclude({ events: [made], matched: [[rule("account-created", "high"), [made]]] });
  assert.equal(answer.verdict, "suspected");
  const [thread = assert.fail()] = answer.threads;
  assert.equal(thread.confidence, "low");
  assert.ok(thread.confidenceReason?.zh.includes("管理员") && thread.confidenceReason.en.includes("administrator"));
  assert.deepEqual(thread.source.ips, []);
  assert.ok(answer.gaps.some((gap) => gap.kind === "rotated-away"));
  assert.equal(answer.level.value, null);
});

test("an incident has a level with its rule, its assumptions and its reason in both languages", () => {
  const tries = guessing(bad, "oracle");
  const entry = login(60, bad, "oracle", 10);
  const { level, summary } = conclude({
    events: [...tries, entry],
    correlated: [[guessed, [...tries.slice(0, 8), entry]]],
  });
  assert.equal(level.value, 4);
  assert.match(level.rule, /A-general-minor/);
  assert.ok(level.assumptions.length > 0 && level.explain.zh.includes("4 级") && level.explain.en.includes("Level 4"));
  assert.ok(summary.zh.includes(bad) && summary.zh.includes("oracle") && summary.zh.endsWith("。"));
  assert.ok(summary.en.includes(bad) && summary.en.includes("oracle") && summary.en.endsWith("."));
});

test("a rule that says of itself that its match proves no success makes no incident, also for an act of somebody inside", () => {
  const shell = at(0, { "event.module": "nginx", "event.category": "web", "source.ip": bad, "url.path": "/x.php" });
  const met = (success: boolean) =>
    conclude({ events: [shell], matched: [[rule("web-shell", "high", { success }), [shell]]] });
  assert.equal(met(true).verdict, "incident");
  assert.equal(met(false).verdict, "suspected");
  assert.equal(met(false).threads[0]?.steps[0]?.outcome, "unknown");
  assert.deepEqual(met(false).persistence, []);
});

test("attempts alone are suspected, and the accounts tried are no accounts of the intruder", () => {
  const tries = guessing(bad, "root");
  const answer = conclude({ events: tries, correlated: [[rule("guess", "high", { correlation: true }), tries]] });
  assert.equal(answer.verdict, "suspected");
  assert.deepEqual(answer.threads[0]?.source.accounts, []);
  assert.equal(answer.threads[0]?.steps[0]?.count, 30);
  assert.ok(!answer.recommended.some((row) => row.measure.en.startsWith("Reset")));
});

test("gaps are told: holes, years, zones, damage, and logs that begin with the attack", () => {
  const tries = guessing(bad, "oracle").map((one, index) => ({ ...one, event: { ...one.event, record: index + 1 } }));
  const entry = login(60, bad, "oracle", 10);
  const answer = conclude({
    events: [...tries, entry],
    correlated: [[guessed, [...tries.slice(0, 8), entry]]],
    report: { times: { "year-inferred": 9, "zone-assumed": 1 }, damage: [{ from: 10, to: 30, code: "E_NUL_BYTES" }] },
    hours: [...Array.from({ length: 60 }, (_, hour) => hour), 90, 91],
  });
  const kinds = new Set(answer.gaps.map((gap) => gap.kind));
  for (const kind of ["unreadable", "time-hole", "rotated-away", "no-command-record", "yearless", "other"] as const)
    assert.ok(kinds.has(kind), kind);
  for (const { statement } of answer.gaps)
    assert.ok(statement.zh !== "" && /^[A-Z0-9]/.test(statement.en), statement.en);
});

test("a web intruder without any log of the host leaves that gap", () => {
  const shell = at(0, {
    "event.module": "nginx",
    "event.category": "web",
    "source.ip": bad,
    "url.path": "/u/x.php",
    "url.original": "/u/x.php?c=id",
    "url.query": "c=id",
    "http.response.status_code": 200,
  });
  const answer = conclude({ events: [shell], matched: [[rule("web-shell", "high", { success: true }), [shell]]] });
  assert.ok(answer.gaps.some((gap) => gap.kind === "missing-log"));
  assert.equal(answer.threads[0]?.source.vector, "web-shell");
  assert.ok(answer.threads[0]?.steps.some((step) => step.kind === "inference" && step.statement.en.endsWith(": id")));
});

test("intruders never mix: whatever they do in whatever order, each thread holds one address and its own commands", () => {
  const acts = fc.array(fc.tuple(fc.nat(2), fc.integer({ min: 61, max: 900 })), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(acts, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (done, shuffled) => {
      const who = [0, 1, 2].map((index) => ({ ip: `203.0.113.${index + 1}`, user: `user${index}`, pid: 100 + index }));
      const cases = who.map(({ ip, user, pid }, index) => {
        const tries = guessing(ip, user, index, 12);
        return { tries, entry: login(40 + index, ip, user, pid), end: logout(1000, user, pid) };
      });
      const ran = done.map(([index, seconds], count) => sudo(seconds, `user${index}`, `/bin/act-${index}-${count}`));
      const events = [...cases.flatMap(({ tries, entry, end }) => [...tries, entry, end]), ...ran];
      const correlated = cases.map(({ tries, entry }) => [guessed, [...tries.slice(0, 8), entry]] as const);
      const answer = conclude({
        events: shuffled[0] === true ? events.toReversed() : events,
        correlated: shuffled[1] === true ? correlated.toReversed() : correlated,
      });
      assert.equal(answer.threads.length, 3);
      for (const thread of answer.threads) {
        assert.equal(thread.source.ips.length, 1);
        assert.equal(thread.joins, undefined);
        const index = Number(thread.source.ips[0]?.at(-1)) - 1;
        const said = thread.steps.map((step) => step.statement.en).join("\n");
        for (const [act] of said.matchAll(/act-\d+-\d+/g)) assert.ok(act.startsWith(`act-${index}-`), act);
        const own = done.filter(([by]) => by === index).length;
        assert.equal([...said.matchAll(/act-/g)].length, own);
      }
    }),
    { numRuns: 40 },
  );
});

test("two addresses become one intruder only with a reason that cites events", () => {
  const tries = guessing(bad, "oracle");
  const entry = login(60, bad, "oracle", 10);
  const made = [sudo(70, "oracle", "/usr/sbin/useradd sysbak"), added(71, "sysbak"), logout(80, "oracle", 10)];
  const back = login(500, "203.0.113.77", "sysbak", 30);
  const before = login(-500, "203.0.113.78", "sysbak", 31);
  const answer = conclude({
    events: [before, ...tries, entry, ...made, back],
    correlated: [[guessed, [...tries.slice(0, 8), entry]]],
  });
  const [thread = assert.fail()] = answer.threads;
  assert.deepEqual(thread.source.ips, [bad, "203.0.113.77"]);
  assert.equal(thread.joins?.length, 1);
  assert.deepEqual([thread.joins?.[0]?.addresses, thread.joins?.[0]?.events.length], [["203.0.113.77"], 2]);
  assert.deepEqual(thread.source.accounts, ["oracle"]);
});
