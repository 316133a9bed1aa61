import { homedir } from "node:os";
import path from "node:path";
import { ruleCacheFolder } from "@stanch/investigate/rule-cache-folder";
import type { RuleCache } from "@stanch/sigma/rule-cache";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The user's folder for what can be made again: `$XDG_CACHE_HOME/stanch`, or where the platform keeps such things.
 *
 * Source: XDG Base Directory Specification 0.8: a path that is not absolute is ignored.
 * @example userCache("linux", {}, "/home/ada") // "/home/ada/.cache/stanch"
 */
export function userCache(
  platform: NodeJS.Platform = process.platform,
  environment: Environment = process.env,
  home = homedir(),
): string {
  const join = (platform === "win32" ? path.win32 : path.posix).join;
  const absolute = (name: string): string | undefined => {
    const value = environment[name];
    const { isAbsolute } = platform === "win32" ? path.win32 : path.posix;
    return value !== undefined && isAbsolute(value) ? value : undefined;
  };
  const chosen = absolute("XDG_CACHE_HOME");
  if (chosen !== undefined) return join(chosen, "stanch");
  if (platform === "win32") return join(absolute("LOCALAPPDATA") ?? join(home, "AppData", "Local"), "stanch", "cache");
  return platform === "darwin" ? join(home, "Library", "Caches", "stanch") : join(home, ".cache", "stanch");
}

/** Where parsed rules of this user are kept; nowhere when the account has no home. */
export function userRuleCache(): RuleCache | undefined {
  try {
    return ruleCacheFolder(userCache());
  } catch {
    return undefined;
  }
}
