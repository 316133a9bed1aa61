import { realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { StanchError } from "@stanch/model/error";

/**
 * The paths a person named, as places on this machine: a link named on purpose is followed, and what lies inside another named
 * folder is read once.
 *
 * @throws StanchError `E_PATH_MISSING`
 */
export function evidencePaths(named: readonly string[]): string[] {
  const places = [...new Set(named.map(placeOf))];
  return places.filter((place) => !places.some((other) => other !== place && isWithin(place, other)));
}

function placeOf(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    throw new StanchError("E_PATH_MISSING", { path }, error);
  }
}

/** Whether `path` is `folder` or lies below it; both absolute. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !/^\.\.[/\\]/.test(way) && !/^(?:[/\\]|[A-Za-z]:)/.test(way));
}

/** Where a path that may not exist yet would lie once links on the way are followed. */
export function futurePlace(path: string): string {
  const full = resolve(path);
  try {
    return realpathSync(full);
  } catch {
    const above = dirname(full);
    return above === full ? full : join(futurePlace(above), basename(full));
  }
}
