import { readFile } from "node:fs/promises";
import type { DeskOptions } from "../src/desk-options.ts";

/*
 * The engine, the renderer and the sealer belong to other packages, which the desk does not import; these do the least that is true.
 */

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

export function plainRunner(blobs: DeskOptions["blobs"]): DeskOptions["runner"] {
  return {
    run: async ({ items }, { progress }) => {
      const bytes = items.reduce((sum, item) => sum + item.size, 0);
      progress({ phase: "read", bytes, bytesTotal: bytes, records: 1, events: 1, detections: 0 });
      const hashes = items.map((item) => item.sha256);
      const answer = await blobs.write([encode({ answer: hashes })]);
      const sources = await blobs.write([encode({ sources: hashes })]);
      return { state: "done", verdict: "incident", answer, sources, counts: { events: 1 } };
    },
  };
}

export const plainRenderer: DeskOptions["renderer"] = {
  lint: async ({ report }) =>
    report.words.summary === ""
      ? [{ rule: "summary", level: "error", message: { zh: "缺少概述", en: "no summary" } }]
      : [],
  render: async (facts) => [{ name: "report.zh.pdf", language: "zh", type: "application/pdf", bytes: encode(facts) }],
};

export const plainSealer: DeskOptions["sealer"] = {
  seal: ({ archive, journal, checkpoints, records, evidence }) => [
    encode({ archive, journal, checkpoints, records, evidence: evidence.map((file) => file.sha256) }),
  ],
  verify: async (file) => ({ holds: JSON.parse(await readFile(file, "utf8")) !== null, findings: [] }),
};
