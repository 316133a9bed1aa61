import type { Language } from "@stanch/model/text";
import type { Say } from "./language.ts";

/** What every command is given. */
export interface CommandContext {
  readonly say: Say;
  readonly language: Language;
  /** Hands a command's exit code over: 0 done, 1 partial, 2 wrong usage, 3 failed. */
  readonly end: (code: ExitCode) => void;
}

export type ExitCode = 0 | 1 | 2 | 3;
