import type { LogEvent } from "@stanch/model/log-event";
import type { EventClass } from "./event-class.ts";
import type { EventReading } from "./event-reading.ts";
import type { Node, Predicate } from "./predicate.ts";
import { ASK, columnsOf, REMEMBERED, SCANNED, SOUGHT, soughtIn } from "./memo-column.ts";
import { type FieldIndex, fieldScanner, type Meaning } from "./field-index.ts";
import type { RuleIndex } from "./rule-index.ts";
import type { ValueColumn } from "./value-column.ts";

/** A verdict and its opposite add up to {@link OPPOSITE}; what is open stays open. */
const NO = 0;
const OPEN = 1;
const YES = 2;
const OPPOSITE = NO + YES;

/** What events of one kind have in common. */
interface Verdict {
  /** A number for each column: the kind of its value, or what was found in it. */
  readonly key: Int32Array;
  readonly hits: readonly number[];
  /** Rules that must still be asked. */
  readonly open: readonly number[];
  readonly next: Verdict | undefined;
}

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
  /** What is looked for in columns that are looked through. */
  readonly #fields: (FieldIndex | undefined)[];
  readonly #scanned: Uint8Array;
  readonly #key: Int32Array;
  readonly #source: Uint8Array;
  /** Column and position in its verdicts, by predicate. */
  readonly #places = new Map<number, readonly [column: number, at: number]>();
  readonly #verdicts = new Map<number, Verdict>();
  readonly #sets = new Map<string, number>();
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
    this.#fields = this.#columns.map(() => undefined);
    this.#scanned = new Uint8Array(this.#columns.length);
    this.#key = new Int32Array(this.#columns.length);
    this.#source = new Uint8Array(index.decided.length);
    this.#metAt = new Uint32Array(index.decided.length);
    for (const [at, column] of this.#columns.entries()) this.#remember(at, column);
  }

  #remember(at: number, column: ValueColumn): void {
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
    this.#verdicts.clear();
    const { field, sources } = soughtIn(column, this.#index, this.#bounds.mostSought);
    this.#fields[at] = field;
    for (const [place, { id }] of column.predicates.entries()) this.#source[id] = sources[place] ?? ASK;
  }

  /**
   * Pushes the rules that match the event that the reading has begun, in no order; false when it cannot tell, and the reading
   * must then begin anew.
   */
  match(event: LogEvent, events: EventClass, out: number[]): boolean {
    let hash = 0;
    if (++this.#round === 0xffff_ffff) this.#metAt.fill((this.#round = 1) - 1);
    for (let at = 0; at < this.#columns.length; at++) {
      const kind = this.#kindOf(at, this.#columns[at] as ValueColumn);
      if (kind < 0) return false;
      this.#key[at] = kind;
      hash = (Math.imul(hash, 0x01000193) ^ kind) | 0;
    }
    if (++this.#asked >= this.#bounds.stretch) this.#lookBack();
    const known = this.#find(hash);
    if (known === undefined) return this.#learn(hash, event, events, out);
    this.#tell(known, out);
    return true;
  }

  #kindOf(at: number, column: ValueColumn): number {
    if (this.#scanned[at] === 1) return this.#look(this.#fields[at]);
    const kind = column.kindOf(this.#reading.value(column.slot), this.#judge);
    if (!column.isVain) return kind;
    this.#giveUp(at);
    return -1;
  }

  readonly #judge = (predicate: Predicate): boolean => this.#reading.holds(predicate);

  #find(hash: number): Verdict | undefined {
    for (let one = this.#verdicts.get(hash); one !== undefined; one = one.next) {
      if (this.#isKey(one.key)) return one;
    }
    return undefined;
  }

  #isKey(key: Int32Array): boolean {
    for (let at = 0; at < key.length; at++) if (key[at] !== this.#key[at]) return false;
    return true;
  }

  /** What was found in a field that is looked through, as a number. */
  #look(field: FieldIndex | undefined): number {
    if (field === undefined) return 0;
    this.#met.length = 0;
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
    const name = met.sort((a, b) => a - b).join();
    const known = this.#sets.get(name);
    if (known !== undefined) return known;
    if (this.#sets.size >= this.#bounds.mostVerdicts) {
      this.#sets.clear();
      this.#verdicts.clear();
    }
    const made = 1 + this.#index.decided.length + this.#sets.size;
    this.#sets.set(name, made);
    return made;
  }

  /** Judges an event of a new kind, and notes what follows from the kind alone. */
  #learn(hash: number, event: LogEvent, events: EventClass, out: number[]): boolean {
    this.#new++;
    const candidates = new Set<number>();
    this.#reading.begin(event, events);
    this.#index.candidates(this.#reading, (rule) => candidates.add(rule));
    const [hits, open]: [number[], number[]] = [[], []];
    for (const rule of candidates) {
      const node = this.#nodes[rule];
      const verdict = node === undefined ? NO : this.#verdictOf(node);
      if (verdict === OPEN) open.push(rule);
      else if (verdict === YES) hits.push(rule);
    }
    if (this.#verdicts.size >= this.#bounds.mostVerdicts) this.#verdicts.clear();
    const verdict = { key: this.#key.slice(), hits, open, next: this.#verdicts.get(hash) };
    this.#verdicts.set(hash, verdict);
    this.#tell(verdict, out);
    return true;
  }

  #tell({ hits, open }: Verdict, out: number[]): void {
    for (let at = 0; at < hits.length; at++) out.push(hits[at] as number);
    for (let at = 0; at < open.length; at++) {
      const rule = open[at] as number;
      if (this.#holds(this.#nodes[rule] as Node)) out.push(rule);
    }
  }

  /** What follows from the key alone: a conjunction fails with any of its items, whatever the others would say. */
  #verdictOf(node: Node): number {
    if (node.op === "test") {
      const source = this.#source[node.predicate.id];
      if (source === SOUGHT) return this.#isMet(node.predicate) ? OPEN : NO;
      return source === ASK ? OPEN : this.#answer(node.predicate) ? YES : NO;
    }
    if (node.op === "not") return OPPOSITE - this.#verdictOf(node.item);
    const stop = node.op === "or" ? YES : NO;
    let verdict = OPPOSITE - stop;
    for (const item of node.items) {
      const one = this.#verdictOf(item);
      if (one === stop) return stop;
      if (one === OPEN) verdict = OPEN;
    }
    return verdict;
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
