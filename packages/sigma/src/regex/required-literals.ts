import type { CharSet } from "./char-set.ts";
import type { RegexTree } from "./regex-tree.ts";

const mostAlternatives = 32;

/** The lower-case ASCII character a set stands for when case does not count, or undefined. */
function oneLetter(set: CharSet): string | undefined {
  if (set.length === 0 || set.length > 4 || (set.at(-1) ?? 0) > 126) return undefined;
  let letter: string | undefined;
  for (let at = 0; at < set.length; at += 2) {
    if (set[at] !== set[at + 1]) return undefined;
    const folded = String.fromCharCode(set[at] ?? 0).toLowerCase();
    if (letter !== undefined && letter !== folded) return undefined;
    letter = folded;
  }
  return letter;
}

const weight = (literals: readonly string[]): number => Math.min(...literals.map((one) => one.length));

function better(a: readonly string[] | undefined, b: readonly string[] | undefined): readonly string[] | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return weight(b) > weight(a) ? b : a;
}

/**
 * Lower-case texts of which every match holds at least one, so that most texts need not be run at all.
 * `undefined` when there are none.
 *
 * @example requiredLiterals(parseRegex("(?i)net\\s+(user|group)", flags)) // ["group", "user"] or the like
 */
export function requiredLiterals(tree: RegexTree): readonly string[] | undefined {
  switch (tree.kind) {
    case "set": {
      const letter = oneLetter(tree.set);
      return letter === undefined ? undefined : [letter];
    }
    case "cat":
      return ofSequence(tree.items);
    case "alt": {
      const each = tree.items.map(requiredLiterals);
      const all = each.flatMap((one) => one ?? []);
      return each.includes(undefined) || all.length > mostAlternatives ? undefined : [...new Set(all)];
    }
    case "repeat":
      return tree.min > 0 ? requiredLiterals(tree.item) : undefined;
    default:
      return undefined;
  }
}

function ofSequence(items: readonly RegexTree[]): readonly string[] | undefined {
  let best: readonly string[] | undefined;
  let run = "";
  const flush = (): void => {
    if (run !== "") best = better(best, [run]);
    run = "";
  };
  for (const item of flattened(items)) {
    const letter = item.kind === "set" ? oneLetter(item.set) : undefined;
    if (letter !== undefined) run += letter;
    else {
      // Anchors and look-around stand between characters without parting them.
      if (item.kind === "anchor" || item.kind === "look") continue;
      flush();
      best = better(best, requiredLiterals(item));
    }
  }
  flush();
  return best;
}

const flattened = (items: readonly RegexTree[]): RegexTree[] =>
  items.flatMap((item) => (item.kind === "cat" ? flattened(item.items) : [item]));
