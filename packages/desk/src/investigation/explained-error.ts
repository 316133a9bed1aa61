import { explainError } from "@stanch/model/error";
import type { Investigation } from "@stanch/model/handling";
import type { ExplainError } from "../ports.ts";

/** What went wrong, in both languages; an error that nobody foresaw gets the words of `E_INTERNAL`. */
export function explainedError(
  explain: ExplainError,
  code: string,
  params: Readonly<Record<string, string>> = {},
): NonNullable<Investigation["error"]> {
  const known = explain(code) === undefined ? "E_INTERNAL" : code;
  const kind = explain(known);
  const same = { zh: known, en: known };
  if (kind === undefined) return { code: known, what: same, means: same, todo: same };
  const filled = { reason: code, ...params };
  const zh = explainError(kind, filled, "zh");
  const en = explainError(kind, filled, "en");
  const both = (part: "what" | "means" | "todo") => ({ zh: zh[part], en: en[part] });
  return { code: known, what: both("what"), means: both("means"), todo: both("todo") };
}
