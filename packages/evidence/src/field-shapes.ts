import type { FieldValue } from "@stanch/model/event-line";

type Plain = string | number | boolean | null;
type Fields = Record<string, FieldValue>;

/** Names in the order in which records bring them: the last one, and those before it. */
interface Shape {
  readonly before: Shape | undefined;
  readonly name: string;
  readonly size: number;
  readonly next: Map<string, Step>;
  uses: number;
  /** All names, written out once records end here. */
  names: readonly string[] | undefined;
  /** An object of these names to be copied, made once records of the shape recur. */
  template: Fields | undefined;
}

/** Where a name leads: to a longer shape, or to the value it already has in this one. */
interface Step {
  readonly index: number;
  readonly shape: Shape;
}

/** Collects the fields of one record after another. */
export interface FieldCollector {
  /** Adds a value; values of one name become a list. `list`: also a value alone is one. False when the name came before. */
  put(name: string, value: FieldValue, list?: boolean): boolean;
  /** The fields put since the last call. */
  take(): Fields;
}

/** A record of more names keeps the rest in a layout of its own. */
const mostNames = 128;
/** Shapes remembered; records with ever other names would fill memory. */
const mostShapes = 1 << 15;
/** Copying pays only for what recurs. */
const recurring = 4;

function shapeOf(before: Shape | undefined, name: string): Shape {
  const size = before === undefined ? 0 : before.size + 1;
  return { before, name, size, next: new Map(), uses: 0, names: undefined, template: undefined };
}

function namesOf(shape: Shape): readonly string[] {
  const names: string[] = Array.from({ length: shape.size }, () => "");
  for (let at: Shape | undefined = shape; at?.before !== undefined; at = at.before) names[at.size - 1] = at.name;
  return names;
}

/** What `JSON.parse` makes has a fixed layout, unlike an object that grew by many names one by one. */
function templateOf(names: readonly string[]): Fields {
  return JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join(",")}}`) as Fields;
}

function stepOf(shape: Shape, name: string): Step {
  for (let at: Shape | undefined = shape; at?.before !== undefined; at = at.before) {
    if (at.name === name) return { index: at.size - 1, shape };
  }
  return { index: shape.size, shape: shapeOf(shape, name) };
}

/** `__proto__` would change what an object is that has no property of that name. */
function define(fields: Fields, name: string, value: FieldValue): void {
  if (name !== "__proto__") fields[name] = value;
  else Object.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
}

function fieldsOf(shape: Shape, values: readonly FieldValue[]): Fields {
  const names = (shape.names ??= namesOf(shape));
  if (shape.uses++ < recurring) {
    const fields: Fields = {};
    for (let at = 0; at < names.length; at++) define(fields, names[at] ?? "", values[at] ?? null);
    return fields;
  }
  const fields = { ...(shape.template ??= templateOf(names)) };
  for (let at = 0; at < names.length; at++) fields[names[at] ?? ""] = values[at] ?? null;
  return fields;
}

/** Appends to the values of a name; lists belong to the collector, whoever made them. */
function merged(old: FieldValue, value: FieldValue, most: number): FieldValue {
  const list = (Array.isArray(old) ? old : [old]) as Plain[];
  for (const one of Array.isArray(value) ? (value as readonly Plain[]) : [value as Plain]) {
    if (list.length >= most) break;
    list.push(one);
  }
  return list;
}

interface Collecting {
  root: Shape;
  /** How many shapes the root leads to. */
  shapes: number;
  shape: Shape;
  values: FieldValue[];
  /** What comes after {@link mostNames} names. */
  rest: Map<string, FieldValue> | undefined;
  readonly most: number;
}

function putRest(state: Collecting, name: string, value: FieldValue): boolean {
  state.rest ??= new Map();
  const old = state.rest.get(name);
  state.rest.set(name, old === undefined ? value : merged(old, value, state.most));
  return old === undefined;
}

/** Where a name leads that this shape has not met yet; undefined when the record has too many names already. */
function learn(state: Collecting, name: string): Step | undefined {
  const { shape } = state;
  const step = stepOf(shape, name);
  if (shape.size >= mostNames) return step.shape === shape ? step : undefined;
  state.shapes++;
  shape.next.set(name, step);
  return step;
}

function put(state: Collecting, name: string, value: FieldValue): boolean {
  const step = state.shape.next.get(name) ?? learn(state, name);
  if (step === undefined) return putRest(state, name, value);
  const { values } = state;
  if (step.index < values.length) {
    values[step.index] = merged(values[step.index] ?? null, value, state.most);
    return false;
  }
  values.push(value);
  state.shape = step.shape;
  return true;
}

function take(state: Collecting): Fields {
  const fields = fieldsOf(state.shape, state.values);
  if (state.rest !== undefined) for (const [name, value] of state.rest) define(fields, name, value);
  state.values = [];
  state.rest = undefined;
  if (state.shapes > mostShapes) {
    state.root = shapeOf(undefined, "");
    state.shapes = 0;
  }
  state.shape = state.root;
  return fields;
}

/**
 * Makes the `fields` of records. Records of the same names in the same order get objects of one layout, which are much faster to
 * write as JSON than objects that grow name by name.
 *
 * @param most how many values one name may have; further ones stay in the original only
 * @example
 * const collector = fieldCollector(400);
 * collector.put("EventID", 4625);
 * collector.take(); // { EventID: 4625 }
 */
export function fieldCollector(most: number): FieldCollector {
  const root = shapeOf(undefined, "");
  const state: Collecting = { root, shapes: 0, shape: root, values: [], rest: undefined, most };
  return {
    put: (name, value, list = false) => put(state, name, list && !Array.isArray(value) ? [value as Plain] : value),
    take: () => take(state),
  };
}
