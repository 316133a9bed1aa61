/** Records around the invented case. Never shipped. */
import type { Request } from "@stanch/model/request";
import { permissionsOf } from "@stanch/model/role";
import { at, clock, hash, ids, theAnswer, theIncident } from "./case-data.ts";

export const staff = [
  {
    id: ids.me,
    name: "处置员甲",
    email: "a@centre.example",
    phone: "+86 10 5555 0001",
    roles: ["supervisor", "duty-officer"],
    language: "zh",
    active: true,
    totp: true,
  },
  {
    id: ids.other,
    name: "Handler B",
    email: "b@centre.example",
    phone: "+86 10 5555 0002",
    roles: ["handler"],
    language: "en",
    active: true,
    totp: false,
  },
];

export const session = {
  state: "ready",
  staff: staff[0],
  roles: ["supervisor", "duty-officer", "archivist", "administrator"],
  permissions: [
    ...new Set([
      ...permissionsOf.supervisor,
      ...permissionsOf["duty-officer"],
      ...permissionsOf.archivist,
      ...permissionsOf.administrator,
    ]),
  ],
};

const base = {
  contact: { name: "值守工程师", phone: "+86 21 5555 0142" },
  location: "上海市浦东新区 2 号楼",
  systems: "web-01",
  language: "zh" as const,
};

export const requests: Request[] = [
  {
    ...base,
    id: ids.request2 as Request["id"],
    number: "REQ-2026-0201",
    organisation: "北岸医院信息中心",
    symptoms: ["files-encrypted", "slow-or-down"],
    description: "共享盘文件全部打不开，出现勒索信。",
    channel: "form",
    proofAt: at(0.6),
    receivedAt: at(0.6),
    state: "new",
  },
  {
    ...base,
    id: ids.request as Request["id"],
    number: "REQ-2026-0200",
    organisation: "Northern Light Logistics and Forwarding International Holdings (Shanghai) Co.",
    symptoms: ["page-changed"],
    description: "Home page shows strange content since this morning",
    channel: "phone",
    proofAt: at(3.4),
    receivedAt: at(3.3),
    state: "new",
  },
];

export const incidents = [
  theIncident,
  {
    ...theIncident,
    id: ids.second,
    number: "SEC-2026-0139",
    organisation: "Old Mill Foods",
    title: "Miner on build host",
    level: 4,
    type: "MAL-08",
    clock: clock(30, 28.2),
    verdict: undefined,
    lead: undefined,
  },
];

export const journal = (
  [
    ["request.received", { number: "REQ-2026-0199", channel: "phone" }],
    ["clock.started", { dueAt: theIncident.clock.dueAt }],
    ["incident.opened", { number: "SEC-2026-0142" }],
    ["notice.sent", { to: "应急小组", channel: "mail" }],
    ["determination.made", { disposition: "incident", level: 2, type: "NA-06", rules: ["A-important-extreme"] }],
    ["evidence.received", { label: "E-01", sha256: hash(1), size: 88_412_331 }],
    ["investigation.finished", { verdict: "incident", events: 611_870 }],
    ["measure.planned", { title: "隔离 web-01" }],
  ] as const
).map(([kind, data], index) => ({
  seq: index + 1,
  prev: hash(index),
  hash: hash(index + 1),
  at: at(2.9 - index * 0.3),
  recordedAt: at(2.9 - index * 0.3),
  actor: { kind: index === 1 ? "system" : "staff", id: ids.me, name: index === 1 ? "stanch 0.1.0" : "处置员甲" },
  kind,
  data,
}));

const custody = [1, 2, 3].map((seq) => ({
  seq,
  at: at(2 - seq * 0.1),
  action: ["collected", "received", "examined"][seq - 1],
  from: "web-01",
  to: "stanch",
  purpose: "分析 investigation",
  sha256: hash(1),
  by: "处置员甲",
}));

export const evidence = [
  {
    id: ids.evidence,
    label: "E-01",
    name: "web-01-var-log.tar.gz",
    size: 88_412_331,
    sha256: hash(1),
    receivedAt: at(2),
    receivedFrom: "处置员甲",
    host: "web-01",
    zone: "Asia/Shanghai",
    custody,
  },
  {
    id: ids.evidence2,
    label: "E-02",
    name: "db-02/var/log/secure",
    size: 412_331,
    sha256: hash(2),
    receivedAt: at(1.8),
    receivedFrom: "处置员甲",
    host: "db-02",
    custody,
  },
];

const progress = {
  phase: "done",
  bytes: 88_412_331,
  bytesTotal: 88_412_331,
  records: 612_004,
  events: 611_870,
  detections: 2461,
};
export const investigations = [
  {
    id: ids.investigation,
    incidentId: ids.incident,
    state: "partial",
    evidence: [ids.evidence],
    zone: "Asia/Shanghai",
    startedAt: at(1),
    finishedAt: at(0.9),
    by: "处置员甲",
    progress,
  },
  {
    id: ids.any,
    incidentId: ids.incident,
    state: "running",
    evidence: [ids.evidence2],
    zone: "UTC",
    startedAt: at(0.01),
    by: "Handler B",
    progress: {
      ...progress,
      phase: "read",
      bytes: 30_000_000,
      events: 204_112,
      current: "web-01-var-log.tar.gz!/var/log/nginx/access.log-20260228",
    },
  },
];

