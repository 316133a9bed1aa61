import { createHash } from "node:crypto";
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { RuleCache } from "@stanch/sigma/rule-cache";

/** Rule sets kept at a time: the newest ones. */
const MOST_KEPT = 8;
const cacheName = /^sigma-\d+-[\da-f]{64}\.json$/;

/**
 * Keeps parsed rules in a folder of the installation, which is made when needed. A cache is a help only: what cannot be read or
 * written is as if it were not there, and the rules are parsed again. So is a file that another account owns or may write.
 *
 * @example makeRuling(texts, ruleCacheFolder("/var/lib/stanch/cache"));
 */
export function ruleCacheFolder(folder: string): RuleCache {
  const fileOf = (key: string): string => join(folder, `${key.replace(/[^\w-]/g, "_")}.json`);
  return {
    sha256: (text) => createHash("sha256").update(text).digest("hex"),
    read(key) {
      try {
        return readOwn(fileOf(key));
      } catch {
        return undefined;
      }
    },
    write(key, text) {
      const half = `${fileOf(key)}.${process.pid}.part`;
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(half, text, { mode: 0o600 });
        renameSync(half, fileOf(key));
        dropOldest(folder);
      } catch {
        drop(half);
      }
    },
  };
}

function readOwn(path: string): string | undefined {
  const file = openSync(path, "r");
  try {
    const { uid, mode } = fstatSync(file);
    const owner = process.getuid?.();
    if (owner !== undefined && (uid !== owner || (mode & 0o022) !== 0)) return undefined;
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

function dropOldest(folder: string): void {
  const names = readdirSync(folder).filter((name) => cacheName.test(name));
  if (names.length <= MOST_KEPT) return;
  const aged = names.map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }));
  for (const { path } of aged.toSorted((a, b) => b.at - a.at).slice(MOST_KEPT)) drop(path);
}

function drop(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // The folder itself cannot be written: nothing was left in it.
  }
}
