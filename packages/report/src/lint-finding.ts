import type { Text } from "@stanch/model/text";
import { lintPlace } from "./lint-place.ts";
import { type LintKey, lintText } from "./lint-text.ts";

/** One finding of the checklist. An `error` keeps a report from being approved; a `warning` is for the author's eye. */
export interface LintFinding {
  /** `R05` */
  readonly rule: string;
  readonly level: "error" | "warning";
  readonly message: Text;
  /** Place in the model: `timeline[3]`. */
  readonly where?: string;
  /** The same as a reader finds it on paper: section and item. */
  readonly place?: Text;
}

export function lintError(key: LintKey, where: string, params?: Readonly<Record<string, string>>): LintFinding {
  const place = lintPlace(where);
  const found = { rule: key.slice(0, 3), level: "error", message: lintText(key, params), where } as const;
  return place === undefined ? found : { ...found, place };
}

export function lintWarning(key: LintKey, where: string, params?: Readonly<Record<string, string>>): LintFinding {
  return { ...lintError(key, where, params), level: "warning" };
}
