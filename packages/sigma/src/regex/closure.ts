import type { Program } from "./program.ts";
import type { Anchor } from "./regex-tree.ts";

/** What stands on one side of a place in the text: its edge, a word character, a newline, the very last newline, or else. */
export const EDGE = 0;
export const WORD = 1;
export const NEWLINE = 2;
export const LAST_NEWLINE = 3;
export const OTHER = 4;

/** The kind of a character; `last` when nothing follows it. */
export function kindOf(unit: number, last: boolean): number {
  if (unit === 10) return last ? LAST_NEWLINE : NEWLINE;
  const word = (unit >= 48 && unit <= 57) || (unit >= 65 && unit <= 90) || unit === 95 || (unit >= 97 && unit <= 122);
  return word ? WORD : OTHER;
}

function holds(anchor: Anchor, before: number, after: number): boolean {
  switch (anchor) {
    case "start":
      return before === EDGE;
    case "lineStart":
      return before === EDGE || before === NEWLINE;
    case "end":
      return after === EDGE || after === LAST_NEWLINE;
    case "lineEnd":
      return after === EDGE || after === NEWLINE || after === LAST_NEWLINE;
    case "absoluteEnd":
      return after === EDGE;
    case "word":
      return (before === WORD) !== (after === WORD);
    case "notWord":
      return (before === WORD) === (after === WORD);
  }
}

/** Follows everything that takes no character. Reused from step to step. */
export interface Closure {
  /** Nodes that take a character, after `run`. */
  readonly live: number[];
  /** Nodes looked at so far: what running has cost. */
  cost: number;
  /** True when the expression has matched at this place. */
  run(kernel: ArrayLike<number>, before: number, after: number, look: (index: number) => boolean): boolean;
}

/** @example const closure = makeClosure(program); closure.run([program.start], EDGE, OTHER, () => false) */
export function makeClosure(program: Program): Closure {
  const { nodes } = program;
  const seen = new Int32Array(nodes.length);
  const stack: number[] = [];
  let round = 0;
  const push = (node: number): void => {
    if (seen[node] === round) return;
    seen[node] = round;
    stack.push(node);
  };
  const closure: Closure = {
    live: [],
    cost: 0,
    run(kernel, before, after, look) {
      round++;
      let matched = false;
      closure.live.length = 0;
      stack.length = 0;
      for (let at = kernel.length - 1; at >= 0; at--) push(kernel[at] ?? 0);
      for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
        const node = nodes[at];
        closure.cost++;
        // Look-around asks for every place, so what may still match later lives on.
        if (node === undefined || node.op === "match") matched = true;
        else if (node.op === "set") closure.live.push(at);
        else if (node.op === "split") for (const out of node.outs) push(out);
        else if (node.op === "anchor" ? holds(node.anchor, before, after) : look(node.look) !== node.negative)
          push(node.out);
      }
      return matched;
    },
  };
  return closure;
}
