import type { FieldValue } from "@stanch/model/event-line";
import { fieldCollector } from "../../field-shapes.ts";
import { binXml, type XmlLeaf } from "./binxml.ts";
import type { EvtxChunk } from "./evtx-chunk.ts";
import { evtxArray, evtxValue, valueType } from "./evtx-value.ts";
import { fieldPlan, type FieldSlot, type Scope } from "./field-plan.ts";

/** The values that a template instance brings along, as places in the chunk. One a nesting level, used again for each record. */
interface Frame {
  count: number;
  readonly types: number[];
  readonly offsets: number[];
  readonly sizes: number[];
}

/** What one record says. `low` and `high` are the halves of its creation time (FILETIME), zero when it gives none. */
export interface RecordFields {
  fields: Record<string, FieldValue>;
  low: number;
  high: number;
  /** The creation time where it is written as text. */
  stated: string | undefined;
  /** Steps left for this record: a bound on what a few hostile bytes can blow up to. */
  budget: number;
}

type Plans = Map<number, readonly FieldSlot[]>;

/** What has been worked out for one chunk, and the steps left for all of its records. */
export interface ChunkPlans {
  /** By place of the template in the chunk. */
  readonly here: Plans;
  /** By template id, from all chunks of the file: for records whose own chunk has lost the template. */
  readonly file: Plans;
  budget: number;
}

/** @example const plans = chunkPlans(new Map()); */
export function chunkPlans(file: Plans): ChunkPlans {
  return { here: new Map(), file, budget: chunkBudget };
}

/** Reads the records of one chunk after another; holds what is worked out once per chunk. */
interface Reader {
  readonly chunk: EvtxChunk;
  readonly plans: ChunkPlans;
  readonly out: RecordFields;
}

const deepest = 8;
const mostPlans = 20_000;
/** A record of ordinary size takes some hundred steps: one a field, one for each 16 bytes of its values. */
const recordBudget = 1 << 18;
const chunkBudget = 1 << 22;
const none: Frame = { count: 0, types: [], offsets: [], sizes: [] };
const frames: readonly Frame[] = Array.from({ length: deepest + 1 }, () => ({
  count: 0,
  types: [],
  offsets: [],
  sizes: [],
}));
const collector = fieldCollector(recordBudget);
const scopes: readonly Scope[] = ["top", "event", "system", "rendering", "data"];

function spend(out: RecordFields, steps: number): void {
  out.budget -= steps;
  if (out.budget < 0) throw new RangeError("unfolds to more than a record can hold");
}

function joined(reader: Reader, frame: Frame, parts: readonly XmlLeaf[]): string {
  let text = "";
  for (const part of parts) {
    if (part.kind === "text") text += part.text;
    else if (part.index < frame.count) {
      const type = frame.types[part.index] ?? 0;
      const offset = frame.offsets[part.index] ?? 0;
      const size = frame.sizes[part.index] ?? 0;
      spend(reader.out, 1 + (size >> 4));
      if ((type & valueType.array) === 0) text += evtxValue(reader.chunk, type, offset, size);
      else text += evtxArray(reader.chunk, type & 0x7f, offset, size, reader.out.budget).join(", ");
    }
  }
  return text;
}

function store(reader: Reader, frame: Frame, slot: FieldSlot, value: FieldValue): void {
  if (slot.sparse && value === "") return;
  if (slot.role === "time") {
    if (typeof value === "string") reader.out.stated = value;
    return;
  }
  if (slot.nameParts === undefined) collector.put(slot.name, value, slot.role === "unnamed" || slot.role === "content");
  else collector.put(joined(reader, frame, slot.nameParts) || slot.name, value);
}

function substitute(reader: Reader, frame: Frame, slot: FieldSlot, depth: number): void {
  const { chunk, out } = reader;
  const { index } = slot;
  const present = index < frame.count;
  const type = present ? (frame.types[index] ?? 0) : 0;
  const offset = present ? (frame.offsets[index] ?? 0) : 0;
  const size = present ? (frame.sizes[index] ?? 0) : 0;
  spend(out, size >> 4);
  if (type === valueType.binXml) {
    fragment(reader, offset, offset + size, slot.scope, depth + 1);
  } else if (type >= valueType.array) {
    const items = evtxArray(chunk, type & 0x7f, offset, size, out.budget);
    spend(out, items.length);
    store(reader, frame, slot, items.length === 1 ? (items[0] ?? "") : items);
  } else if (slot.role === "time" && type === valueType.filetime && size >= 8) {
    out.low = chunk.view.getUint32(offset, true);
    out.high = chunk.view.getUint32(offset + 4, true);
  } else store(reader, frame, slot, evtxValue(chunk, type, offset, size));
}

