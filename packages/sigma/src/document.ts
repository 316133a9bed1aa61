import type { JsonValue } from "@stanch/model/canonical-json";
import type { Fault } from "./fault.ts";

/** Where the events of a rule come from. At least one of the three is set. */
export interface Logsource {
  readonly product?: string;
  readonly category?: string;
  readonly service?: string;
}

/** What every document states of itself. */
export interface DocumentHead {
  /** The file, as the caller named it. */
  readonly path: string;
  /** Which document of the file, from 0. */
  readonly part: number;
  readonly id?: string;
  readonly name?: string;
  readonly title?: string;
  readonly status?: string;
  readonly level?: string;
  readonly author?: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly references: readonly string[];
  readonly falsepositives: readonly string[];
  /** The rule's own extension: the value of its `x-stanch` key. */
  readonly custom?: JsonValue;
  /** SHA-256 over the canonical JSON of the whole document. */
  readonly digest: string;
  /** Line of the document's keys (dotted paths), from 1. */
  readonly lines: Readonly<Record<string, number>>;
  /** Its detection was compiled before, without placeholder values: it need not be compiled before it is asked for. */
  readonly sound?: true;
}

/** A map of search identifiers and a condition, as written. Numbers not in plain decimal keep their text, see {@link WrittenNumber}. */
export type DetectionSource = Readonly<Record<string, JsonValue>>;

/** A number whose text differs from how JavaScript prints it (`0x26`, `1.10`): events may show either. */
export interface WrittenNumber {
  readonly number: number;
  readonly written: string;
}

export interface RuleDocument extends DocumentHead {
  readonly kind: "rule";
  readonly logsource: Logsource;
  readonly detection: DetectionSource;
}

export interface CorrelationDocument extends DocumentHead {
  readonly kind: "correlation";
  readonly correlation: Readonly<Record<string, JsonValue>>;
}

export interface FilterDocument extends DocumentHead {
  readonly kind: "filter";
  readonly logsource: Logsource;
  /** Ids or names; undefined means every rule of the logsource. */
  readonly rules?: readonly string[];
  readonly detection: DetectionSource;
}

/** A document that cannot be used, and why. Nothing is left out silently. */
export interface RejectedDocument {
  readonly kind: "rejected";
  readonly path: string;
  readonly part: number;
  readonly id?: string;
  readonly name?: string;
  readonly title?: string;
  readonly digest: string;
  /** English sentence; `fault` has both languages through `faultText`. */
  readonly reason: string;
  readonly fault: Fault;
}

/** One YAML document of a rule file: plain data, so that it can be cached as JSON. */
export type ParsedDocument = RuleDocument | CorrelationDocument | FilterDocument | RejectedDocument;
