import type { EventReading } from "./event-reading.ts";
import type { Node, Predicate } from "./predicate.ts";
import { ASK, columnsOf, REMEMBERED, SCANNED, type Sought, SOUGHT, soughtIn } from "./memo-column.ts";
import { type FieldIndex, fieldScanner, type Meaning } from "./field-index.ts";
import type { RuleIndex } from "./rule-index.ts";
import { sortFrom } from "./sort-from.ts";
import type { ValueColumn } from "./value-column.ts";
import {
  ASKED,
  type Branch,
  branchAt,
  type BranchSoil,
  growBranch,
  NO,
  setBranch,
  UNREAD,
  type Verdict,
  YES,
} from "./verdict-branch.ts";

/** Predicates found together in one field: the number of the set, and what it becomes by one more. */
interface FoundSet {
  number: number;
  readonly onward: Map<number, FoundSet>;
}

const emptySet = (): FoundSet => ({ number: -1, onward: new Map() });

/** Bounds, so that hostile evidence cannot fill the memory; tests make them small. */
export interface MemoBounds {
  /** Rules of one kind of event beyond which finding the few that may match is cheaper than comparing with earlier events. */
  readonly mostRules: number;
  readonly mostVerdicts: number;
  /** Tests of one field beyond which values are looked through and not remembered. */
  readonly mostTests: number;
  /** Tests of one field beyond which only those are looked for that rules are found by. */
  readonly mostSought: number;
  /** Events between two looks at how many of them were of a new kind. */
  readonly stretch: number;
}

const usualBounds: MemoBounds = { mostRules: 128, mostVerdicts: 20_000, mostTests: 96, mostSought: 400, stretch: 4096 };

/**
 * Judges events by what was judged before: an event whose values mean the same to the rules as those of an earlier one has the
 * same verdict. Fields whose values hardly repeat are looked through each time, and the few rules that ask more are asked.
 */
export class VerdictMemo {
  /** Hardly any event resembles another: remembering costs more than it saves. */
  isVain = false;
  readonly #index: RuleIndex;
  readonly #nodes: readonly (Node | undefined)[];
  readonly #reading: EventReading;
  readonly #bounds: MemoBounds;
  readonly #columns: readonly ValueColumn[];
  /** What is looked for in columns, and where the verdicts of their tests then come from. */
  readonly #sought: (Sought | undefined)[];
  readonly #scanned: Uint8Array;
  readonly #key: Int32Array;
  readonly #source: Uint8Array;
  /** Column and position in its verdicts, by predicate. */
  readonly #places = new Map<number, readonly [column: number, at: number]>();
  /** Column by predicate; -1 where none was made. */
  readonly #columnOf: Int32Array;
  /** The round in which a column was last looked at. */
  readonly #readAt: Uint32Array;
  readonly #soil: Pick<BranchSoil, "nodes" | "verdictOf" | "columnOf" | "isDear">;
  #root: Branch | undefined;
  #branches = 0;
  /** What was found together, by predicate after predicate. */
  #sets: FoundSet = emptySet();
  #setCount = 0;
  readonly #met: number[] = [];
  /** The round in which literals of a test were last found, by predicate. */
  readonly #metAt: Uint32Array;
  #round = 0;
  #asked = 0;
  #new = 0;

  constructor(
    index: RuleIndex,
    nodes: readonly (Node | undefined)[],
    reading: EventReading,
    bounds: MemoBounds = usualBounds,
  ) {
    this.#index = index;
    this.#nodes = nodes;
    this.#reading = reading;
    this.#bounds = bounds;
    this.isVain = index.rules.length > bounds.mostRules;
    this.#columns = this.isVain ? [] : columnsOf(index.rules, nodes, bounds.stretch);
    this.#sought = this.#columns.map(() => undefined);
    this.#scanned = new Uint8Array(this.#columns.length);
    this.#key = new Int32Array(this.#columns.length);
    this.#source = new Uint8Array(index.decided.length);
    this.#metAt = new Uint32Array(index.decided.length);
    this.#columnOf = new Int32Array(index.decided.length).fill(-1);
    this.#readAt = new Uint32Array(this.#columns.length);
    for (const [at, column] of this.#columns.entries()) this.#remember(at, column);
    this.#soil = {
      nodes,
      verdictOf: this.#verdictOf,
      columnOf: ({ id }: Predicate): number => this.#columnOf[id] ?? -1,
      isDear: (at: number): boolean => this.#scanned[at] === 1,
    };
  }

  #remember(at: number, column: ValueColumn): void {
    for (const { id } of column.predicates) this.#columnOf[id] = at;
    if (column.isKeywords || column.predicates.length > this.#bounds.mostTests) return this.#giveUp(at);
    for (const [place, { id }] of column.predicates.entries()) {
      this.#source[id] = REMEMBERED;
      this.#places.set(id, [at, place]);
    }
  }

