import { closeSync, openSync, readSync } from "node:fs";
import { formatById } from "@stanch/evidence/identify";
import { readChunk } from "@stanch/evidence/read-chunk";
import type { ReadPlan } from "@stanch/evidence/read-plan";
import type { CitedEvent } from "./cited-event.ts";

/** Where an event lies: enough to read it again. */
export interface EventRef {
  readonly source: number;
  readonly offset: number;
  readonly record: number;
}

const LINE_STEP = 4096;
const MAX_LINE = 1 << 20;

/**
 * Reads single events again from their files, so that a correlation over millions of matches keeps only offsets. Events of
 * formats that split are read alone; those of other formats by one pass over their file.
 */
export function fetchEvents(refs: readonly EventRef[], plans: readonly (readonly ReadPlan[])[]): CitedEvent[] {
  const bySource = new Map<number, EventRef[]>();
  for (const ref of refs) {
    const list = bySource.get(ref.source);
    if (list === undefined) bySource.set(ref.source, [ref]);
    else list.push(ref);
  }
  const found: CitedEvent[] = [];
  for (const [source, wanted] of bySource) found.push(...fetchFrom(source, wanted, plans[source] ?? []));
  return found;
}

function fetchFrom(source: number, wanted: readonly EventRef[], plans: readonly ReadPlan[]): CitedEvent[] {
  const offsets = new Set(wanted.map((ref) => ref.offset));
  const found: CitedEvent[] = [];
  const keep = (event: CitedEvent["event"]): void => {
    if (offsets.has(event.offset)) found.push({ source, event });
  };
  for (const plan of plans) {
    const inside = wanted.filter((ref) => ref.offset >= plan.from && ref.offset < plan.to);
    if (inside.length === 0) continue;
    const format = formatById(plan.format);
    const alone =
      format?.by === "line" && format.splittable && plan.encoding !== "utf-16le" && plan.encoding !== "utf-16be";
    if (!alone || inside.length > 5_000) readChunk(plan, { event: keep });
    else for (const ref of unique(inside)) readChunk(oneLine(plan, ref), { event: keep });
  }
  return found;
}

function unique(refs: readonly EventRef[]): EventRef[] {
  return [...new Map(refs.map((ref) => [ref.offset, ref])).values()];
}

/** The plan cut down to the line at an offset. */
function oneLine(plan: ReadPlan, ref: EventRef): ReadPlan {
  return { ...plan, from: ref.offset, to: lineEnd(plan, ref.offset), firstRecord: ref.record };
}

function lineEnd(plan: ReadPlan, from: number): number {
  const descriptor = openSync(plan.file, "r");
  try {
    const buffer = Buffer.allocUnsafe(LINE_STEP);
    for (let at = from; at < plan.to && at - from < MAX_LINE;) {
      const got = readSync(descriptor, buffer, 0, Math.min(LINE_STEP, plan.to - at), at);
      if (got <= 0) break;
      const end = buffer.subarray(0, got).indexOf(10);
      if (end >= 0) return at + end + 1;
      at += got;
    }
    return Math.min(plan.to, from + MAX_LINE);
  } finally {
    closeSync(descriptor);
  }
}
