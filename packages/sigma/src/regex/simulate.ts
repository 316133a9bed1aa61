import { inSet } from "./char-set.ts";
import { EDGE, kindOf, LAST_NEWLINE, makeClosure, NEWLINE } from "./closure.ts";
import type { Program } from "./program.ts";

/** Node visits for one text; about 50 ms. */
const workOfOneText = 3_000_000;

interface Budget {
  left: number;
}

/** At which places of a text (0 … length) an expression's match ends, or begins when it runs from right to left. */
function places(program: Program, text: string, backward: boolean, budget: Budget): Uint8Array | undefined {
  const looks = program.looks.map((look) => places(look.program, text, look.ahead, budget));
  if (looks.includes(undefined)) return undefined;
  const marks = new Uint8Array(text.length + 1);
  const closure = makeClosure(program);
  let kernel: number[] = [program.start];
  for (let step = 0; step <= text.length; step++) {
    const place = backward ? text.length - step : step;
    const before = place === 0 ? EDGE : kindOf(text.charCodeAt(place - 1), false);
    const after = place === text.length ? EDGE : kindOf(text.charCodeAt(place), place === text.length - 1);
    const mark = closure.run(
      kernel,
      before === LAST_NEWLINE ? NEWLINE : before,
      after,
      (at) => looks[at]?.[place] === 1,
    );
    budget.left -= closure.cost + 1;
    closure.cost = 0;
    if (budget.left < 0) return undefined;
    if (mark) marks[place] = 1;
    kernel = taken(program, closure.live, text.charCodeAt(backward ? place - 1 : place));
  }
  return marks;
}

function taken(program: Program, live: readonly number[], unit: number): number[] {
  const next = new Set<number>([program.start]);
  for (const at of live) {
    const node = program.nodes[at];
    if (node?.op === "set" && inSet(node.set, unit)) next.add(node.out);
  }
  return [...next];
}

/**
 * Runs a program with look-around: each look-around is first run over the whole text on its own, so the time stays linear.
 * `undefined` when the work allowed for one text was used up.
 *
 * @example simulate(buildProgram(parseRegex("a(?!b)", flags)), "ac") // true
 */
export function simulate(program: Program, text: string): boolean | undefined {
  const marks = places(program, text, false, { left: workOfOneText });
  return marks?.includes(1);
}
