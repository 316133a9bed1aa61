import { closeSync, openSync, readSync } from "node:fs";
import type { ClockSetting, SourceClock } from "@stanch/model/clock";
import type { HostFacts } from "./collection.ts";
import type { ClockPlanSettings } from "./host-clocks.ts";
import type { SourceFile } from "./source-file.ts";
import { zoneByLines } from "./zone-guess.ts";

interface Choice {
  /** Zone of the whole investigation. */
  readonly zone?: string;
  readonly clocks?: readonly ClockSetting[];
}

interface ChosenZone {
  readonly zone: string;
  readonly zoneFrom: SourceClock["from"];
}

/** So much of a file is searched for the line in which the kernel sets the clock. */
const searched = 8 << 20;
const needle = Buffer.from("setting system clock to ");

/** The lines in which the kernel says what time it was at boot. */
function* bootLines(source: SourceFile): Generator<string> {
  const size = Math.min(source.size, searched);
  const bytes = Buffer.allocUnsafe(size);
  const descriptor = openSync(source.file, "r");
  let filled = 0;
  try {
    filled = readSync(descriptor, bytes, 0, size, 0);
  } finally {
    closeSync(descriptor);
  }
  const seen = bytes.subarray(0, filled);
  for (let at = seen.indexOf(needle); at >= 0; at = seen.indexOf(needle, at + 1)) {
    const start = seen.lastIndexOf(10, at) + 1;
    const end = seen.indexOf(10, at);
    if (at - start < 400) yield seen.toString("latin1", start, end < 0 ? seen.length : Math.min(end, start + 500));
  }
}

const yearlessLine = /^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d /;

/** What a log tells of its own zone: asked only where dates without a zone stand in it. */
function zoneInLog(source: SourceFile, lines: readonly string[]): string | undefined {
  const own = zoneByLines(lines);
  if (own !== undefined || !lines.some((line) => yearlessLine.test(line))) return own;
  return zoneByLines(bootLines(source));
}

/** The zone a file is read in: what a person set for it or its host, what was asked for all, what its host's files or it itself tell, UTC. */
export function zoneFor(source: SourceFile, facts: HostFacts, lines: readonly string[], choice: Choice): ChosenZone {
  const { clocks = [] } = choice;
  const file = clocks.find(({ path }) => path === source.path)?.zone;
  const host = facts.host === undefined ? undefined : clocks.find((one) => one.host === facts.host)?.zone;
  const set = file ?? host;
  if (set !== undefined) return { zone: set, zoneFrom: "set" };
  if (choice.zone !== undefined) return { zone: choice.zone, zoneFrom: "asked" };
  if (facts.zone !== undefined) return { zone: facts.zone, zoneFrom: "collection" };
  const told = zoneInLog(source, lines);
  return told === undefined ? { zone: "UTC", zoneFrom: "none" } : { zone: told, zoneFrom: "log" };
}

/** Everything a plan says of the clock a file is read by. */
export function clockFor(
  source: SourceFile,
  facts: HostFacts,
  lines: readonly string[],
  choice: Choice,
): ChosenZone & ClockPlanSettings {
  const { clocks = [] } = choice;
  const file = clocks.find(({ path }) => path === source.path);
  const hosts = clocks.filter(({ host }) => host !== undefined);
  return {
    ...zoneFor(source, facts, lines, choice),
    ...(file === undefined ? {} : { fileClock: file }),
    ...(file?.zone === undefined ? {} : { zoneSet: true }),
    ...(file?.correction === undefined ? {} : { correction: file.correction }),
    ...(hosts.length === 0 ? {} : { hostClocks: hosts }),
  };
}
