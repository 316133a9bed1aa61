import type { AnswerSheet, Step } from "@stanch/model/answer";
import type { SourceReport } from "@stanch/model/sources";
import { type AnswerReportInput, reportFromAnswer } from "../src/report-from-answer.ts";
import type { ReportModel } from "../src/report-model.ts";
import type { Citation } from "../src/statement.ts";
import sample from "./sample.json" with { type: "json" };

/** Material for tests: SSH guessing that succeeds, then an account, a cron entry, a foreign script. Times and addresses are made up. */
export function sampleInput(extraSteps = 0): AnswerReportInput {
  const { answer, sources, citations } = structuredClone(sample) as unknown as {
    answer: AnswerSheet;
    sources: SourceReport[];
    citations: [string, Citation][];
  };
  const file = sources[0];
  if (file === undefined) throw new Error("the sample has no source");
  for (let index = 0; index < extraSteps; index += 1) {
    const [step, cited] = extraStep(index, file);
    answer.threads[0]?.steps.push(step);
    citations.push(cited);
  }
  return { answer, sources, citations };
}

export function sampleModel(extraSteps = 0): ReportModel {
  return reportFromAnswer(sampleInput(extraSteps));
}

function extraStep(index: number, { path, sha256 }: SourceReport): [Step, [string, Citation]] {
  const time = new Date(Date.UTC(2026, 2, 1, 3, 30, 0) + index * 250).toISOString();
  const offset = 100_000 + 97 * index;
  const id = `5b2c1f0a9d3e4c77-${offset.toString(36)}`;
  const account = `admin${index}`;
  const raw = `Mar  1 ${time.slice(11, 19)} web-01 sshd[${3000 + index}]: Failed password for invalid user ${account} from 203.0.113.9 port ${41_000 + (index % 20_000)} ssh2`;
  const step: Step = {
    first: time,
    kind: "fact",
    tactic: "TA0006",
    technique: "T1110.003",
    outcome: "failure",
    count: 1,
    host: "web-01",
    account,
    statement: {
      zh: `203.0.113.9 尝试登录不存在的账号 ${account}，被拒绝。`,
      en: `203.0.113.9 tried the account ${account}, which does not exist, and was refused.`,
    },
    events: [id],
  };
  return [step, [id, { path, sha256, offset, record: 1000 + index, time, basis: "year-inferred", raw }]];
}
