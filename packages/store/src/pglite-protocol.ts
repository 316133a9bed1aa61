import type { SqlErrorFields } from "./sql-error.ts";
import type { SqlAnswer } from "./sql-session.ts";

/** How the worker opens the cluster. */
export interface PgliteOpening {
  /** Folder of the cluster; undefined keeps it in memory (tests). */
  readonly folder: string | undefined;
  /** A gzip'ed image of a fresh cluster: read when it exists, else written. */
  readonly image: string | undefined;
}

export type PgliteAsk =
  | { readonly id: number; readonly ask: "query"; readonly sql: string; readonly params: readonly (string | null)[] }
  | { readonly id: number; readonly ask: "script"; readonly sql: string }
  | { readonly id: number; readonly ask: "close" };

/** `id` 0 tells that the cluster is open. */
export type PgliteReply =
  | { readonly id: number; readonly answer: SqlAnswer | null }
  | { readonly id: number; readonly error: SqlErrorFields };
