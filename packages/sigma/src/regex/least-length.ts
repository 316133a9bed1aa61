import type { RegexTree } from "./regex-tree.ts";

/**
 * UTF-16 units that every match takes at least: shorter texts need not be run at all.
 *
 * @example leastLength(parseRegex("^a{3,}(bc|d)$", flags)) // 4
 */
export function leastLength(tree: RegexTree): number {
  switch (tree.kind) {
    case "set":
      return 1;
    case "cat":
      return tree.items.reduce((sum, item) => sum + leastLength(item), 0);
    case "alt":
      return tree.items.reduce((least, item) => Math.min(least, leastLength(item)), Infinity);
    case "repeat":
      return tree.min === 0 ? 0 : tree.min * leastLength(tree.item);
    case "anchor":
    case "look":
      return 0;
  }
}
