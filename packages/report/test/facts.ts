import type { CaseFacts } from "../src/case-facts.ts";
import { sha256, testJournal } from "./bundle.ts";

const id = (n: number) => `0197f0a0-0000-7000-8000-${String(n).padStart(12, "0")}` as never;
const words = { summary: "", impact: "订单查询中断 20 分钟。", advice: "", limits: "" };

const hash = sha256("log");
const custody = [
  {
    seq: 1,
    at: "2026-03-01T02:30:00Z",
    action: "received" as const,
    purpose: "analysis",
    sha256: hash,
    by: "duty desk",
  },
];
const organisation = "Example Works";
const contact = { name: "IT desk", phone: "+00 000 0000" };
const told = {
  organisation,
  contact,
  location: "Room 1",
  systems: "web-01",
  symptoms: ["unknown-account" as const],
  description: "",
  language: "zh" as const,
};
const { contact: _contact, ...rest } = told;
const incident = {
  ...rest,
  contact,
  id: id(1),
  number: "SEC-2026-0001",
  title: "web-01",
  state: "open" as const,
  clock: { startedAt: "2026-03-01T02:20:00Z", dueAt: "2026-03-01T06:20:00Z" },
  openedAt: "2026-03-01T02:20:00Z",
  updatedAt: "2026-03-01T06:00:00Z",
  steps: [],
  next: [],
  requests: [],
  people: [],
  journalHead: { seq: 1, hash },
  customerPath: "/c/x",
};
/** The records of a small case: one request, one determination, one measure, one evidence item. */
export const testFacts: CaseFacts = {
  report: {
    id: id(2),
    number: "R-2026-0001",
    version: 1,
    author: { id: id(3), name: "analyst 1" },
    draftedAt: "2026-03-02T06:00:00Z",
    words,
    status: "final",
    writers: ["analyst 2"],
    approver: "supervisor",
    approvedAt: "2026-03-02T07:00:00Z",
    madeAt: "2026-03-02T07:00:00Z",
  },
  centre: {
    name: { zh: "应急响应中心", en: "Response centre" },
    phone: "+00 000 0001",
    mail: "duty@centre.example",
    zone: "Asia/Shanghai",
  },
  incident,
  requests: [
    {
      ...told,
      id: id(4),
      number: "REQ-2026-0001",
      channel: "phone",
      proofAt: "2026-03-01T02:20:00Z",
      receivedAt: "2026-03-01T02:25:00Z",
      state: "linked",
    },
  ],
  determinations: [
    {
      disposition: "incident",
      type: "NA-06",
      secondary: [],
      factors: { importance: "general", loss: "minor", harm: "general" },
      reason: "login after guessing",
      by: "analyst 1",
      at: "2026-03-01T05:00:00Z",
      level: 4,
    },
  ],
  assignments: [
    {
      id: id(5),
      staff: { id: id(3), name: "analyst 1" },
      part: "lead",
      mode: "remote",
      state: "accepted",
      times: { accepted: "2026-03-01T02:40:00Z" },
    },
  ],
  advice: [{ id: id(6), by: "analyst 1", at: "2026-03-01T03:00:00Z", body: "do not reboot", channel: "phone" }],
  evidence: [
    {
      id: id(7),
      label: "E-01",
      name: "auth.log",
      size: 3,
      sha256: hash,
      stored: hash,
      receivedAt: "2026-03-01T02:30:00Z",
      receivedFrom: "upload",
      custody,
    },
  ],
  measures: [
    {
      id: id(8),
      phase: "contain",
      title: "lock the account",
      target: "web-01",
      change: "usermod -L",
      proofPlan: "login is refused",
      undo: "usermod -U",
      evidence: [],
      state: "done",
      author: { id: id(3), name: "analyst 1" },
      plannedAt: "2026-03-01T05:10:00Z",
      decidedBy: "supervisor",
      decidedAt: "2026-03-01T05:20:00Z",
      doneBy: "analyst 1",
      doneAt: "2026-03-01T05:30:00Z",
      proof: "login was refused",
    },
  ],
  marks: [{ mark: "dismissed", about: "D-3", reason: "own scanner", by: "analyst 1", at: "2026-03-01T06:00:00Z" }],
  journal: testJournal(2),
};
