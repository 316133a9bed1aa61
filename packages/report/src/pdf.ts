import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Language } from "@stanch/model/text";
import { paperOf } from "./paper.ts";
import type { PdfJob } from "./pdf-worker.ts";
import type { ReportModel } from "./report-model.ts";

export interface PdfOptions {
  /** A PDF standard of Typst; PDF/A-2a (tagged, for archives) unless said otherwise. */
  readonly standard?: "a-2a" | "a-2b" | "a-3a" | "a-3b" | "a-4" | "ua-1";
}

const template = fileURLToPath(new URL("../assets/report.typ", import.meta.url));
const workerFile = new URL(import.meta.url.endsWith(".ts") ? "./pdf-worker.ts" : "./pdf-worker.js", import.meta.url);

/**
 * The report as a tagged PDF/A in one language. The same model gives the same bytes: the creation date is the model's own.
 * Runs in a worker thread; two languages at once use two cores.
 *
 * @throws Error with Typst's diagnostics when the paper cannot be set.
 * @example const [zh, en] = await Promise.all([renderPdf(model, "zh"), renderPdf(model, "en")]);
 */
export async function renderPdf(model: ReportModel, language: Language, options: PdfOptions = {}): Promise<Uint8Array> {
  const job: PdfJob = {
    paper: paperOf(model, language),
    template,
    standard: options.standard ?? "a-2a",
    createdAt: Math.floor(Date.parse(model.control.made) / 1000),
  };
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
  const worker = new Worker(workerFile, { workerData: job });
  worker.once("message", resolve);
  worker.once("error", reject);
  worker.once("exit", (code) => reject(new Error(`PDF worker ended with ${code}`)));
  try {
    return await promise;
  } finally {
    await worker.terminate();
  }
}
