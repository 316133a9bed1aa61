import type { ColumnType } from "kysely";

/** `jsonb`: a value out, text in (`JSON.stringify`). */
export type JsonColumn<T> = ColumnType<T, string, string>;
/** `timestamptz`: RFC 3339 text in UTC out, text or Date in. */
export type Instant = ColumnType<string, string | Date, string | Date>;
export type MaybeInstant = ColumnType<string | null, string | Date | null | undefined, string | Date | null>;
export type Maybe<T> = ColumnType<T | null, T | null | undefined, T | null>;