  /** From now on the values of a column are looked through. */
  #giveUp(at: number): void {
    const column = this.#columns[at] as ValueColumn;
    this.#scanned[at] = 1;
    this.#root = undefined;
    const { sources } = this.#soughtIn(at);
    for (const [place, { id }] of column.predicates.entries()) this.#source[id] = sources[place] ?? ASK;
  }

  /**
   * Pushes the rules that match the event that the reading has begun, in no order; false when it cannot tell, and the reading
   * must then begin anew.
   */
  match(out: number[]): boolean {
    if (++this.#round === 0xffff_ffff) {
      this.#metAt.fill(0);
      this.#readAt.fill((this.#round = 1) - 1);
    }
    if (++this.#asked >= this.#bounds.stretch) this.#lookBack();
    let isNew = false;
    let branch = this.#root ?? (this.#root = this.#begun());
    while (branch.column >= 0) {
      const at = branch.column;
      const kind = this.#kindOf(at, this.#columns[at] as ValueColumn);
      // What was forgotten on the way must not be gone on from: its numbers mean something else now.
      if (kind < 0 || this.#root === undefined) return false;
      this.#key[at] = kind;
      this.#readAt[at] = this.#round;
      const next = branchAt(branch, kind);
      isNew ||= next === undefined;
      branch = next ?? this.#grow(branch, kind);
    }
    if (isNew) this.#new++;
    this.#tell(branch, out);
    return true;
  }

  #kindOf(at: number, column: ValueColumn): number {
    if (this.#scanned[at] === 1) return this.#look(this.#soughtIn(at).field);
    const kind = column.kindOf(this.#reading.value(column.slot), this.#judge);
    if (!column.isVain) return kind;
    this.#giveUp(at);
    return -1;
  }

  #soughtIn(at: number): Sought {
    return (this.#sought[at] ??= soughtIn(this.#columns[at] as ValueColumn, this.#index, this.#bounds.mostSought));
  }

  /** Judges a new value of a column: looked through once, however many tests there are. */
  readonly #judge = (column: ValueColumn): Uint8Array => {
    const { field, sources } = this.#soughtIn(this.#columns.indexOf(column));
    if (field !== undefined) this.#scan(field, this.#reading);
    return Uint8Array.from(column.predicates, (predicate, place) => {
      const source = sources[place] ?? ASK;
      if (source !== ASK && !this.#isMet(predicate)) return 0;
      return source === SCANNED || this.#reading.holds(predicate) ? 1 : 0;
    });
  };

  /** What is known before any field is looked at. */
  #begun(): Branch {
    this.#branches = 0;
    return growBranch({ ...this.#soil, hits: [], open: [], rules: this.#index.rules });
  }

  /** Decides what follows from a value of a kind that was not met here before. */
  #grow(from: Branch, kind: number): Branch {
    const { hits, open, unread } = from;
    const branch = growBranch({ ...this.#soil, hits, open, rules: unread });
    if (++this.#branches > this.#bounds.mostVerdicts) this.#root = undefined;
    setBranch(from, kind, branch);
    return branch;
  }

  /** What was found in a field that is looked through, as a number. */
  #look(field: FieldIndex | undefined): number {
    if (field === undefined) return 0;
    // Setting the length is a call out of compiled code.
    while (this.#met.length > 0) this.#met.pop();
    this.#scan(field, this.#reading);
    const [only] = this.#met;
    if (only === undefined) return 0;
    return this.#met.length === 1 ? 1 + only : this.#setOf(this.#met);
  }

  readonly #scan = fieldScanner((list: readonly Meaning[]): void => {
    for (const { predicate } of list) {
      if (this.#metAt[predicate] === this.#round) continue;
      this.#metAt[predicate] = this.#round;
      this.#met.push(predicate);
    }
  });

  #setOf(met: number[]): number {
    sortFrom(met, 0);
    let set = this.#sets;
    for (let at = 0; at < met.length; at++) {
      const predicate = met[at] as number;
      let next = set.onward.get(predicate);
      if (next === undefined) set.onward.set(predicate, (next = emptySet()));
      set = next;
    }
    if (set.number >= 0) return set.number;
    if (this.#setCount >= this.#bounds.mostVerdicts) {
      this.#sets = emptySet();
      this.#setCount = 0;
      this.#root = undefined;
      return this.#setOf(met);
    }
    set.number = 1 + this.#index.decided.length + this.#setCount++;
    return set.number;
  }

  #tell({ hits, open }: Branch, out: number[]): void {
    for (let at = 0; at < hits.length; at++) out.push(hits[at] as number);
    for (let at = 0; at < open.length; at++) {
      const rule = open[at] as number;
      if (this.#holds(this.#nodes[rule] as Node)) out.push(rule);
    }
  }

  readonly #verdictOf = (predicate: Predicate): Verdict => {
    const source = this.#source[predicate.id];
    if (source === ASK) return ASKED;
    if (!this.#isRead(predicate)) return UNREAD;
    if (source === SOUGHT) return this.#isMet(predicate) ? ASKED : NO;
    return this.#answer(predicate) ? YES : NO;
  };

  #isRead({ id }: Predicate): boolean {
    return this.#readAt[this.#columnOf[id] as number] === this.#round;
  }

  #holds(node: Node): boolean {
    switch (node.op) {
      case "test":
        return this.#answer(node.predicate);
      case "not":
        return !this.#holds(node.item);
      case "and":
        for (const item of node.items) if (!this.#holds(item)) return false;
        return true;
      case "or":
        for (const item of node.items) if (this.#holds(item)) return true;
        return false;
    }
  }

  #answer(predicate: Predicate): boolean {
    if (!this.#isRead(predicate)) return this.#reading.holds(predicate);
    switch (this.#source[predicate.id]) {
      case SCANNED:
        return this.#isMet(predicate);
      case SOUGHT:
        return this.#isMet(predicate) && this.#reading.holds(predicate);
      case REMEMBERED: {
        const [column, at] = this.#places.get(predicate.id) ?? nowhere;
        return this.#columns[column]?.verdicts[this.#key[column] ?? 0]?.[at] === 1;
      }
      default:
        return this.#reading.holds(predicate);
    }
  }

  #isMet({ id }: Predicate): boolean {
    return this.#metAt[id] === this.#round;
  }

  #lookBack(): void {
    this.isVain = this.#new > this.#bounds.stretch / 2;
    this.#asked = 0;
    this.#new = 0;
  }
}

const nowhere = [-1, -1] as const;