function guarded(frame: Frame, guards: readonly number[]): boolean {
  for (const guard of guards) {
    if (guard >= frame.count || frame.types[guard] === valueType.null) return true;
  }
  return false;
}

function fill(reader: Reader, frame: Frame, plan: readonly FieldSlot[], depth: number): void {
  spend(reader.out, plan.length + 1);
  for (const slot of plan) {
    if (slot.guards.length > 0 && guarded(frame, slot.guards)) continue;
    if (slot.index >= 0) substitute(reader, frame, slot, depth);
    else if (slot.literal !== undefined) store(reader, frame, slot, slot.literal);
    else store(reader, frame, slot, joined(reader, frame, slot.parts));
  }
}

const scoped = (id: number, scope: Scope): number => id * scopes.length + scopes.indexOf(scope);

function planAt(reader: Reader, id: number, definition: number, scope: Scope): readonly FieldSlot[] {
  const { chunk, plans } = reader;
  const key = scoped(definition, scope);
  const known = plans.here.get(key);
  if (known !== undefined) return known;
  const present = definition + 24 <= chunk.size && chunk.view.getUint32(definition + 4, true) === id;
  const elsewhere = present ? undefined : plans.file.get(scoped(id, scope));
  if (elsewhere !== undefined) return elsewhere;
  if (!present) throw new RangeError("the template of the record is gone");
  const size = chunk.view.getUint32(definition + 20, true);
  const plan = fieldPlan(binXml(chunk, definition + 24, definition + 24 + size), scope);
  plans.here.set(key, plan);
  // Logs of one machine have some thousand templates; a hostile file could have any number.
  if (plans.file.size >= mostPlans) plans.file.clear();
  plans.file.set(scoped(id, scope), plan);
  return plan;
}

/** Reads the value descriptors at `at` into `frame`; returns the end of the values. */
function values(reader: Reader, frame: Frame, at: number, end: number): number {
  const { view } = reader.chunk;
  const count = view.getUint32(at, true);
  let offset = at + 4 + 4 * count;
  if (offset > end) throw new RangeError("more values than the record has bytes for");
  frame.count = count;
  for (let i = 0; i < count; i++) {
    const size = view.getUint16(at + 4 + 4 * i, true);
    frame.types[i] = view.getUint8(at + 6 + 4 * i);
    frame.offsets[i] = offset;
    frame.sizes[i] = Math.max(0, Math.min(size, end - offset));
    offset += size;
  }
  return offset;
}

function instance(reader: Reader, at: number, end: number, scope: Scope, depth: number): number {
  const { view } = reader.chunk;
  const definition = view.getUint32(at + 6, true);
  // A template stands in full where the chunk first uses it.
  const from = definition === at + 10 ? at + 34 + view.getUint32(at + 30, true) : at + 10;
  const frame = frames[depth] ?? none;
  const next = values(reader, frame, from, end);
  fill(reader, frame, planAt(reader, view.getUint32(at + 2, true), definition, scope), depth);
  return next;
}

/**
 * Fields of the fragments between two chunk offsets: template instances, and elements written out in full.
 * Throws `RangeError` on bytes that cannot be binary XML; what was read before stays in `out`.
 */
function fragment(reader: Reader, from: number, to: number, scope: Scope, depth: number): void {
  if (depth > deepest) throw new RangeError("fragments nested too deeply");
  const { view } = reader.chunk;
  let at = from;
  while (at < to) {
    const token = view.getUint8(at);
    if (token === 0x0f) at += 4;
    else if (token === 0x0c) {
      at = instance(reader, at, to, scope, depth);
      // Behind the end of a record lies padding with whatever the memory held, old fragments too.
      if (depth === 0) return;
    } else if (token === 0x00) at++;
    else return fill(reader, none, fieldPlan(binXml(reader.chunk, at, to), scope), depth);
  }
}

/**
 * Reads the binary XML of one record into `out`; `plans` belongs to the chunk and is filled along the way. Throws `RangeError`
 * where the bytes make no sense: what was read until then is in `out`.
 *
 * @example recordFields(chunk, plans, at + 24, at + size - 4, said);
 */
export function recordFields(chunk: EvtxChunk, plans: ChunkPlans, from: number, to: number, out: RecordFields): void {
  out.low = 0;
  out.high = 0;
  out.stated = undefined;
  const allowed = Math.min(recordBudget, plans.budget);
  out.budget = allowed;
  try {
    fragment({ chunk, plans, out }, from, to, "top", 0);
  } finally {
    out.fields = collector.take();
    plans.budget -= allowed - Math.max(0, out.budget);
  }
}
