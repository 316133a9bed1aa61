import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type InvestigateOptions, investigate, type Outcome } from "./investigation.ts";
import { ownRules, readRuleFiles } from "./rule-files.ts";
import type { RuleText } from "./ruling.ts";

let own: readonly RuleText[] | undefined;

/** The rules of the project, read once. */
export function projectRules(): readonly RuleText[] {
  return (own ??= readRuleFiles([ownRules()]));
}

const guessing =
  /(?:^|\/)(?:base\/.*|correlation\/(?:guessing-then-login|password-guessing)|linux\/(?:cryptominer|cron-[\w-]+))\.yml$/;

/** A few of them, for tests that are not about rules: guessed passwords, jobs, miners. */
export function guessRules(): readonly RuleText[] {
  return projectRules().filter(({ path }) => guessing.test(path));
}

/** Folder of the recorded examples. */
export const examplesFolder = fileURLToPath(new URL("../../../examples", import.meta.url));

/** A folder that goes with the test. */
export interface Scratch extends Disposable {
  readonly path: string;
}

/** Makes a folder below `/tmp` that is removed when it goes out of scope. */
export function scratchFolder(name: string): Scratch {
  mkdirSync("/tmp/stanch-investigate", { recursive: true });
  const path = mkdtempSync(join("/tmp/stanch-investigate", `${name}-`));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Investigates as the command does, with the project's rules. */
export function investigateCase(
  paths: readonly string[],
  out: string,
  options: Partial<InvestigateOptions> = {},
): Promise<Outcome> {
  return investigate({ paths, out, rules: projectRules(), version: "0.0.0", workers: 1, ...options });
}
