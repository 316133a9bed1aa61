import { createHash } from "node:crypto";
import type { CaseFacts } from "./case-facts.ts";
import { renderHtml } from "./html.ts";
import { type LintFinding, lintReport } from "./lint.ts";
import { sha256Sums } from "./manifest.ts";
import { renderPdf } from "./pdf.ts";
import type { AnswerReportInput } from "./report-from-answer.ts";
import { reportFromFacts } from "./report-from-facts.ts";
import { keyFingerprint, publicKeyPem, type SealSigner } from "./signed-note.ts";

/** A file of a report, ready to be stored and delivered. */
export interface ReportFile {
  readonly name: string;
  readonly language?: "zh" | "en";
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * Lints and renders the report of a case: fits the port that the desk asks for. `analysis` opens the newest finished investigation. A
 * final report comes with the list of its hashes, the signer's Ed25519 signature over the list, and the key.
 *
 * @example makeReportRenderer<ReportFacts>({ analysis: async ({ investigation }) => investigation && open(investigation) })
 */
export function makeReportRenderer<F extends CaseFacts>(ports: {
  readonly analysis: (facts: F) => Promise<AnswerReportInput | undefined>;
  readonly signer: SealSigner;
}): {
  readonly lint: (facts: F) => Promise<LintFinding[]>;
  readonly render: (facts: F) => Promise<ReportFile[]>;
} {
  const { signer } = ports;
  const fingerprint = keyFingerprint(signer.publicKey);
  const modelOf = async (facts: F) => reportFromFacts(facts, await ports.analysis(facts), fingerprint);
  return {
    lint: async (facts) => lintReport(await modelOf(facts)),
    render: async (facts) => {
      const model = await modelOf(facts);
      const [zh, en] = await Promise.all([renderPdf(model, "zh"), renderPdf(model, "en")]);
      const html = Buffer.from(renderHtml(model));
      const files: ReportFile[] = [
        { name: "report.zh.pdf", language: "zh", type: "application/pdf", bytes: zh },
        { name: "report.en.pdf", language: "en", type: "application/pdf", bytes: en },
        { name: "report.html", type: "text/html; charset=utf-8", bytes: html },
      ];
      return facts.report.status === "final" ? [...files, ...(await signatureOf(files, signer))] : files;
    },
  };
}

async function signatureOf(files: readonly ReportFile[], signer: SealSigner): Promise<ReportFile[]> {
  const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  const sums = Buffer.from(sha256Sums(files.map(({ name, bytes }) => ({ path: name, sha256: hash(bytes) }))));
  const type = "application/octet-stream";
  return [
    { name: "SHA256SUMS", type, bytes: sums },
    { name: "SHA256SUMS.sig", type, bytes: await signer.sign(sums) },
    { name: "public-key.pem", type, bytes: Buffer.from(publicKeyPem(signer.publicKey)) },
  ];
}
