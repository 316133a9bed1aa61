import { stateWords } from "./errors/state-words.ts";
import type { Language, Text } from "./text.ts";

/** One entry of the error catalogue: what happened, what it means for the case, what to do. `{name}` are parameters. */
export interface ErrorKind {
  readonly http: number;
  readonly exit: 1 | 2 | 3;
  readonly what: Text;
  readonly means: Text;
  readonly todo: Text;
}

/**
 * An error with a stable code that people may quote. Parameters are data: every output escapes them for itself.
 *
 * @example throw new StanchError("E_ARCHIVE_BOMB", { path: "logs.zip", limit: "100 GiB" });
 */
export class StanchError extends Error {
  override readonly name = "StanchError";
  readonly code: string;
  readonly params: Readonly<Record<string, string>>;
  constructor(code: string, params: Readonly<Record<string, string>> = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, cause === undefined ? undefined : { cause });
    this.code = code;
    this.params = params;
  }
}

/** Fills `{name}` places with parameters; an unknown place stays visible. */
export function fill(template: string, params: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (place, name: string) => params[name] ?? place);
}

/** The three sentences of an error in one language, ready to show. */
export function explainError(
  kind: ErrorKind,
  params: Readonly<Record<string, string>>,
  language: Language,
): { what: string; means: string; todo: string } {
  const { state = "" } = params;
  const words = Object.hasOwn(stateWords, state)
    ? { ...params, state: stateWords[state]?.[language] ?? state }
    : params;
  return {
    what: fill(kind.what[language], words),
    means: fill(kind.means[language], words),
    todo: fill(kind.todo[language], words),
  };
}
