import { readFile } from "node:fs/promises";
import type { DeskOptions } from "../src/desk-options.ts";
import type { BookRule } from "../src/ports.ts";

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

/** Two rules of the program, and one for each added source; a filter is one that says `filter:`. */
export const plainBook: DeskOptions["rules"] = {
  read: async ({ disabled, filters, sources }) => {
    const named = (id: string, source: string): BookRule => ({
      id,
      title: { zh: `规则 ${id}`, en: `Rule ${id}` },
      level: id === "own-1" ? "high" : "low",
      kind: "rule",
      logsource: "linux / process_creation",
      source,
      path: `${source}/${id}.yml`,
      tags: [],
    });
    const rules = [
      named("own-1", "own"),
      named("own-2", "own"),
      ...sources.map(({ name }) => named(`${name}-1`, name)),
    ];
    const hash = JSON.stringify({ disabled, filters: filters.map(({ yaml }) => yaml), sources });
    return { rules, hash, rejected: 0 };
  },
  lint: async (yaml) => {
    const message = { zh: "没有 filter", en: "no filter" };
    const remarks = yaml.includes("filter:") ? [] : [{ line: 1, column: 1, rule: "error-kind", error: true, message }];
    return { remarks, title: yaml.split("\n", 1)[0] ?? "", rules: remarks.length === 0 ? 2 : 0 };
  },
  look: async ({ name }) => ({ documents: name === "empty" ? 0 : 3, rejected: 1, licence: "DRL 1.1" }),
};
