import type { FieldValue } from "@stanch/model/event-line";
import type { Predicate } from "./predicate.ts";

/** Values remembered of one field; hostile evidence brings any number of them. */
const mostValues = 65_536;
const mostKinds = 4096;
/** Stretches in a row with too many new values, after which a column is given up. */
const mostPoor = 4;

/** A list of texts as one, so that no two lists look alike; `undefined` for other lists. */
function listKey(values: readonly FieldValue[]): string | undefined {
  let key = "";
  for (const one of values) {
    if (typeof one !== "string") return undefined;
    key += `${one.length}:${one}`;
  }
  return key;
}

/** A cut from a longer text would keep all of it in memory. */
const ownText = (text: string): string => `${text}\0`.slice(0, -1);

/**
 * The values of one field by what they mean to the rules: values that fulfil the same tests are of one kind. Logs repeat
 * themselves, so most values have been judged before.
 */
export class ValueColumn {
  readonly slot: number;
  /** Tests whose verdict follows from the value alone. */
  readonly predicates: readonly Predicate[];
  /** Verdicts by kind, in the order of `predicates`: 1 where it holds. */
  readonly verdicts: Uint8Array[] = [];
  /** It is only asked whether there is a value. */
  readonly isPresence: boolean;
  /** The field is the whole message. */
  readonly isKeywords: boolean;
  /** So many values are new that remembering them is in vain. */
  isVain = false;
  readonly #kinds = new Map<string, number>();
  readonly #plain = new Map<FieldValue, number>();
  readonly #lists = new Map<string, number>();
  readonly #stretch: number;
  readonly #mostNew: number;
  #absent = -1;
  #present = -1;
  #last: FieldValue | undefined;
  #lastKind = -1;
  #poor = 0;
  #asked = 0;
  #new = 0;

  /** `stretch`: values asked between two looks at how many of them were new. */
  constructor(slot: number, predicates: readonly Predicate[], stretch: number) {
    this.slot = slot;
    this.predicates = predicates;
    this.isPresence = predicates.every(({ test }) => test.kind === "exists" || test.kind === "null");
    this.isKeywords = predicates.some((predicate) => predicate.field === "");
    this.#stretch = stretch;
    // The more tests there are, the dearer is a value that comes but once.
    this.#mostNew = predicates.length > 8 ? stretch / 16 : stretch / 4;
  }

  /** The kind of a value; -1 when it cannot be told. `judge` is asked about values that are new: 1 for each test that holds. */
  kindOf(value: FieldValue | undefined, judge: (column: this) => Uint8Array): number {
    if (value === undefined) return this.#absent >= 0 ? this.#absent : (this.#absent = this.#judged(judge));
    if (this.isPresence && typeof value === "string") {
      return this.#present >= 0 ? this.#present : (this.#present = this.#judged(judge));
    }
    // What one event has, the next one often has too.
    if (value === this.#last) return this.#lastKind;
    const plain = typeof value !== "object" || value === null;
    const key = plain ? value : listKey(value);
    if (key === undefined) return -1;
    const known = plain ? this.#plain : (this.#lists as Map<FieldValue, number>);
    if (++this.#asked >= this.#stretch) this.#lookBack();
    const kind = known.get(key);
    if (kind !== undefined) {
      if (plain) {
        this.#last = value;
        this.#lastKind = kind;
      }
      return kind;
    }
    this.#new++;
    const found = this.#judged(judge);
    if (known.size >= mostValues) known.clear();
    known.set(typeof key === "string" ? ownText(key) : key, found);
    return found;
  }

  #judged(judge: (column: this) => Uint8Array): number {
    const verdicts = judge(this);
    const name = verdicts.join("");
    const known = this.#kinds.get(name);
    if (known !== undefined) return known;
    this.#kinds.set(name, this.verdicts.length);
    this.isVain ||= this.verdicts.length >= mostKinds;
    return this.verdicts.push(verdicts) - 1;
  }

  #lookBack(): void {
    this.#poor = this.#new > this.#mostNew ? this.#poor + 1 : 0;
    // At the beginning everything is new.
    this.isVain ||= this.#poor >= mostPoor;
    this.#asked = 0;
    this.#new = 0;
  }
}
