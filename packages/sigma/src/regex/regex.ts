import { type Automaton, makeAutomaton } from "./automaton.ts";
import { type CharSet, inSet } from "./char-set.ts";
import { parseRegex, type RegexFlags } from "./parse-regex.ts";
import { buildProgram, freeEnd, freeStart } from "./program.ts";
import { leastLength } from "./least-length.ts";
import { requiredLiterals } from "./required-literals.ts";
import type { RegexTree } from "./regex-tree.ts";
import { simulate } from "./simulate.ts";

export { RegexFault } from "./regex-tree.ts";
export type { RegexFlags } from "./parse-regex.ts";

/** A regular expression that answers yes or no in time linear in the text, whoever wrote it. */
export interface Regex {
  readonly source: string;
  readonly flags: RegexFlags;
  /** Lower-case texts of which every match holds one. */
  readonly literals: readonly string[] | undefined;
  /** Texts on which the work allowed was used up; they count as no match and the rule set says so. */
  stopped: number;
  test(text: string): boolean;
}

/**
 * Compiles an expression of the PCRE subset. It searches anywhere in the text unless anchored.
 *
 * Texts are UTF-16; a character beyond U+FFFF counts as two. `\w`, `\d`, `\s` and `\b` are ASCII, `$` also fits before a last
 * newline, both as in PCRE. No expression is run by backtracking, so none can stall; the automaton's states are built while it
 * runs, within a bound. @throws RegexFault
 * @example compileRegex("(?i)whoami(\\.exe)?$", { ignoreCase: false, multiline: false, dotAll: false }).test("C:\\WHOAMI.EXE")
 */
export function compileRegex(source: string, flags: RegexFlags): Regex {
  const tree = parseRegex(source, flags);
  const literals = requiredLiterals(tree);
  const least = leastLength(tree);
  const free = freeStart(freeEnd(tree));
  const program = buildProgram(free);
  const run = runOf(free);
  let automaton: Automaton | undefined;
  const regex: Regex = {
    source,
    flags,
    literals,
    stopped: 0,
    test(text) {
      if (text.length < least) return false;
      if (run !== undefined) return hasRun(text, run);
      if (program.looks.length === 0) automaton ??= makeAutomaton(program);
      const verdict = automaton === undefined ? simulate(program, text) : automaton.test(text);
      if (verdict === undefined) regex.stopped++;
      return verdict === true;
    },
  };
  return regex;
}

interface Run {
  readonly set: CharSet;
  readonly length: number;
}

/** An expression that is but so many characters of a kind in a row, as `.{1000,}`: an automaton would have to count them in its states. */
function runOf(tree: RegexTree): Run | undefined {
  if (tree.kind !== "repeat" || tree.item.kind !== "set") return undefined;
  return { set: tree.item.set, length: tree.min };
}

function hasRun(text: string, { set, length }: Run): boolean {
  let run = 0;
  for (let at = 0; run < length && at < text.length; at++) run = inSet(set, text.charCodeAt(at)) ? run + 1 : 0;
  return run >= length;
}
