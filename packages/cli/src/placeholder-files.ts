import { readFileSync } from "node:fs";
import { StanchError } from "@stanch/model/error";
import type { Placeholders } from "@stanch/sigma/detection-item";
import { readPlaceholders } from "@stanch/sigma/placeholder-file";

function readOne(path: string): Placeholders {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    throw new StanchError("E_PATH_MISSING", { path }, error);
  }
  const { values, fault } = readPlaceholders(text);
  if (fault !== undefined) throw new StanchError("E_PLACEHOLDERS", { path, ...fault });
  return values;
}

/**
 * Values for rules that ask for some of the installation's own, from the files of `--placeholders`; of two files with one name the
 * later counts.
 *
 * @throws StanchError `E_PATH_MISSING`, `E_PLACEHOLDERS`
 * @example placeholdersOf(["values.yml"]).Administrators // ["root", "admin"]
 */
export function placeholdersOf(paths: readonly string[] = []): Placeholders {
  return Object.assign({}, ...paths.map(readOne)) as Placeholders;
}
