import type { ReportRenderer, Sealer, Signer } from "@stanch/desk/ports";
import type { ReportFacts } from "@stanch/desk/report/report-facts";
import { answerSheet } from "@stanch/model/answer";
import { sourcesSheet } from "@stanch/model/sources";
import type { AnswerReportInput } from "@stanch/report/report-from-answer";
import { makeReportRenderer } from "@stanch/report/renderer";
import { makeSealer } from "@stanch/report/verify";
import type { Blobs } from "@stanch/store/blobs";
import { readJsonBlob } from "./read-json-blob.ts";

/** What the newest finished investigation of a case says, as the report needs it. */
async function analysisOf(blobs: Pick<Blobs, "read">, facts: ReportFacts): Promise<AnswerReportInput | undefined> {
  const { investigation } = facts;
  if (investigation === undefined) return undefined;
  const citations = investigation.others["citations"];
  const cited = citations === undefined ? {} : await readJsonBlob(blobs, citations);
  return {
    answer: answerSheet.parse(await readJsonBlob(blobs, investigation.answer)),
    sources: sourcesSheet.parse(await readJsonBlob(blobs, investigation.sources)).sources,
    // Written by the runner of this centre; the blob's name is its hash.
    citations: Object.entries(cited as Readonly<Record<string, never>>),
  };
}

/** Reports as PDF and HTML over the sheets in the blobs, signed when they are final. */
export function reportRenderer(blobs: Pick<Blobs, "read">, signer: Signer): ReportRenderer {
  return makeReportRenderer<ReportFacts>({ analysis: (facts) => analysisOf(blobs, facts), signer });
}

/** Sealed bundles under the centre's key. */
export function bundleSealer(signer: Signer): Sealer {
  return makeSealer(signer);
}
