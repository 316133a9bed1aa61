import assert from "node:assert/strict";
import { test } from "node:test";
import { ActivityBook } from "./activity.ts";
import fc from "fast-check";
import type { LogEvent } from "@stanch/model/log-event";
import { acts, actTable, fillStatement } from "./act-table.ts";
import type { CitedEvent } from "./cited-event.ts";
import { type Deed, sentencePart, subjectOf } from "./deed.ts";
import { hideSecrets } from "./secret.ts";
import { stepsOf } from "./step-list.ts";

const sources = [{ key: "0".repeat(16), path: "auth.log" }];
const cited: CitedEvent = {
  source: 0,
  event: { time: 1_772_331_247_000_000, digits: 0, basis: "stated", offset: 0, record: 1, message: "x" } as LogEvent,
};

function deed(
  act: Deed["act"],
  known: Partial<Pick<Deed, "host" | "account" | "address" | "subject" | "count">>,
): Deed {
  const { tactic, technique } = actTable[act];
  const about = { address: undefined, host: undefined, account: undefined, subject: undefined, count: 1, ...known };
  return {
    ...about,
    act,
    tactic,
    technique,
    outcome: "success",
    kind: "fact",
    events: [cited],
    rank: 3,
    rule: undefined,
  };
}

/** Every way of knowing or not knowing each thing. */
function* combinations(): Generator<Partial<Deed>> {
  for (let bits = 0; bits < 32; bits++) {
    yield {
      ...(bits & 1 ? { host: "web-01" } : {}),
      ...(bits & 2 ? { account: "oracle" } : {}),
      ...(bits & 4 ? { address: "203.0.113.9" } : {}),
      ...(bits & 8 ? { subject: "/bin/id" } : {}),
      ...(bits & 16 ? { count: 7 } : {}),
    };
  }
}

/** Marks of a sentence that fell apart. */
const broken = [
  /[{}|]/,
  / {2}/,
  /^\s|\s$/,
  /\s[，。：；、,:;.]/,
  /[，、：；:;,]$/,
  /[，。：；、,:;]{2}/,
  /[（(]\s*[）)]/,
  /undefined|null|NaN/,
  /在(?:新建|执行|下载|设置|变更|写入|清除|运行|部署|以更高)/,
  /对(?:的|进行|猜测)/,
  /\b1 times\b/,
];

for (const act of acts) {
  test(`${act} is told in whole sentences whatever is known of it`, () => {
    for (const known of combinations()) {
      const [step] = stepsOf([deed(act, known)], new ActivityBook(), sources);
      assert.ok(step !== undefined);
      for (const sentence of [step.statement.zh, step.statement.en]) {
        for (const mark of broken) assert.ok(!mark.test(sentence), `${JSON.stringify(sentence)} has ${mark}`);
      }
      assert.match(step.statement.zh, /\p{Script=Han}/u);
      assert.doesNotMatch(step.statement.en, /\p{Script=Han}/u);
      assert.match(step.statement.en, /^[A-Z]/);
      if (known.subject !== undefined && !["scan", "guess", "spray", "guess-success", "login", "dos"].includes(act)) {
        assert.ok(step.statement.zh.includes("/bin/id") && step.statement.en.includes("/bin/id"));
      }
    }
  });
}

test("what evidence says is put into a statement as it stands", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), fc.constantFrom(...acts), (text, act) => {
      const { statement } = actTable[act];
      const filled = fillStatement(statement.en, { subject: text, times: "once" });
      const template = fillStatement(statement.en, { subject: "\u0001", times: "once" });
      assert.equal(
        filled,
        template.replaceAll("\u0001", () => text),
      );
    }),
  );
});

test("part of a sentence is one line without anything that steers, and not longer than it may be", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 800 }), (text) => {
      const part = sentencePart(text) ?? "";
      assert.doesNotMatch(part, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      assert.ok(part.length <= 301);
      assert.equal(part, part.trim());
    }),
  );
});

test("passwords in commands are not told", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["echo bob:Sesame1 | chpasswd", "echo bob:*** | chpasswd"],
    ["echo 'bob:Sesame1' | sudo /usr/sbin/chpasswd", "echo 'bob:***' | sudo /usr/sbin/chpasswd"],
    ["mysql -uroot -pSesame1 shop", "mysql -uroot -p*** shop"],
    ["sshpass -p Sesame1 ssh root@10.0.0.1", "sshpass -p *** ssh root@10.0.0.1"],
    ["tool --password=Sesame1 --host x", "tool --password=*** --host x"],
    ["curl http://bob:Sesame1@files.example/x", "curl http://bob:***@files.example/x"],
    ["PGPASSWORD=Sesame1 psql shop", "PGPASSWORD=*** psql shop"],
    ["echo Sesame1 | sudo -S id", "echo *** | sudo -S id"],
    ["GET /login?user=bob&password=Sesame1&next=/", "GET /login?user=bob&password=***&next=/"],
    ["cp -p /etc/passwd /tmp/p", "cp -p /etc/passwd /tmp/p"],
    ["mkdir -p /var/tmp/x", "mkdir -p /var/tmp/x"],
    ["cat /etc/passwd | tail -5", "cat /etc/passwd | tail -5"],
    ["ssh -p 2222 host", "ssh -p 2222 host"],
    ["http://203.0.113.80:8080/xmrig", "http://203.0.113.80:8080/xmrig"],
  ];
  for (const [raw, told] of cases) assert.equal(hideSecrets(raw), told);
});

test("hiding secrets costs linear time and never adds length beyond a mask for each", () => {
  for (const unit of ["-p ", "echo a:", "x=password", "://a:b", "curl "]) {
    const text = unit.repeat(1200 / unit.length);
    assert.ok(hideSecrets(text).length <= text.length * 2);
  }
});

test("an act names what it was done to", () => {
  const event = (fields: Partial<LogEvent>): LogEvent => ({ ...cited.event, ...fields });
  assert.equal(subjectOf("account-created", event({ "user.name": "root", "user.target.name": "bob" })), "bob");
  assert.equal(
    subjectOf(
      "account-changed",
      event({ "event.action": "group_member_added", "user.target.name": "bob", "group.name": "sudo" }),
    ),
    "bob (+sudo)",
  );
  assert.equal(
    subjectOf("cron-added", event({ "event.action": "cron_changed", "user.target.name": "root" })),
    "crontab root",
  );
  assert.equal(subjectOf("privilege", event({ "event.action": "su_session", "user.target.name": "root" })), "su root");
  assert.equal(subjectOf("command", event({})), undefined);
});
