import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type AnswerSheet, answerSheet } from "@stanch/model/answer";
import { balance, sourcesSheet } from "@stanch/model/sources";
import { citedIds } from "./citation-list.ts";
import { examplesFolder, investigateCase, scratchFolder } from "./case.testkit.ts";
import type { Outcome } from "./investigation.ts";

interface Row {
  readonly type: string;
  readonly role: string;
  readonly value: string;
}
/** What a person knows of a recording: `examples/<name>/expected.json`. */
interface Expected {
  readonly now: string;
  readonly verdict: AnswerSheet["verdict"];
  readonly type?: string;
  readonly secondary?: readonly string[];
  readonly level: number | null;
  readonly threads: number;
  readonly confidence?: string;
  readonly vector?: readonly string[];
  readonly addresses?: readonly string[];
  readonly entryAccounts?: readonly string[];
  readonly accounts?: readonly string[];
  readonly host?: string;
  readonly entry?: { readonly raw: string };
  readonly attempts?: number;
  readonly steps?: readonly { readonly technique: string; readonly outcome: string; readonly says: string }[];
  readonly persistence?: readonly { readonly kind: string; readonly subject: string }[];
  readonly indicators?: readonly Row[];
  readonly recommended?: readonly string[];
  readonly gaps?: readonly string[];
  readonly notBlamed: readonly string[];
}

function checkSource(answer: AnswerSheet, outcome: Outcome, wanted: Expected): void {
  const [thread = assert.fail("no thread")] = answer.threads;
  assert.deepEqual(thread.source.ips, wanted.addresses);
  assert.deepEqual(thread.source.accounts, wanted.entryAccounts);
  assert.ok(wanted.vector?.includes(thread.source.vector), thread.source.vector);
  assert.equal(thread.confidence, wanted.confidence);
  assert.ok(thread.confidenceReason !== undefined);
  assert.deepEqual(thread.hosts, [wanted.host]);
  for (const account of wanted.accounts ?? []) assert.ok(thread.accounts.includes(account), account);
  const entry = outcome.citations.get(thread.source.firstEvent ?? "");
  assert.ok(entry?.raw.includes(wanted.entry?.raw ?? "") === true, entry?.raw ?? "not cited");
  if (thread.source.ips.length > 1) assert.ok((thread.joins ?? []).length >= thread.source.ips.length - 1);
}

/** Every wanted step is there and they come in this order, among others. */
function checkSteps(answer: AnswerSheet, wanted: Expected): void {
  const steps = answer.threads[0]?.steps ?? [];
  let at = 0;
  for (const one of wanted.steps ?? []) {
    const found = steps.findIndex(
      (step, index) =>
        index >= at &&
        step.technique === one.technique &&
        step.outcome === one.outcome &&
        step.statement.zh.includes(one.says) &&
        step.statement.en.includes(one.says),
    );
    assert.ok(found >= 0, `no step ${one.technique} ${one.outcome} ${one.says} after step ${at}`);
    at = found;
  }
  const firsts = steps.map((step) => Date.parse(step.first ?? ""));
  assert.deepEqual(
    firsts,
    firsts.toSorted((a, b) => a - b),
  );
  const guessing = steps.find((step) => step.technique === "T1110.001" && step.outcome === "failure");
  if (wanted.attempts !== undefined) assert.equal(guessing?.count, wanted.attempts);
}

function checkWhatFollows(answer: AnswerSheet, wanted: Expected): void {
  for (const one of wanted.persistence ?? [])
    assert.ok(
      answer.persistence.some((row) => row.kind === one.kind && row.subject.includes(one.subject)),
      one.subject,
    );
  assert.equal(answer.persistence.length, wanted.persistence?.length ?? 0);
  for (const one of wanted.indicators ?? []) {
    const same = (row: Row): boolean => row.type === one.type && row.role === one.role && row.value === one.value;
    assert.ok(answer.indicators.some(same), `${one.role} ${one.value}`);
  }
  for (const one of wanted.recommended ?? [])
    assert.ok(
      answer.recommended.some((row) => row.measure.zh.includes(one) && row.measure.en.includes(one)),
      one,
    );
  for (const one of wanted.gaps ?? [])
    assert.ok(
      answer.gaps.some((gap) => gap.kind === one),
      one,
    );
  const phases = new Set(answer.recommended.map((row) => row.phase));
  if (wanted.verdict === "incident") assert.deepEqual([...phases], ["contain", "eradicate", "recover", "harden"]);
}

/** Every cited event is in the evidence, and the raw text cited is what stands there. */
function checkCitations({ answer, citations, sources }: Outcome): void {
  const hashes = new Map(sources.sources.map((one) => [one.path, one.sha256]));
  for (const id of citedIds(answer)) {
    const citation = citations.get(id);
    assert.ok(citation !== undefined, id);
    assert.equal(citation.sha256, hashes.get(citation.path));
    assert.notEqual(citation.raw, "");
  }
  for (const thread of answer.threads) for (const step of thread.steps) assert.ok(step.events.length > 0);
}

for (const name of readdirSync(examplesFolder).sort()) {
  test(`example ${name} comes out as a person knows it`, async () => {
    const wanted = JSON.parse(readFileSync(join(examplesFolder, name, "expected.json"), "utf8")) as Expected;
    using out = scratchFolder(name);
    const now = Date.parse(wanted.now);
    const outcome = await investigateCase([join(examplesFolder, name, "evidence")], out.path, { now });
    const { answer } = outcome;
    answerSheet.parse(answer);
    sourcesSheet.parse(outcome.sources);
    assert.equal(answer.verdict, wanted.verdict, JSON.stringify(answer.summary));
    assert.equal(answer.threads.length, wanted.threads);
    assert.equal(answer.level.value, wanted.level);
    assert.equal(answer.type.key, wanted.type ?? null);
    assert.deepEqual(answer.type.secondary, wanted.secondary ?? []);
    if (wanted.threads > 0) checkSource(answer, outcome, wanted);
    checkSteps(answer, wanted);
    checkWhatFollows(answer, wanted);
    checkCitations(outcome);
    for (const report of outcome.sources.sources) assert.equal(balance(report), 0, report.path);
    assert.equal(answer.counts.records, answer.counts.events + answer.counts.unparsed + answer.counts.skipped);
    const said = JSON.stringify(answer);
    for (const one of wanted.notBlamed) assert.ok(!said.includes(one), `${one} must not be named`);
  });
}
