import type { SourceClock } from "@stanch/model/clock";
import type { FormatDefinition } from "@stanch/model/format-definition";
import type { ClockPlan } from "./clock.ts";
import type { Encoding } from "./encoding.ts";
import type { ClockPlanSettings } from "./host-clocks.ts";

/** One piece of work for a worker: a source file or a byte range of it, and everything needed to read it. Plain data. */
export interface ReadPlan extends ClockPlan, ClockPlanSettings {
  /** Where `zone` comes from. */
  readonly zoneFrom: SourceClock["from"];
  /** The definition of a person that `format` names. */
  readonly definition?: FormatDefinition;
  /** Logical path. */
  readonly path: string;
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
  /** Format id, or `unknown`. */
  readonly format: string;
  /** 0–100, how sure identification was. */
  readonly confidence: number;
  readonly encoding: Encoding;
  readonly from: number;
  /** End, exclusive. */
  readonly to: number;
  /** Number of the first line in the range, from 1. */
  readonly firstRecord: number;
  /** Which range of how many. */
  readonly part: number;
  readonly parts: number;
  readonly host?: string;
}

/** What `sources.json` says of the clock a file was read by. */
export function clockOfPlan(
  plan: Pick<ReadPlan, "zone" | "zoneFrom" | "correction" | "fileClock" | "hostClocks">,
): SourceClock {
  const { zone, zoneFrom, correction, fileClock, hostClocks } = plan;
  return {
    zone,
    from: zoneFrom,
    ...(correction === undefined ? {} : { correction }),
    ...(fileClock === undefined ? {} : { file: fileClock }),
    ...(hostClocks === undefined ? {} : { hosts: [...hostClocks] }),
  };
}
