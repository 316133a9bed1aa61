import assert from "node:assert/strict";
import test from "node:test";
import { testFacts } from "../test/facts.ts";
import { sampleInput, sampleModel } from "../test/sample.ts";
import { renderHtml } from "./html.ts";
import { lintReport } from "./lint.ts";
import { reportFromFacts } from "./report-from-facts.ts";
import { type ReportModel, reportModel } from "./report-model.ts";

const rules = (model: ReportModel) => [...new Set(lintReport(model).map(({ rule }) => rule))].join(" ");

test("a report made from an answer passes the checklist", () => {
  assert.deepEqual(lintReport(sampleModel(5)), []);
});

test("a report made from the records of a case fits the schema, passes, and says what was recorded", () => {
  const model = reportFromFacts(testFacts, sampleInput());
  assert.equal(reportModel.safeParse(model).error, undefined);
  const found = lintReport(model);
  assert.deepEqual(
    found.filter(({ level }) => level === "error"),
    [],
  );
  const html = renderHtml(model);
  for (const said of [
    "R-2026-0001",
    "Example Works",
    "lock the account",
    "login was refused",
    "订单查询中断 20 分钟。",
    "own scanner",
  ]) {
    assert.ok(html.includes(said), said);
  }
});

test("a case without an analysis claims nothing", () => {
  const model = reportFromFacts(testFacts);
  assert.equal(reportModel.safeParse(model).error, undefined);
  assert.deepEqual([model.analysis.threads, model.indicators, model.timeline], [[], [], []]);
});

test("each rule fires on its fault and only there", () => {
  const good = sampleModel();
  const row = good.timeline[0];
  const ip = good.indicators.find(({ type }) => type === "ip");
  const technique = good.attack.rows[0];
  if (row === undefined || ip === undefined || technique === undefined) throw new Error("the sample is empty");
  const text = (zh: string, en: string) => ({ ...good, statements: [{ zh, en }] });
  const faults: [string, ReportModel][] = [
    ["R02", text("共 3 次", "4 times")],
    ["", text("共 13,998 条，3 次", "3 times, 13998 records")],
    ["", text("登录 db-02，共 1 次：可疑", "Log-in to db-02, once: suspicious")],
    ["", text("登录 db-02，共 1 次（被拒绝）", "Log-in to db-02, once (refused)")],
    ["R02", text("共 2 次", "Log-in, once")],
    [
      "R03",
      { ...good, summary: { ...good.summary, statements: [{ kind: "fact", text: { zh: "甲", en: "a" }, cites: [] }] } },
    ],
    [
      "R03",
      {
        ...good,
        summary: { ...good.summary, statements: [{ kind: "fact", text: { zh: "甲", en: "a" }, cites: ["no"] }] },
      },
    ],
    ["R05", { ...good, timeline: good.timeline.toReversed() }],
    ["R05", { ...good, control: { ...good.control, made: "2020-01-01T00:00:00Z" } }],
    ["R08", { ...good, determination: { ...good.determination, level: { ...good.determination.level, value: 1 } } }],
    ["R11", { ...good, attack: { ...good.attack, rows: [{ ...technique, technique: "T9999" }] } }],
    ["R11", { ...good, attack: { ...good.attack, rows: [{ ...technique, technique: "T1562.001" }] } }],
    ["R12", { ...good, attack: { ...good.attack, rows: [{ ...technique, tactic: "TA0040" }] } }],
    ["R13", { ...good, attack: { ...good.attack, rows: [{ ...technique, cites: [] }] } }],
    ["R14 R29", { ...good, indicators: [{ ...ip, value: "300.1.1.1" }] }],
    ["R14 R29", { ...good, indicators: [{ ...ip, value: "10.0.0.1", block: true }] }],
    ["R16", text("毫无疑问", "certainly")],
    ["R18", { ...good, recommendations: [] }],
    ["R20", { ...good, evidence: { ...good.evidence, limitations: [] } }],
    ["R23", { ...good, control: { ...good.control, strictest: "RED" } }],
    ["R24", text("甲", "the login used password=hunter-xyz")],
    ["R26", { ...good, control: { ...good.control, authors: ["a"], approver: "a" } }],
    ["R28", text("待补充", "TODO")],
    ["R29", { ...good, summary: { ...good.summary, figures: { ...good.summary.figures, threads: 9 } } }],
  ];
  for (const [expected, model] of faults) assert.equal(rules(model), expected);
});

test("evidence whose bytes or custody changed is named", () => {
  const facts = testFacts;
  const [item] = facts.evidence;
  if (item === undefined) throw new Error("no evidence");
  const changed = { ...facts, evidence: [{ ...item, stored: "0".repeat(64), custody: [] }] };
  assert.match(rules(reportFromFacts(changed, sampleInput())), /R04.*R22/);
});

test("a custody chain is held to its times, not to how they are written", () => {
  const [item] = testFacts.evidence;
  const [line] = item?.custody ?? [];
  if (item === undefined || line === undefined) throw new Error("no custody");
  const chain = (...times: string[]): string => {
    const custody = times.map((at, place) => ({ ...line, seq: place + 1, at, from: undefined, to: undefined }));
    return rules(reportFromFacts({ ...testFacts, evidence: [{ ...item, custody }] }, sampleInput()));
  };
  assert.doesNotMatch(chain("2026-03-01T02:14:07.1Z", "2026-03-01T02:14:07.12Z", "2026-03-01T02:14:07.123456Z"), /R22/);
  assert.match(chain("2026-03-01T02:14:07.12Z", "2026-03-01T02:14:07.1Z"), /R22/);
});
