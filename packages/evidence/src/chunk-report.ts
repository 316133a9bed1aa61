import type { LogEvent } from "@stanch/model/log-event";
import { formatInstant } from "@stanch/model/log-event";
import type { TimeBasis } from "@stanch/model/event-line";
import type { SourceClock } from "@stanch/model/clock";
import type { Damage, SkipReason, SourceReport } from "@stanch/model/sources";
import type { Encoding } from "./encoding.ts";
import type { Failure } from "./failure.ts";
import type { SourceFile } from "./source-file.ts";

/** What became of one plan. `records = events + unparsed + skipped`. Plain data, to be posted back by a worker. */
export interface ChunkReport {
  readonly part: number;
  readonly format: string;
  readonly encoding: Encoding;
  readonly clock: SourceClock;
  records: number;
  events: number;
  unparsed: number;
  readonly skipped: Partial<Record<SkipReason, number>>;
  readonly damage: Damage[];
  /** First and last instant, epoch microseconds. */
  first: number | undefined;
  last: number | undefined;
  readonly hosts: string[];
  readonly times: Partial<Record<TimeBasis, number>>;
  failure: Failure | undefined;
}

/** Damage beyond this many ranges a file is counted into the last one. */
export const maxDamage = 1000;
const maxHosts = 10_000;

/** Counts what goes through it; the readers' side of an honest `sources.json`. */
export interface Counter {
  readonly report: ChunkReport;
  event(event: LogEvent): void;
  skip(reason: SkipReason, count: number): void;
  damage(damage: Damage): void;
  accounted(): number;
}

type Times = Record<TimeBasis, number>;

type Head = Pick<ChunkReport, "part" | "format" | "encoding" | "clock">;

function emptyReport(head: Head, hosts: Set<string>, times: Times): ChunkReport {
  return {
    ...head,
    records: 0,
    events: 0,
    unparsed: 0,
    skipped: {},
    damage: [],
    first: undefined,
    last: undefined,
    get hosts() {
      return [...hosts];
    },
    get times() {
      return Object.fromEntries(Object.entries(times).filter(([, count]) => count > 0));
    },
    failure: undefined,
  };
}

export function counter(part: number, format: string, encoding: Encoding, clock: SourceClock): Counter {
  const times = { stated: 0, "year-inferred": 0, "zone-assumed": 0, none: 0 };
  const hosts = new Set<string>();
  const report = emptyReport({ part, format, encoding, clock }, hosts, times);
  let lastHost: string | undefined;
  let skippedTotal = 0;
  return {
    report,
    event(event) {
      report.events++;
      times[event.basis]++;
      const { time } = event;
      if (time !== undefined) {
        if (report.first === undefined || time < report.first) report.first = time;
        if (report.last === undefined || time > report.last) report.last = time;
      }
      const host = event["host.name"];
      if (host !== lastHost && host !== undefined) {
        lastHost = host;
        if (hosts.size < maxHosts) hosts.add(host);
      }
    },
    skip(reason, count) {
      report.skipped[reason] = (report.skipped[reason] ?? 0) + count;
      skippedTotal += count;
    },
    damage: (damage) => addDamage(report.damage, damage),
    accounted: () => report.events + report.unparsed + skippedTotal,
  };
}

function addDamage(list: Damage[], damage: Damage): void {
  const last = list.at(-1);
  if (last !== undefined && last.code === damage.code && last.to === damage.from && last.detail === damage.detail) {
    list[list.length - 1] = { ...last, to: damage.to };
  } else if (list.length < maxDamage) list.push(damage);
  else if (last !== undefined)
    list[list.length - 1] = { ...last, to: Math.max(last.to, damage.to), detail: "and more" };
}

/**
 * The report of a source file from those of its ranges, in any order.
 *
 * @param chunks All ranges of the file; none for an archive or a file that could not be opened.
 */
export function sourceReport(source: SourceFile, chunks: readonly ChunkReport[]): SourceReport {
  const parts = [...chunks].sort((a, b) => a.part - b.part);
  const sum = (pick: (chunk: ChunkReport) => number): number => parts.reduce((total, chunk) => total + pick(chunk), 0);
  const skipped: SourceReport["skipped"] = {};
  const times: SourceReport["times"] = {};
  const hosts = new Set<string>();
  for (const part of parts) {
    for (const [reason, count] of Object.entries(part.skipped)) {
      skipped[reason as SkipReason] = (skipped[reason as SkipReason] ?? 0) + count;
    }
    for (const [basis, count] of Object.entries(part.times)) {
      times[basis as TimeBasis] = (times[basis as TimeBasis] ?? 0) + count;
    }
    for (const host of part.hosts) hosts.add(host);
  }
  const first = least(parts.map((part) => part.first));
  const last = least(parts.map((part) => (part.last === undefined ? undefined : -part.last)));
  const failure = source.failure ?? parts.find((part) => part.failure !== undefined)?.failure;
  return {
    path: source.path,
    sha256: source.sha256,
    bytes: source.size,
    format: source.container === undefined ? (parts[0]?.format ?? "unknown") : "container",
    ...(parts[0] === undefined ? {} : { encoding: parts[0].encoding }),
    records: sum((part) => part.records),
    events: sum((part) => part.events),
    unparsed: sum((part) => part.unparsed),
    skipped,
    ...(first === undefined ? {} : { first: formatInstant(first, 0) }),
    ...(last === undefined ? {} : { last: formatInstant(-last, 0) }),
    hosts: [...hosts].sort(),
    times,
    ...(parts[0] === undefined ? {} : { clock: clockOf(parts[0].clock, hosts) }),
    damage: parts.flatMap((part) => part.damage).slice(0, maxDamage),
    ...(failure === undefined ? {} : { failure: { code: failure.code, message: { ...failure.message } } }),
  };
}

/** Of the settings of hosts, those that concern this file. */
function clockOf(clock: SourceClock, hosts: ReadonlySet<string>): SourceClock {
  const own = clock.hosts?.filter(({ host }) => host !== undefined && hosts.has(host)) ?? [];
  const { hosts: _, ...rest } = clock;
  return own.length === 0 ? rest : { ...rest, hosts: own };
}

function least(values: readonly (number | undefined)[]): number | undefined {
  let found: number | undefined;
  for (const value of values) if (value !== undefined && (found === undefined || value < found)) found = value;
  return found;
}
