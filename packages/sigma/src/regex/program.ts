import type { CharSet } from "./char-set.ts";
import { type Anchor, RegexFault, type RegexTree } from "./regex-tree.ts";

/** One state of a non-deterministic automaton. `out` are the states that follow. */
export type Node =
  | { readonly op: "set"; readonly set: CharSet; readonly out: number }
  | { readonly op: "split"; readonly outs: number[] }
  | { readonly op: "anchor"; readonly anchor: Anchor; readonly out: number }
  | { readonly op: "look"; readonly look: number; readonly negative: boolean; readonly out: number }
  | { readonly op: "match" };

/** Look-around: its own automaton, run over the text beforehand; a look-ahead's runs from right to left. */
export interface Look {
  readonly program: Program;
  readonly ahead: boolean;
}

/** A compiled expression. */
export interface Program {
  readonly nodes: readonly Node[];
  readonly start: number;
  readonly looks: readonly Look[];
  /** It can only match from the beginning of the text. */
  readonly anchored: boolean;
}

const mostNodes = 6000;

interface Builder {
  readonly nodes: Node[];
  readonly looks: Look[];
  readonly backward: boolean;
  readonly budget: { left: number };
}

function add(builder: Builder, node: Node): number {
  if (--builder.budget.left < 0) throw new RegexFault(`needs more than ${mostNodes} states`, 0);
  return builder.nodes.push(node) - 1;
}

/** @example buildProgram(parseRegex("a+b", flags)) */
export function buildProgram(tree: RegexTree, budget = { left: mostNodes }, backward = false): Program {
  const builder: Builder = { nodes: [{ op: "match" }], looks: [], backward, budget };
  const start = build(builder, tree, 0);
  return { nodes: builder.nodes, start, looks: builder.looks, anchored: !backward && isAnchored(tree) };
}

function isAnchored(tree: RegexTree): boolean {
  if (tree.kind === "anchor") return tree.anchor === "start";
  if (tree.kind === "cat") return tree.items[0] !== undefined && isAnchored(tree.items[0]);
  if (tree.kind === "alt") return tree.items.every(isAnchored);
  return tree.kind === "repeat" && tree.min > 0 && isAnchored(tree.item);
}

function build(builder: Builder, tree: RegexTree, out: number): number {
  switch (tree.kind) {
    case "set":
      return add(builder, { op: "set", set: tree.set, out });
    case "anchor":
      return add(builder, { op: "anchor", anchor: tree.anchor, out });
    case "cat": {
      const items = builder.backward ? tree.items : tree.items.toReversed();
      return items.reduce((next, item) => build(builder, item, next), out);
    }
    case "alt":
      return add(builder, { op: "split", outs: tree.items.map((item) => build(builder, item, out)) });
    case "repeat":
      return repeat(builder, tree.item, tree.min, tree.max, out);
    case "look": {
      const inner = tree.ahead ? freeEnd(tree.item) : freeStart(tree.item);
      const program = buildProgram(inner, builder.budget, tree.ahead);
      const look = builder.looks.push({ program, ahead: tree.ahead }) - 1;
      return add(builder, { op: "look", look, negative: tree.negative, out });
    }
  }
}

function repeat(builder: Builder, item: RegexTree, min: number, max: number, out: number): number {
  let next = out;
  if (max === Infinity) {
    const outs: number[] = [out];
    next = add(builder, { op: "split", outs });
    outs.push(build(builder, item, next));
  } else {
    for (let copy = min; copy < max; copy++) {
      next = add(builder, { op: "split", outs: [build(builder, item, next), out] });
    }
  }
  for (let copy = 0; copy < min; copy++) next = build(builder, item, next);
  return next;
}

/** Where a match may begin anywhere, more than the fewest repetitions at the beginning say nothing. */
export const freeStart = (tree: RegexTree): RegexTree => freed(tree, 0);

/** The same at the end. */
export const freeEnd = (tree: RegexTree): RegexTree => freed(tree, -1);

function freed(tree: RegexTree, side: 0 | -1): RegexTree {
  if (tree.kind === "repeat") return { ...tree, max: tree.min };
  if (tree.kind === "alt") return { ...tree, items: tree.items.map((item) => freed(item, side)) };
  if (tree.kind !== "cat" || tree.items.length === 0) return tree;
  const at = side === 0 ? 0 : tree.items.length - 1;
  return { ...tree, items: tree.items.map((item, index) => (index === at ? freed(item, side) : item)) };
}
