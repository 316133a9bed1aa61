/**
 * The JSON Schemas of our contracts, made from the zod schemas: `node tools/run.cjs tools/schemas.ts` writes them. A test fails when
 * the checked-in files are stale.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { answerSheet } from "@stanch/model/answer";
import { detection } from "@stanch/model/detection";
import { eventLine } from "@stanch/model/event-line";
import { sourcesSheet } from "@stanch/model/sources";
import { manifest } from "@stanch/report/manifest";
import { z } from "zod";

export const schemaFolder = path.resolve(import.meta.dirname, "../packages/model/schemas");

const contracts: readonly (readonly [name: string, title: string, schema: z.ZodType])[] = [
  ["event-line", "Event: a line of `stanch events`", eventLine],
  ["answer-sheet", "Answer sheet: answer.json", answerSheet],
  ["sources-sheet", "Sources: sources.json", sourcesSheet],
  ["detection-line", "Detection: a line of `stanch detect` and of detections.jsonl", detection],
  ["manifest", "Manifest: manifest.json", manifest],
];

/** File name → text of every schema; the same zod schemas give the same text. */
export function schemaFiles(): Map<string, string> {
  return new Map(
    contracts.map(([name, title, schema]) => {
      const { $schema, ...rest } = z.toJSONSchema(schema, { target: "draft-2020-12", io: "input" });
      return [`${name}.json`, `${JSON.stringify({ $schema, title, ...rest }, null, 2)}\n`];
    }),
  );
}

if (import.meta.main) {
  mkdirSync(schemaFolder, { recursive: true });
  for (const [name, text] of schemaFiles()) writeFileSync(path.join(schemaFolder, name), text);
}
