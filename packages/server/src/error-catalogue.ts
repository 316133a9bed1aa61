import type { ErrorKind } from "@stanch/model/error";
import { damageErrors } from "@stanch/model/errors/damage-errors";
import { deskErrors } from "@stanch/model/errors/desk-errors";
import { investigationErrors } from "@stanch/model/errors/investigation-errors";
import { reportErrors } from "@stanch/model/errors/report-errors";
import { serverErrors } from "@stanch/model/errors/server-errors";
import { storeErrors } from "@stanch/model/errors/store-errors";

const catalogue: ReadonlyMap<string, ErrorKind> = new Map<string, ErrorKind>([
  ...Object.entries(storeErrors),
  ...Object.entries(investigationErrors),
  ...Object.entries(damageErrors),
  ...Object.entries(reportErrors),
  ...Object.entries(deskErrors),
  ...Object.entries(serverErrors),
]);

/**
 * The texts of an error code, of every room.
 *
 * @example explainCode("E_DISK_FULL")?.http // 507
 */
export function explainCode(code: string): ErrorKind | undefined {
  return catalogue.get(code);
}
