import type { EventCategory } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { MessageRule } from "./message-rule.ts";

/** A service as its messages go: what programs write them to syslog, and what they mean. */
export interface Service {
  /** `event.module`. */
  readonly module: string;
  readonly category: EventCategory;
  /** Syslog program names (without process number), whole names in lower case. */
  readonly programs: RegExp;
  readonly rules: readonly MessageRule[];
  /** Made once for each source file; knows the lines before. `fits`: whether a rule already spoke. */
  readonly follow?: () => (message: string, event: LogEvent, fits: boolean) => void;
}
