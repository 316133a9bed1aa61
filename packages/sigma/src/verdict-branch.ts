import type { Node, Predicate } from "./predicate.ts";

/** What is known of a test or condition from the fields looked at so far. */
export type Verdict = 0 | 1 | 2 | 3;
export const NO = 0;
export const YES = 1;
/** It must be asked for each event. */
export const ASKED = 2;
/** A field that was not looked at yet decides. */
export const UNREAD = 3;

/** How far the fields looked at so far decide an event: the rules that match, and the field to look at next. */
export interface Branch {
  /** The column to look at next; below 0 when nothing is left to look at. */
  readonly column: number;
  readonly hits: readonly number[];
  /** Rules that must still be asked. */
  readonly open: readonly number[];
  /** Rules that fields not looked at yet decide. */
  readonly unread: readonly number[];
  /** What follows from each kind of value of `column`: by number below {@link nearKinds}. */
  readonly near: (Branch | undefined)[];
  readonly far: Map<number, Branch>;
}

/** Kinds of values that are few enough to be found by position. */
const nearKinds = 64;

/** What a branch grows from. */
export interface BranchSoil {
  /** Rules decided before. */
  readonly hits: readonly number[];
  readonly open: readonly number[];
  /** Rules to look at. */
  readonly rules: readonly number[];
  readonly nodes: readonly (Node | undefined)[];
  verdictOf(predicate: Predicate): Verdict;
  columnOf(predicate: Predicate): number;
  /** Looking through values costs more than knowing them again. */
  isDear(column: number): boolean;
}

/** A conjunction fails with any of its items, whatever the others would say. */
export function verdictOf(node: Node, of: (predicate: Predicate) => Verdict): Verdict {
  if (node.op === "test") return of(node.predicate);
  if (node.op === "not") {
    const verdict = verdictOf(node.item, of);
    return verdict === YES ? NO : verdict === NO ? YES : verdict;
  }
  const stop = node.op === "or" ? YES : NO;
  let verdict: Verdict = stop === YES ? NO : YES;
  for (const item of node.items) {
    const one = verdictOf(item, of);
    if (one === stop) return stop;
    // Of what is not decided, that which reading decides comes before that which must be asked.
    if (one > YES) verdict = one > verdict ? one : verdict;
  }
  return verdict;
}

/** Counts the columns that could decide a condition. */
function addWanted(node: Node, soil: BranchSoil, wanted: Map<number, number>): void {
  if (verdictOf(node, soil.verdictOf) !== UNREAD) return;
  if (node.op === "not") addWanted(node.item, soil, wanted);
  else if (node.op !== "test") for (const item of node.items) addWanted(item, soil, wanted);
  else {
    const column = soil.columnOf(node.predicate);
    wanted.set(column, (wanted.get(column) ?? 0) + 1);
  }
}

/** The column to look at next: what is cheap first, then what most conditions wait for. */
function nextColumn(rules: readonly number[], soil: BranchSoil): number {
  const wanted = new Map<number, number>();
  for (const rule of rules) {
    const node = soil.nodes[rule];
    if (node !== undefined) addWanted(node, soil, wanted);
  }
  const order = [...wanted].sort(
    ([a, often], [b, oftener]) => Number(soil.isDear(a)) - Number(soil.isDear(b)) || oftener - often || a - b,
  );
  return order[0]?.[0] ?? -1;
}

/** Decides what can be decided, and which column is to be looked at for the rest. */
export function growBranch(soil: BranchSoil): Branch {
  const hits = [...soil.hits];
  const open = [...soil.open];
  const unread: number[] = [];
  for (const rule of soil.rules) {
    const node = soil.nodes[rule];
    const verdict = node === undefined ? NO : verdictOf(node, soil.verdictOf);
    if (verdict === YES) hits.push(rule);
    else if (verdict === ASKED) open.push(rule);
    else if (verdict === UNREAD) unread.push(rule);
  }
  return { column: nextColumn(unread, soil), hits, open, unread, near: [], far: new Map() };
}

/** What follows from a kind of value; undefined when no event had it yet. */
export const branchAt = ({ near, far }: Branch, kind: number): Branch | undefined =>
  kind < nearKinds ? near[kind] : far.get(kind);

/** Notes what follows from a kind of value. */
export function setBranch({ near, far }: Branch, kind: number, next: Branch): void {
  if (kind < nearKinds) near[kind] = next;
  else far.set(kind, next);
}
