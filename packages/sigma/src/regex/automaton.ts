import { type CharSet, inSet, wordUnit } from "./char-set.ts";
import { type Closure, EDGE, kindOf, LAST_NEWLINE, makeClosure, NEWLINE } from "./closure.ts";
import type { Program } from "./program.ts";

/** Runs a program without look-around over a text as a deterministic automaton that is built while it runs. */
export interface Automaton {
  /** `undefined` when the work allowed for one text was used up. */
  test(text: string): boolean | undefined;
}

const UNKNOWN = -1;
const ACCEPT = -2;
const REJECT = -3;
const mostStates = 2000;
const mostMembers = 200_000;
/** Nodes visited for one text while building states; about 50 ms. After building, a character costs one look-up. */
const workOfOneText = 3_000_000;

interface Alphabet {
  readonly low: Uint16Array;
  readonly starts: readonly number[];
  /** One character of each class. */
  readonly samples: readonly number[];
}

/** Characters that no part of the expression tells apart are one letter. */
function alphabetOf(program: Program): Alphabet {
  const edges = new Set<number>([0, 10, 11]);
  const cut = (set: CharSet): void => set.forEach((unit, at) => void edges.add(at % 2 === 0 ? unit : unit + 1));
  cut(wordUnit);
  for (const node of program.nodes) if (node.op === "set") cut(node.set);
  const starts = [...edges].filter((edge) => edge <= 0xffff).sort((a, b) => a - b);
  const low = new Uint16Array(256);
  for (let unit = 0; unit < 256; unit++) low[unit] = classAt(starts, unit);
  return { low, starts, samples: starts };
}

function classAt(starts: readonly number[], unit: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= unit) low = middle;
    else high = middle - 1;
  }
  return low;
}

const never = (): boolean => false;

/** @example makeAutomaton(buildProgram(tree)).test("text") */
export const makeAutomaton = (program: Program): Automaton => new LazyAutomaton(program);

/** States are made when a text first needs them, and forgotten together when there are too many. */
class LazyAutomaton implements Automaton {
  readonly #program: Program;
  readonly #alphabet: Alphabet;
  /** Letter of a newline that ends the text, and of the end itself. */
  readonly #last: number;
  readonly #end: number;
  readonly #width: number;
  readonly #closure: Closure;
  #table: Int32Array;
  #kernels: Int32Array[] = [];
  #befores: number[] = [];
  #names = new Map<string, number>();
  /** State before the first character; below 0 while it is not made. */
  #begin = -1;
  #members = 0;

  constructor(program: Program) {
    this.#program = program;
    this.#alphabet = alphabetOf(program);
    this.#last = this.#alphabet.samples.length;
    this.#end = this.#last + 1;
    this.#width = this.#end + 1;
    this.#closure = makeClosure(program);
    this.#table = new Int32Array(this.#width * 16);
  }

  test(text: string): boolean | undefined {
    this.#closure.cost = 0;
    const { low, starts } = this.#alphabet;
    const width = this.#width;
    if (this.#begin < 0) this.#begin = this.#stateOf(Int32Array.of(this.#program.start), EDGE);
    let state = this.#begin;
    let table = this.#table;
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      let letter = unit < 256 ? (low[unit] as number) : classAt(starts, unit);
      if (unit === 10 && at === text.length - 1) letter = this.#last;
      let target = table[state * width + letter] as number;
      if (target === UNKNOWN) {
        target = this.#step(state, letter);
        table = this.#table;
        if (this.#closure.cost > workOfOneText) return undefined;
      }
      if (target < 0) return target === ACCEPT;
      state = target;
    }
    const verdict = table[state * width + this.#end] as number;
    return (verdict === UNKNOWN ? this.#step(state, this.#end) : verdict) === ACCEPT;
  }

  #stateOf(kernel: Int32Array, before: number): number {
    const name = `${before}:${kernel.join()}`;
    const known = this.#names.get(name);
    if (known !== undefined) return known;
    const state = this.#kernels.length;
    this.#names.set(name, state);
    this.#kernels.push(kernel);
    this.#befores.push(before);
    this.#members += kernel.length;
    const size = (state + 1) * this.#width;
    if (this.#table.length < size) {
      const bigger = new Int32Array(this.#table.length * 2);
      bigger.set(this.#table);
      this.#table = bigger;
    }
    this.#table.fill(UNKNOWN, size - this.#width, size);
    return state;
  }

  #step(state: number, letter: number): number {
    const last = letter === this.#last;
    const unit = last ? 10 : (this.#alphabet.samples[letter] ?? 0);
    const after = letter === this.#end ? EDGE : last ? LAST_NEWLINE : kindOf(unit, false);
    const kernel = this.#kernels[state] ?? [];
    let target = REJECT;
    if (this.#closure.run(kernel, this.#befores[state] ?? EDGE, after, never)) target = ACCEPT;
    else if (letter !== this.#end) {
      const next = taken(this.#program, this.#closure.live, unit);
      if (next.length === 0) return this.#note(state, letter, REJECT);
      const full = this.#kernels.length >= mostStates || this.#members > mostMembers;
      if (full) this.#forget();
      target = this.#stateOf(next, last ? NEWLINE : after);
      if (full) return target;
    }
    return this.#note(state, letter, target);
  }

  #note(state: number, letter: number, target: number): number {
    this.#table[state * this.#width + letter] = target;
    return target;
  }

  #forget(): void {
    this.#kernels = [];
    this.#befores = [];
    this.#names = new Map();
    this.#begin = -1;
    this.#members = 0;
  }
}

/** The nodes after a character, and the beginning where a match may start anywhere. */
function taken(program: Program, live: readonly number[], unit: number): Int32Array {
  const next = new Set<number>(program.anchored ? [] : [program.start]);
  for (const at of live) {
    const node = program.nodes[at];
    if (node?.op === "set" && inSet(node.set, unit)) next.add(node.out);
  }
  return Int32Array.from(next).sort();
}
