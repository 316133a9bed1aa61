import { StanchError } from "@stanch/model/error";

/** What PostgreSQL reports with an error; the same fields on both engines. */
export interface SqlErrorFields {
  readonly message: string;
  /** SQLSTATE, five characters. */
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
  readonly hint?: string | undefined;
  readonly table?: string | undefined;
  readonly column?: string | undefined;
  readonly constraint?: string | undefined;
  readonly where?: string | undefined;
}

/**
 * A statement the database refused: a mistake of ours or a constraint that did its work.
 *
 * @example catch (error) { if (error instanceof SqlError && error.constraint === "customer_name_key") … }
 */
export class SqlError extends Error {
  override readonly name = "SqlError";
  readonly code: string;
  readonly detail: string | undefined;
  readonly table: string | undefined;
  readonly column: string | undefined;
  readonly constraint: string | undefined;
  constructor(fields: SqlErrorFields, cause?: unknown) {
    super(fields.message, cause === undefined ? undefined : { cause });
    this.code = fields.code ?? "XX000";
    this.detail = fields.detail;
    this.table = fields.table;
    this.column = fields.column;
    this.constraint = fields.constraint;
  }
}

/** The store cannot answer just now, or lost a race; the same work may succeed when it is done again. */
export class StoreUnavailable extends StanchError {
  readonly retriable = true;
  constructor(reason: string, cause?: unknown) {
    super("E_STORE_UNAVAILABLE", { reason }, cause);
  }
}

/** Connection trouble, resources, shutdown, serialization and deadlock. Source: PostgreSQL manual, appendix A. */
const retriableStates = /^(08...|53...|57P0[1-5]|40001|40P01|55P03|58030)$/;
const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENOENT",
]);

/** Turns whatever a driver throws into {@link StoreUnavailable} or {@link SqlError}; other errors pass. */
export function sqlError(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StanchError) return error;
  const fields = error as Error & SqlErrorFields;
  const code = fields.code;
  if (code !== undefined && networkCodes.has(code)) return new StoreUnavailable(code, error);
  if (/^Connection terminated|timeout exceeded when trying to connect/.test(error.message))
    return new StoreUnavailable(error.message, error);
  if (code === undefined || !/^[0-9A-Z]{5}$/.test(code)) return error;
  if (retriableStates.test(code)) return new StoreUnavailable(`${code} ${error.message}`, error);
  if (code === "22021" || code === "22P05") return new StanchError("E_TEXT_UNSTORABLE", {}, error);
  return error instanceof SqlError ? error : new SqlError(fields, error);
}

/** Whether doing the same again may help. */
export function isRetriable(error: unknown): boolean {
  return error instanceof StoreUnavailable;
}
