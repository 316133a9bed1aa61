import { readFileSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import { fontCoverage, fontFolders } from "./font.ts";
import { type Soft, paperText } from "./paper-text.ts";
import type { Paper } from "./paper.ts";

/** What a worker is given to set one paper. */
export interface PdfJob {
  readonly paper: Paper;
  readonly template: string;
  readonly standard: string;
  /** Seconds since 1970: the creation date inside the PDF. */
  readonly createdAt: number;
}

/** Values that name things to the template and are never shown. */
const names = new Set(["kind", "mark", "outcome", "id", "language", "tlp", "verdict", "page"]);

/** Sets a paper with Typst. Synchronous and heavy: runs in a worker. */
export function setPaper({ paper, template, standard, createdAt }: PdfJob): Uint8Array {
  const workspace = "/stanch-report";
  const main = `${workspace}/report.typ`;
  const compiler = NodeCompiler.create({ workspace, fontArgs: [{ fontPaths: [...fontFolders] }] });
  compiler.addSource(main, readFileSync(template, "utf8"));
  compiler.mapShadow(`${workspace}/paper.json`, Buffer.from(JSON.stringify(fitted(paper, paperText(fontCoverage())))));
  try {
    return compiler.pdf({ mainFilePath: main }, { pdfStandard: standard, creationTimestamp: createdAt });
  } finally {
    compiler.evictCache(0);
  }
}

/** The same paper with every shown text made fit for the font. */
export function fitted(value: unknown, fit: (text: string) => Soft): unknown {
  if (typeof value === "string") return fit(value);
  if (Array.isArray(value)) return value.map((inner) => fitted(inner, fit));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      names.has(name) && typeof inner === "string" ? inner : fitted(inner, fit),
    ]),
  );
}

// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port has no origin
if (parentPort !== null) parentPort.postMessage(setPaper(workerData as PdfJob));
