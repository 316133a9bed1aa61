import { explainError, StanchError } from "@stanch/model/error";
import type { Problem } from "@stanch/model/route";
import { ZodError } from "zod";
import { explainCode } from "../error-catalogue.ts";

export interface ProblemAnswer {
  readonly status: number;
  readonly body: Problem;
  /** True when it is our fault: it belongs into the log with its stack. */
  readonly ours: boolean;
}

/** What the frameworks refuse by themselves, in our words. */
const byStatus: ReadonlyMap<number, string> = new Map([
  [400, "E_INPUT"],
  // Paths that climb out of the folder of pages: nobody is told what lies there.
  [403, "E_NOT_FOUND"],
  [404, "E_NOT_FOUND"],
  [413, "E_TOO_LARGE"],
  [414, "E_TOO_LARGE"],
  [415, "E_MEDIA"],
  [429, "E_TOO_MANY"],
  [431, "E_TOO_LARGE"],
]);

const SHOWN_FIELDS = 20;

function fieldsOf(error: ZodError): Record<string, string> {
  const issues = error.issues.slice(0, SHOWN_FIELDS);
  return Object.fromEntries(issues.map(({ path, code }) => [path.join(".").slice(0, 100) || "body", code]));
}

/** An error of the catalogue as an answer. */
export function problem(
  code: string,
  params: Readonly<Record<string, string>> = {},
  fields?: Record<string, string>,
): ProblemAnswer {
  const kind = explainCode(code);
  if (kind === undefined) return problem("E_INTERNAL", { reason: code });
  const zh = explainError(kind, params, "zh");
  const en = explainError(kind, params, "en");
  const texts = {
    what: { zh: zh.what, en: en.what },
    means: { zh: zh.means, en: en.means },
    todo: { zh: zh.todo, en: en.todo },
  };
  return {
    status: kind.http,
    ours: kind.http >= 500,
    body: { code, ...texts, ...(fields === undefined ? {} : { fields }) },
  };
}

/**
 * Whatever was thrown, as an answer. What nobody foresaw tells the caller only the number of the request, under which the log has
 * the rest.
 */
export function problemOf(error: unknown, request: string): ProblemAnswer {
  if (error instanceof ZodError) {
    const fields = fieldsOf(error);
    return problem("E_INPUT", { fields: Object.keys(fields).join(", ") }, fields);
  }
  if (error instanceof StanchError && error.code !== "E_INTERNAL" && explainCode(error.code) !== undefined)
    return problem(error.code, error.params);
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  const code = byStatus.get(status);
  if (code !== undefined) return problem(code, { fields: "body" });
  return problem("E_INTERNAL", { reason: request });
}
