import { dirname, resolve } from "node:path";

const parts = (path: string): string[] => path.split("/").filter((part) => part !== "");

/** Names that another root has too, or that lie inside another's. */
function clashing(names: ReadonlyMap<string, string>): string[] {
  const counts = new Map<string, number>();
  for (const name of names.values()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const clashes = new Set([...counts].filter(([, count]) => count > 1).map(([name]) => name));
  for (const name of counts.keys()) {
    for (let at = name.indexOf("/"); at >= 0; at = name.indexOf("/", at + 1)) {
      const outer = name.slice(0, at);
      if (counts.has(outer)) clashes.add(name).add(outer);
    }
  }
  return [...names].filter(([, name]) => clashes.has(name)).map(([path]) => path);
}

/** How many first parts all paths share, their last ones left out. */
function shared(roots: readonly (readonly string[])[]): number {
  const [first = []] = roots;
  const most = Math.min(...roots.map((root) => root.length - 1));
  let depth = 0;
  while (depth < most && roots.every((root) => root[depth] === first[depth])) depth++;
  return depth;
}

/**
 * The paths that evidence is read from, each once, in sorted order, with the name its files go by: the shortest end of the path that no
 * other has. What lies inside another of the paths is read there. Neither the order of the paths nor the place they lie in changes a name.
 *
 * @example rootNames(["/case/b/log", "/case/a/log"]) // "/case/a/log" → "a/log", "/case/b/log" → "b/log"
 */
export function rootNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const given = new Set(paths.map((path) => resolve(path)));
  const isInside = (path: string): boolean =>
    path !== dirname(path) && (given.has(dirname(path)) || isInside(dirname(path)));
  const roots = [...given].filter((path) => !isInside(path)).sort();
  const above = shared(roots.map(parts));
  const lengths = new Map(roots.map((root) => [root, 1]));
  const nameOf = (root: string): string =>
    parts(root)
      .slice(-(lengths.get(root) ?? 1))
      .join("/");
  for (;;) {
    const names = new Map(roots.map((root) => [root, nameOf(root) || "evidence"]));
    const longer = clashing(names).filter((root) => (lengths.get(root) ?? 1) < parts(root).length - above);
    if (longer.length === 0) return names;
    for (const root of longer) lengths.set(root, (lengths.get(root) ?? 1) + 1);
  }
}
