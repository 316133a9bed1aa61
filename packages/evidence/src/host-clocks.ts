import type { ClockSetting } from "@stanch/model/clock";
import type { LogEvent } from "@stanch/model/log-event";
import { zoneOffset } from "./zone.ts";

/** What a plan says of clocks that were set by a person. */
export interface ClockPlanSettings {
  /** Zone the file is read in. */
  readonly zone: string;
  /** True when the zone was set for this very file: no host's setting changes it then. */
  readonly zoneSet?: boolean;
  /** Seconds added to every time of the file. */
  readonly correction?: number;
  /** What was set for this very file. */
  readonly fileClock?: ClockSetting;
  /** Settings of hosts, for records that name one. */
  readonly hostClocks?: readonly ClockSetting[];
}

/** Moves the time of an event; `undefined` when nothing is set. */
export type ClockAdjuster = ((event: LogEvent) => void) | undefined;

const hour = 3600;
const remembered = 10_000;

/** Seconds east of UTC that a zone has at an instant; asked of Temporal once a quarter of an hour. */
function offsetAt(zone: string): (instant: number) => number {
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant / (hour / 4));
    let offset = known.get(quarter);
    if (offset === undefined) {
      const at = Temporal.Instant.fromEpochMilliseconds(quarter * (hour / 4) * 1000);
      offset = Math.round(at.toZonedDateTimeISO(zone).offsetNanoseconds / 1e9);
      if (known.size > remembered) known.clear();
      known.set(quarter, offset);
    }
    return offset;
  };
}

/** Reads the wall clock of a time that was placed in one zone again in another; micros to micros. */
function rezoned(from: string, to: string): (time: number) => number {
  const before = offsetAt(from);
  const { first } = zoneOffset(to);
  return (time) => {
    const instant = Math.floor(time / 1e6);
    const wall = instant + before(instant);
    return time + (before(instant) - first(wall)) * 1e6;
  };
}

interface HostClock {
  readonly rezone: ((time: number) => number) | undefined;
  readonly correction: number;
}

function clockOf(setting: ClockSetting, plan: ClockPlanSettings): HostClock {
  const { zone, correction = 0 } = setting;
  const other = zone !== undefined && zone !== plan.zone && plan.zoneSet !== true;
  return { rezone: other ? rezoned(plan.zone, zone) : undefined, correction: Math.round(correction * 1e6) };
}

/**
 * What settings of a person do to times after they were read: a host's zone places anew what names no zone itself, a correction moves
 * everything of the host. A correction of the file goes before that of the host.
 *
 * @example clockAdjuster({ zone: "UTC", hostClocks: [{ host: "web", correction: -312 }] })?.(event)
 */
export function clockAdjuster(plan: ClockPlanSettings): ClockAdjuster {
  const own = Math.round((plan.correction ?? 0) * 1e6);
  const hosts = new Map((plan.hostClocks ?? []).map((one) => [one.host ?? "", clockOf(one, plan)]));
  if (own === 0 && hosts.size === 0) return undefined;
  return (event) => {
    if (event.time === undefined) return;
    const host = hosts.get(event["host.name"] ?? "");
    const assumed = event.basis === "zone-assumed" || event.basis === "year-inferred";
    if (host?.rezone !== undefined && assumed) event.time = host.rezone(event.time);
    event.time += plan.correction === undefined ? (host?.correction ?? 0) : own;
  };
}
