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
 * The playbooks of a folder (`*.yml`), in the order of their names.
 *
 * @throws StanchError `E_PLAYBOOK` naming the file that is no playbook
 * @example readPlaybooks(ownPlaybooks()).length // 13
 */
export function readPlaybooks(folder: string): Playbook[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".yml"));
  return names.sort().map((name) => {
    try {
      return playbook.parse(parse(readFileSync(path.join(folder, name), "utf8"), { maxAliasCount: 0 }));
    } catch (error) {
      throw new StanchError("E_PLAYBOOK", { path: name, reason: error instanceof Error ? error.message : "" }, error);
    }
  });
}
