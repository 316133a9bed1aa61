import type { EventCategory } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import type { Text } from "@stanch/model/text";
import type { LineFormat, ReadContext, Sample } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { hostPath } from "./host-path.ts";

/** What one line of a file of state says; the rest of the event is the same for all lines. */
export type StateEntry = Omit<Partial<LogEvent>, "time" | "offset" | "record">;

/** A file that says how a host is set up, not what happened: each entry is an event without time, so that rules see it. */
export interface StateShape {
  readonly id: string;
  readonly names: Text;
  readonly module: string;
  readonly category: EventCategory;
  readonly action: string;
  readonly references: readonly string[];
  /** 0–100 for a file of nothing else. */
  readonly sure: number;
  /** Base names that make it surer. */
  readonly file?: RegExp;
  /** Comments and the like, passed over. Absent: lines that begin with `#`. */
  readonly comment?: RegExp;
  /** One line; undefined when it is no entry. `path` is where the file lay, for those that need it. */
  entry(line: string, path: string): StateEntry | undefined;
}

const longest = 65_536;

/** Settings beside the entries are common to many files: an entry of the kind itself must be there. */
function sniff(shape: StateShape, sample: Sample): number {
  let own = false;
  const share = shareOf(sample, (line) => {
    const entry = shape.entry(line, sample.name);
    own ||= entry !== undefined && entry["event.action"] === undefined;
    return entry !== undefined;
  });
  if (!own) return 0;
  const named = shape.file?.test(sample.name) === true && share > 0.3;
  return Math.round(named ? 98 : share >= 0.9 ? shape.sure : share * shape.sure * 0.7);
}

/** An event without time of a file of state. */
export function stateEvent(
  shape: Pick<StateShape, "module" | "category" | "action">,
  entry: StateEntry,
  { host, path }: Pick<ReadContext, "host" | "path">,
): LogEvent {
  return {
    time: undefined,
    digits: 0,
    basis: "none",
    offset: -1,
    record: 0,
    "event.module": shape.module,
    "event.category": shape.category,
    "event.action": shape.action,
    "event.outcome": "unknown",
    "host.name": host,
    "file.path": hostPath(path),
    ...entry,
  };
}

/** The {@link LineFormat} of a file of state. */
export function stateFormat(shape: StateShape): LineFormat {
  const comment = shape.comment ?? /^\s*#/;
  return {
    id: shape.id,
    names: shape.names,
    family: "unix",
    modules: [shape.module],
    references: shape.references,
    by: "line",
    splittable: true,
    sniff: (sample) => sniff(shape, sample),
    open: (context) => ({
      line(text) {
        const { sink, path } = context;
        if (text.trim() === "") return sink.skip("blank");
        const entry = text.length > longest ? undefined : shape.entry(text, path);
        if (entry !== undefined) return sink.event(stateEvent(shape, { message: text.trim(), ...entry }, context));
        if (comment.test(text)) return sink.skip("comment");
        return sink.unparsed();
      },
      end() {},
    }),
  };
}