export const sources = [
  {
    path: "web-01-var-log.tar.gz!/var/log/secure",
    sha256: hash(6),
    bytes: 12_331_200,
    format: "syslog",
    records: 91_204,
    events: 91_180,
    unparsed: 4,
    skipped: { blank: 20 },
    first: "2026-02-22T03:00:01Z",
    last: "2026-03-01T04:02:11Z",
    hosts: ["web-01"],
    times: { "year-inferred": 91_180 },
    damage: [],
  },
  {
    path: "web-01-var-log.tar.gz!/var/log/nginx/access.log",
    sha256: hash(7),
    bytes: 76_000_000,
    format: "nginx-access",
    records: 520_800,
    events: 520_690,
    unparsed: 98,
    skipped: { blank: 12 },
    first: "2026-02-22T03:00:01Z",
    last: "2026-03-01T04:02:11Z",
    hosts: ["web-01"],
    times: { stated: 520_690 },
    damage: [{ from: 71_000_000, to: 71_004_096, code: "E_NUL_RUN" }],
  },
  {
    path: "web-01-var-log.tar.gz!/var/log/journal/broken.gz",
    sha256: hash(8),
    bytes: 1024,
    format: "unknown",
    records: 0,
    events: 0,
    unparsed: 0,
    skipped: {},
    hosts: [],
    times: {},
    damage: [],
    failure: { code: "E_ARCHIVE_DAMAGED", message: { zh: "压缩包已损坏。", en: "The archive is damaged." } },
  },
];

export const measures = [
  {
    id: ids.measure,
    phase: "contain",
    title: "隔离 web-01 的网络",
    target: "web-01",
    change:
      "nft add table inet stanch\nnft add chain inet stanch in { type filter hook input priority 0 ; policy drop ; }\nnft add rule inet stanch in ip saddr 192.0.2.10 tcp dport 22 accept",
    proofPlan: "从 198.51.100.5 访问 443 端口：改动前通、改动后不通",
    undo: "nft delete table inet stanch",
    evidence: [ids.evidence],
    recommendation: "r-1",
    state: "planned",
    author: { id: ids.other, name: "Handler B" },
    plannedAt: at(0.4),
  },
  {
    id: ids.measure2,
    phase: "eradicate",
    title: "删除账号 sysupd",
    target: "web-01",
    change: "userdel sysupd",
    proofPlan: "getent passwd sysupd",
    undo: "useradd -o -u 0 sysupd",
    evidence: [ids.evidence],
    state: "done",
    author: { id: ids.other, name: "Handler B" },
    plannedAt: at(0.9),
    decidedBy: "处置员甲",
    decidedAt: at(0.8),
    decisionReason: "证据已取",
    doneBy: "Handler B",
    doneAt: at(0.6),
    before: "sysupd:x:0:0::/home/sysupd:/bin/bash",
    after: "",
    proof: "getent passwd sysupd → exit 2",
  },
];

const files = ["zh.pdf", "en.pdf", "zh.html", "en.html"].map((name, index) => ({
  name: `SEC-2026-0142-v1-${name}`,
  language: name.slice(0, 2),
  sha256: hash(index + 20),
  size: 220_000 + index * 7000,
}));
export const reports = [
  {
    id: ids.report,
    number: "RPT-2026-0142",
    version: 1,
    state: "draft",
    author: { id: ids.me, name: "处置员甲" },
    draftedAt: at(0.2),
    words: { summary: theAnswer.summary.zh, impact: "", advice: "关闭 SSH 口令登录。", limits: "没有命令记录。" },
    lint: [
      {
        rule: "impact-empty",
        level: "error",
        message: { zh: "“影响”一节还没有内容。", en: "The section Impact is empty." },
        where: "impact",
      },
      {
        rule: "likelihood-and-confidence",
        level: "warning",
        message: {
          zh: "一句话里同时写了可能性和置信度。",
          en: "A sentence states likelihood and confidence together.",
        },
        where: "summary",
      },
    ],
    files,
  },
];

export const advice = [
  {
    id: ids.any,
    body: "请保持 web-01 开机，不要登录。把它的网线拔掉。",
    channel: "page",
    by: "处置员甲",
    at: at(2.4),
    readAt: at(2.3),
  },
];
export const archive = [
  {
    incidentId: ids.second,
    number: "ARC-2026-0088",
    incidentNumber: "SEC-2026-0121",
    organisation: "Old Mill Foods",
    title: "Miner on build host",
    classification: "internal",
    sealedAt: at(400),
    sealedBy: "档案员",
    sha256: hash(30),
    size: 412_000_112,
    journalHead: hash(31),
  },
];
export const customers = [
  {
    id: ids.customer,
    name: "海港零售有限公司 Harbour Retail",
    contacts: [{ name: "值守工程师", phone: "+86 21 5555 0142", email: "" }],
    language: "zh",
    responseMinutes: 240,
    importance: "important",
    notes: "",
    createdAt: at(9000),
    openIncidents: 1,
  },
];
export const customerPage = {
  number: "REQ-2026-0199",
  incidentNumber: "SEC-2026-0142",
  organisation: theIncident.organisation,
  receivedAt: at(2.9),
  clock: theIncident.clock,
  state: "open",
  steps: theIncident.steps.map(({ step, state }) => ({ step, state })),
  people: [
    { name: "处置员甲", part: "lead", mode: "remote", state: "accepted" },
    { name: "处置员乙", part: "handler", mode: "on-site", state: "under-way" },
  ],
  advice: [{ id: ids.any, body: "请保持 web-01 开机，不要登录。把它的网线拔掉。", channel: "page", at: at(2.4) }],
  reports: [{ id: ids.report, number: "RPT-2026-0142", version: 1, state: "delivered", deliveredAt: at(0.1), files }],
  dutyPhone: "+86 10 5555 0110",
};
