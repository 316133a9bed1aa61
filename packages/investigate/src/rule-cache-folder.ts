import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RuleCache } from "@stanch/sigma/rule-cache";

/**
 * Keeps parsed rules in a folder of the installation, which is made when needed. A cache is a help only: what cannot be read or
 * written is as if it were not there, and the rules are parsed again.
 *
 * @example makeRuling(texts, ruleCacheFolder("/var/lib/stanch/cache"));
 */
export function ruleCacheFolder(folder: string): RuleCache {
  const fileOf = (key: string): string => join(folder, `${key.replace(/[^\w-]/g, "_")}.json`);
  return {
    read(key) {
      try {
        return readFileSync(fileOf(key), "utf8");
      } catch {
        return undefined;
      }
    },
    write(key, text) {
      const half = `${fileOf(key)}.${process.pid}.part`;
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(half, text, { mode: 0o600 });
        renameSync(half, fileOf(key));
      } catch {
        drop(half);
      }
    },
  };
}

function drop(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself cannot be written: nothing was left in it.
  }
}
