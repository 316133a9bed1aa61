import type { CaseFacts } from "./case-facts.ts";
import { renderHtml } from "./html.ts";
import { type LintFinding, lintReport } from "./lint.ts";
import { renderPdf } from "./pdf.ts";
import type { AnswerReportInput } from "./report-from-answer.ts";
import { reportFromFacts } from "./report-from-facts.ts";

/** A file of a report, ready to be stored and delivered. */
export interface ReportFile {
  readonly name: string;
  readonly language?: "zh" | "en";
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * Lints and renders the report of a case: fits the port that the desk asks for. `analysis` opens the newest finished investigation.
 *
 * @example makeReportRenderer<ReportFacts>({ analysis: async ({ investigation }) => investigation && open(investigation) })
 */
export function makeReportRenderer<F extends CaseFacts>(ports: {
  readonly analysis: (facts: F) => Promise<AnswerReportInput | undefined>;
}): {
  readonly lint: (facts: F) => Promise<LintFinding[]>;
  readonly render: (facts: F) => Promise<ReportFile[]>;
} {
  const modelOf = async (facts: F) => reportFromFacts(facts, await ports.analysis(facts));
  return {
    lint: async (facts) => lintReport(await modelOf(facts)),
    render: async (facts) => {
      const model = await modelOf(facts);
      const [zh, en] = await Promise.all([renderPdf(model, "zh"), renderPdf(model, "en")]);
      const html = Buffer.from(renderHtml(model));
      return [
        { name: "report.zh.pdf", language: "zh", type: "application/pdf", bytes: zh },
        { name: "report.en.pdf", language: "en", type: "application/pdf", bytes: en },
        { name: "report.html", type: "text/html; charset=utf-8", bytes: html },
      ];
    },
  };
}
