import type { Text } from "@stanch/model/text";
import { type LintKey, lintText } from "./lint-text.ts";

/** One finding of the checklist. An `error` keeps a report from being approved; a `warning` is for the author's eye. */
export interface LintFinding {
  /** `R05` */
  readonly rule: string;
  readonly level: "error" | "warning";
  readonly message: Text;
  /** Place in the model: `timeline[3]`. */
  readonly where?: string;
}

export function lintError(key: LintKey, where: string, params?: Readonly<Record<string, string>>): LintFinding {
  return { rule: key.slice(0, 3), level: "error", message: lintText(key, params), where };
}

export function lintWarning(key: LintKey, where: string, params?: Readonly<Record<string, string>>): LintFinding {
  return { ...lintError(key, where, params), level: "warning" };
}
