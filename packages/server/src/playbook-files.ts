import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { StanchError } from "@stanch/model/error";
import { playbook, type Playbook } from "@stanch/model/playbook";
import { parse } from "yaml";

/** Folder of the playbooks that ship: beside the published code, or at the root of the repository. */
export function ownPlaybooks(): string {
  const shipped = fileURLToPath(new URL("../assets/playbooks", import.meta.url));
  return existsSync(shipped) ? shipped : fileURLToPath(new URL("../../../playbooks", import.meta.url));
}

/**
 * One playbook file.
 *
 * @throws StanchError `E_PLAYBOOK`
 * @example readPlaybook("playbooks/mining.yml").types // ["MAL-08"]
 */
export function readPlaybook(file: string): Playbook {
  try {
    return playbook.parse(parse(readFileSync(file, "utf8"), { maxAliasCount: 0 }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw new StanchError("E_PLAYBOOK", { path: path.basename(file), reason }, error);
  }
}

/**
 * The playbooks of a folder (`*.yml`), in the order of their names.
 *
 * @throws StanchError `E_PLAYBOOK` naming the file that is no playbook
 * @example readPlaybooks(ownPlaybooks()).length // 13
 */
export function readPlaybooks(folder: string): Playbook[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  return names.sort().map((name) => readPlaybook(path.join(folder, name)));
}
