import { type ErrorKind, explainError, StanchError } from "@stanch/model/error";
import { commandErrors } from "@stanch/model/errors/command-errors";
import { deskErrors } from "@stanch/model/errors/desk-errors";
import { investigationErrors } from "@stanch/model/errors/investigation-errors";
import { reportErrors } from "@stanch/model/errors/report-errors";
import { serverErrors } from "@stanch/model/errors/server-errors";
import { storeErrors } from "@stanch/model/errors/store-errors";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { note, visible } from "./terminal.ts";

const catalogue: Readonly<Record<string, ErrorKind>> = {
  ...deskErrors,
  ...serverErrors,
  ...reportErrors,
  ...storeErrors,
  ...investigationErrors,
  ...commandErrors,
};

/** Codes of the file system that mean: no room, on the disk, in the quota or under the limit of a file. */
const noRoom = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/**
 * Says on stderr what happened, what it means and what to do, and gives the exit code for it.
 *
 * @example return reportFailure(error, context); // 3
 */
export function reportFailure(error: unknown, { say, language }: Omit<CommandContext, "end">): ExitCode {
  const { code, params } = known(error);
  const kind = catalogue[code] ?? investigationErrors.E_INTERNAL;
  const shown = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, visible(value)]));
  const { what, means, todo } = explainError(kind, shown, language);
  note(`stanch: ${what}\n  ${say("means")}${say("colon")}${means}\n  ${say("todo")}${say("colon")}${todo}\n  ${code}`);
  if (process.env["STANCH_DEBUG"] === "1") note(visible(stackOf(error), true));
  return kind.exit;
}

function known(error: unknown): { readonly code: string; readonly params: Readonly<Record<string, string>> } {
  if (error instanceof StanchError && Object.hasOwn(catalogue, error.code)) return error;
  if (error instanceof Error && "code" in error && noRoom.has(String(error.code))) {
    return { code: "E_DISK_FULL", params: { path: "path" in error ? String(error.path) : "?" } };
  }
  return { code: "E_INTERNAL", params: { reason: error instanceof Error ? error.message : String(error) } };
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\n${stackOf(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
