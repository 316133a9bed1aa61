import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { StanchError } from "@stanch/model/error";
import { isZip, readRuleZip } from "./rule-zip.ts";
import type { RuleText } from "./ruling.ts";

/** Folder of the rules that ship with the program: beside the published code, or at the root of the repository. */
export function ownRules(): string {
  const shipped = fileURLToPath(new URL("../assets/rules", import.meta.url));
  return existsSync(shipped) ? shipped : fileURLToPath(new URL("../../../rules", import.meta.url));
}

const yamlName = /\.ya?ml$/i;

/**
 * All rule files (`.yml`, `.yaml`) below the given folders or in the given zips, or the files themselves, in the order of their paths.
 *
 * @throws StanchError `E_RULES_MISSING` when a path does not exist or cannot be read, `E_RULES_ZIP`
 * @example const texts = readRuleFiles([ownRules(), "/srv/sigma/rules"]);
 */
export function readRuleFiles(paths: readonly string[]): RuleText[] {
  const found: RuleText[] = [];
  for (const path of paths) {
    try {
      collect(path, "", found);
    } catch (error) {
      if (error instanceof StanchError) throw error;
      throw new StanchError("E_RULES_MISSING", { path, reason: error instanceof Error ? error.message : "" }, error);
    }
  }
  return found;
}

function collect(path: string, below: string, found: RuleText[]): void {
  const stat = lstatSync(path);
  if (stat.isSymbolicLink() && below !== "") return;
  if (stat.isDirectory() || (stat.isSymbolicLink() && below === "")) {
    for (const name of readdirSync(path).sort()) {
      if (name.startsWith(".")) continue;
      const inner = join(path, name);
      const isFolder = lstatSync(inner).isDirectory();
      if (isFolder || yamlName.test(name)) collect(inner, below === "" ? name : `${below}/${name}`, found);
    }
    return;
  }
  const bytes = readFileSync(path);
  if (below === "" && isZip(bytes)) found.push(...readRuleZip(bytes, path).texts);
  else found.push({ path: below === "" ? path : below, yaml: bytes.toString("utf8") });
}
