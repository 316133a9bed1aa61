import assert from "node:assert/strict";
import { test } from "node:test";
import type { JournalEntry } from "@stanch/model/journal";
import fc from "fast-check";
import { en } from "../messages/en/all.ts";
import { zh } from "../messages/zh/all.ts";
import { journalWords, type Reader } from "./journal-words.ts";

const chinese: Reader = { words: zh, language: "zh", zone: "Asia/Shanghai" };
const english: Reader = { words: en, language: "en", zone: "UTC" };
type Line = Pick<JournalEntry, "kind" | "data">;

test("a line is told in the reader's words, values included; ids are left out and hashes are short", () => {
  const line: Line = {
    kind: "assignment.offered",
    data: {
      assignment: "ca5557ee-df9d-4c64-a59f-c5fd6ea642a6",
      name: "赵值班",
      part: "lead",
      mode: "remote",
      accepted: true,
    },
  };
  assert.deepEqual(journalWords(line, chinese), [
    ["姓名", "赵值班"],
    ["职责", zh.names.part.lead],
    ["方式", zh.names.mode.remote],
    ["当即接受", "是"],
  ]);
  assert.deepEqual(journalWords(line, english).at(-1), ["taken at once", "yes"]);
  const evidence: Line = {
    kind: "evidence.received",
    data: { label: "E-01", sha256: "811f6467bdc20a3cd37596f3bf724e16890694fe2ca12fce3811f6467bdc20a3", size: 85 },
  };
  assert.deepEqual(journalWords(evidence, english)[1], ["SHA-256", "811f6467bdc2…"]);
});

test("the same state is another word in another kind of line; instants are in the reader's zone", () => {
  const state = (kind: Line["kind"], value: string) => journalWords({ kind, data: { state: value } }, chinese)[0]?.[1];
  assert.equal(state("notice.queued", "sent"), zh.names.noticeState.sent);
  assert.equal(state("report.reviewed", "in-review"), zh.names.reportState["in-review"]);
  assert.equal(state("task.changed", "done"), zh.journal.taskStates.done);
  const due = journalWords({ kind: "clock.started", data: { dueAt: "2026-03-01T04:00:00.000Z" } }, chinese);
  assert.deepEqual(due, [["期限", "2026-03-01 12:00:00 +08:00"]]);
});

test("what the law asks of a case is told in words", () => {
  const data = { after: { jurisdictions: ["CN"], operator: "other", sectors: ["finance"], data: "none" } };
  assert.deepEqual(
    journalWords({ kind: "legal.stated", data }, chinese).map(([, value]) => value),
    [zh.legal.jurisdiction.CN, zh.legal.operators.other, zh.legal.sector.finance, zh.legal.dataKinds.none],
  );
  const told = journalWords({ kind: "notice.queued", data: { to: { part: "emergency-team" } } }, chinese);
  assert.equal(told[0]?.[1], zh.duty.teamKinds.emergency);
});

test("nested records are told field by field, lists in one, and nothing empty", () => {
  const line: Line = {
    kind: "request.received",
    data: {
      call: null,
      form: { symptoms: ["unknown-process"], contact: { name: "王芳", phone: "+86" }, systems: "" },
      channel: "form",
    },
  };
  assert.deepEqual(
    journalWords(line, chinese).map(([label]) => label),
    ["现象", "姓名", "电话", "渠道"],
  );
});

test("no key is ever shown as it is stored, and hostile text stays text", () => {
  const json = fc.jsonValue({ maxDepth: 3 });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), json), (data) => {
      const known = new Set<string>([...Object.values(zh.journal.fields), zh.journal.other]);
      for (const [label] of journalWords({ kind: "note.written", data: data as Line["data"] }, chinese))
        assert.ok(known.has(label), label);
    }),
  );
  const hostile = '<img src=x onerror=alert(1)>\u202e=HYPERLINK("x")';
  assert.deepEqual(journalWords({ kind: "note.written", data: { body: hostile, constructor: "x" } }, chinese), [
    ["内容", hostile],
    ["其他", "x"],
  ]);
});
