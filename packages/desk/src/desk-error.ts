import { StanchError } from "@stanch/model/error";
import type { DeskErrorCode } from "@stanch/model/errors/desk-errors";
import { SqlError } from "@stanch/store/sql-error";

/** An error of the desk's catalogue. */
export function deskError(code: DeskErrorCode, params: Readonly<Record<string, string>> = {}): StanchError {
  return new StanchError(code, params);
}

/** The row, or `E_NOT_FOUND`: what a caller may not see does not exist for it. */
export function found<T>(row: T | undefined, what: string): T {
  if (row === undefined) throw deskError("E_NOT_FOUND", { what });
  return row;
}

/** Whether the database refused because of this constraint. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof SqlError && error.constraint === constraint;
}
