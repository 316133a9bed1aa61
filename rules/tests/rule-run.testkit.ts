import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { planRead } from "@stanch/evidence/plan";
import { readChunk } from "@stanch/evidence/read-chunk";
import type { SourceFile } from "@stanch/evidence/source-file";
import { listSources } from "@stanch/investigate/source-list";
import { ownRules, readRuleFiles } from "@stanch/investigate/rule-files";
import { makeRuling, type Ruling } from "@stanch/investigate/ruling";
import type { RuleMeta } from "@stanch/investigate/rule-meta";
import type { LogEvent } from "@stanch/model/log-event";
import type { RuleSet } from "@stanch/sigma/rule-set";

/** A log file as a test writes it: its name matters to identification. */
export interface LogText {
  readonly name: string;
  readonly text: string;
}

/** A rule or correlation that spoke, and the addresses it names. */
export interface Said {
  readonly rule: RuleMeta;
  readonly path: string;
  readonly addresses: ReadonlySet<string>;
  readonly events: number;
}

let compiled: Ruling | undefined;

/** The rules of the project, compiled once for all tests of a process. */
export function ownRuling(): Ruling {
  return (compiled ??= makeRuling(readRuleFiles([ownRules()])));
}

/** Reads files or folders as an investigation does. `now` in epoch milliseconds settles yearless dates. */
export async function readPaths(paths: readonly string[], now: number, zone = "UTC"): Promise<LogEvent[]> {
  const scratch = mkdtempSync(join(tmpdir(), "stanch-rules-"));
  try {
    const sources = await listSources(paths, { scratch });
    return readSources(sources, now, zone);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/** Reads log texts through real files, so that identification takes part. */
export function readTexts(files: readonly LogText[], now: number): LogEvent[] {
  const folder = mkdtempSync(join(tmpdir(), "stanch-logs-"));
  try {
    const sources = files.map(({ name, text }): SourceFile => {
      const file = join(folder, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      return {
        path: name,
        file,
        size: Buffer.byteLength(text),
        sha256: createHash("sha256").update(text).digest("hex"),
      };
    });
    return readSources(sources, now, "UTC");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readSources(sources: readonly SourceFile[], now: number, zone: string): LogEvent[] {
  const events: LogEvent[] = [];
  for (const source of sources) {
    for (const plan of planRead(source, { now, zone, sources })) {
      readChunk(plan, { event: (event) => events.push(event) });
    }
  }
  return events;
}

/** Runs all rules and correlations over events. Silent rules do not speak. */
export function judge(ruling: Ruling, events: readonly LogEvent[]): Said[] {
  const said = new Map<number, { addresses: Set<string>; events: number }>();
  const speak = (index: number, addresses: readonly (string | undefined)[], count: number): void => {
    const one = said.get(index) ?? { addresses: new Set<string>(), events: 0 };
    for (const address of addresses) if (address !== undefined) one.addresses.add(address);
    one.events += count;
    said.set(index, one);
  };
  const correlator = ruling.set.correlator();
  for (const [at, event] of events.entries()) {
    const hits: number[] = [];
    ruling.match(event, hits);
    for (const hit of hits) {
      if (!ruling.isSilent(hit)) speak(hit, [event["source.ip"]], 1);
      feed(ruling, correlator, hit, event, at);
    }
  }
  for (const match of correlator.finish()) {
    const addresses = match.events.map((id) => events[Number(id)]?.["source.ip"]);
    speak(match.ruleIndex, [match.group["source.ip"], ...addresses], match.events.length);
  }
  return [...said].flatMap(([index, one]) => {
    const rule = ruling.rules[index];
    return rule === undefined ? [] : [{ rule, path: ruling.set.rules[index]?.path ?? "", ...one }];
  });
}

function feed(
  ruling: Ruling,
  correlator: ReturnType<RuleSet["correlator"]>,
  hit: number,
  event: LogEvent,
  at: number,
): void {
  if (ruling.signalFields(hit) === undefined || event.time === undefined) return;
  const id = String(at).padStart(9, "0");
  correlator.add(hit, { time: event.time, id, get: (field) => ruling.reader(field)(event) });
}
