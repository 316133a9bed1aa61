import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { EventClass } from "./event-class.ts";
import { fieldReader, fieldValue, messageTexts } from "./event-view.ts";
import { fulfils } from "./field-test.ts";
import type { Predicate, PredicateTable } from "./predicate.ts";
import { fitsPattern, foldText } from "./text-pattern.ts";

/** One event at a time: each field is read and each test judged at most once. */
export class EventReading {
  readonly #readers: readonly ((event: LogEvent, events: EventClass) => FieldValue | undefined)[];
  readonly #slotOf: ReadonlyMap<string, number>;
  readonly #values: (FieldValue | undefined)[];
  readonly #valueRound: Uint32Array;
  readonly #texts: (string | undefined)[];
  readonly #textRound: Uint32Array;
  readonly #verdicts: Uint32Array;
  #event: LogEvent | undefined;
  #events: EventClass | undefined;
  /** Even; a verdict is the round it was reached in, plus one when it holds. */
  #round = 0;

  /** @example const reading = new EventReading(table); reading.begin(event, eventClass(event)); */
  constructor(table: PredicateTable) {
    const slots = table.fields.length;
    const least = shortestKeyword(table);
    this.#readers = table.fields.map((field) =>
      field === "" ? (event) => messageTexts(event, least) : fieldReader(field),
    );
    this.#slotOf = new Map(table.fields.map((field, slot) => [field, slot]));
    this.#values = Array.from({ length: slots });
    this.#valueRound = new Uint32Array(slots);
    this.#texts = Array.from({ length: slots * 4 });
    this.#textRound = new Uint32Array(slots * 4);
    this.#verdicts = new Uint32Array(table.predicates.length);
  }

  begin(event: LogEvent, events: EventClass): void {
    this.#event = event;
    this.#events = events;
    this.#round += 2;
    if (this.#round < 0xffff_fff0) return;
    this.#round = 2;
    for (const array of [this.#valueRound, this.#textRound, this.#verdicts]) array.fill(0);
  }

  value(slot: number): FieldValue | undefined {
    if (this.#valueRound[slot] === this.#round) return this.#values[slot];
    this.#valueRound[slot] = this.#round;
    const reader = this.#readers[slot];
    const known = reader !== undefined && this.#event !== undefined && this.#events !== undefined;
    const value = known ? reader(this.#event as LogEvent, this.#events as EventClass) : undefined;
    this.#values[slot] = value;
    return value;
  }

  /** The value as text in the form that tests of `mode` compare; undefined for lists, null and missing fields. */
  folded(slot: number, mode = 0): string | undefined {
    const cell = slot * 4 + mode;
    if (this.#textRound[cell] === this.#round) return this.#texts[cell];
    this.#textRound[cell] = this.#round;
    const value = this.value(slot);
    const scalar = value === undefined || value === null || typeof value === "object" ? undefined : String(value);
    const text = scalar === undefined ? undefined : foldText(scalar, mode);
    this.#texts[cell] = text;
    return text;
  }

  /** Tells that a predicate holds, found by an index. */
  affirm(predicate: number): void {
    this.#verdicts[predicate] = this.#round + 1;
  }

  /** Whether a predicate is known to hold. */
  known(predicate: number): boolean {
    return this.#verdicts[predicate] === this.#round + 1;
  }

  holds(predicate: Predicate): boolean {
    const verdict = this.#verdicts[predicate.id] as number;
    if (verdict >= this.#round) return verdict > this.#round;
    const holds = this.#judge(predicate);
    this.#verdicts[predicate.id] = this.#round + (holds ? 1 : 0);
    return holds;
  }

  #judge({ slot, test }: Predicate): boolean {
    const text = test.kind === "text" ? this.folded(slot, test.mode) : undefined;
    if (test.kind !== "text" || text === undefined) return fulfils(test, this.value(slot), this.#other);
    for (const pattern of test.patterns) if (fitsPattern(pattern, text)) return true;
    return false;
  }

  readonly #other = (name: string): FieldValue | undefined => {
    const slot = this.#slotOf.get(name);
    if (slot !== undefined) return this.value(slot);
    return this.#event === undefined ? undefined : fieldValue(this.#event, name);
  };
}

/** Length of the shortest text that a keyword could stand in. */
function shortestKeyword(table: PredicateTable): number {
  let least = Number.MAX_SAFE_INTEGER;
  for (const { field, test } of table.predicates) {
    if (field !== "") continue;
    if (test.kind !== "text") return 0;
    for (const pattern of test.patterns) least = Math.min(least, pattern.text.length);
  }
  return least;
}
