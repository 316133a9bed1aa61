import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { LogText } from "./rule-run.testkit.ts";

/** Log files that a rule must (`match`) or must not (`miss`) speak about. */
export interface RuleCase {
  readonly rule: string;
  readonly kind: "match" | "miss";
  readonly files: readonly LogText[];
  /** File and line of the case, for messages. */
  readonly at: string;
}

interface Draft {
  readonly rule: string;
  readonly kind: "match" | "miss";
  readonly files: { name: string; lines: string[] }[];
  readonly at: string;
}

const order = /^@(rule|match|miss|and) (\S+)$/;

/** Reads a file of cases: `@rule PATH`, then `@match FILE` and `@miss FILE` with raw lines, `@and FILE` for one more file. */
export function parseCases(text: string, path: string): RuleCase[] {
  const drafts: Draft[] = [];
  let rule = "";
  for (const [at, line] of text.split("\n").entries()) {
    const [, word, value = ""] = order.exec(line) ?? [];
    const last = drafts.at(-1);
    if (word === "rule") rule = value;
    else if (word === "match" || word === "miss")
      drafts.push({ rule, kind: word, files: [{ name: value, lines: [] }], at: `${path}:${at + 1}` });
    else if (word === "and") last?.files.push({ name: value, lines: [] });
    else if (line !== "") last?.files.at(-1)?.lines.push(line);
  }
  return drafts.map(({ files, ...rest }) => ({
    ...rest,
    files: files.map(({ name, lines }) => ({ name, text: `${lines.join("\n")}\n` })),
  }));
}

/** All cases beside the tests. */
export function ruleCases(): RuleCase[] {
  const folder = fileURLToPath(new URL(".", import.meta.url));
  return readdirSync(folder)
    .filter((name) => name.endsWith(".txt"))
    .sort()
    .flatMap((name) => parseCases(readFileSync(`${folder}/${name}`, "utf8"), name));
}
