import type { FieldValue } from "@stanch/model/event-line";
import { fieldCollector } from "../../../field-shapes.ts";
import type { Json, JsonObject } from "./json-value.ts";

const mostFields = 400;
const deepest = 8;

/** A name below the names above it: joined once, not record by record. */
interface Place {
  readonly path: string;
  readonly inner: Map<string, Place>;
}

/** Names come from evidence: a hostile log must not fill memory with them. */
const mostPlaces = 1 << 16;
const placeOf = (path: string): Place => ({ path, inner: new Map() });
let root = placeOf("");
let places = 0;

function below(place: Place, name: string): Place {
  let found = place.inner.get(name);
  if (found === undefined) {
    found = placeOf(place.path === "" ? name : `${place.path}.${name}`);
    place.inner.set(name, found);
    places++;
  }
  return found;
}

const collector = fieldCollector(mostFields);
let left = 0;

/**
 * The record's own names and values, nested names joined by dots; lists of plain values stay lists, lists of objects become
 * one list for each name. What lies deeper than 8 or comes after 400 fields stays in the original only.
 */
export function flatFields(record: JsonObject): Record<string, FieldValue> {
  if (places > mostPlaces) {
    root = placeOf("");
    places = 0;
  }
  left = mostFields;
  flatten(record, root, 0);
  return collector.take();
}

function put(place: Place, value: FieldValue): void {
  if (collector.put(place.path, value)) left--;
}

function flatten(value: JsonObject, place: Place, depth: number): void {
  for (const name in value) {
    const inner = value[name];
    if (inner === undefined || left <= 0) continue;
    const own = below(place, name);
    if (inner === null || typeof inner !== "object") put(own, inner);
    else if (Array.isArray(inner)) list(inner as readonly Json[], own, depth);
    else if (depth < deepest) flatten(inner as JsonObject, own, depth + 1);
  }
}

function list(values: readonly Json[], place: Place, depth: number): void {
  const plain: (string | number | boolean | null)[] = [];
  for (const value of values) {
    if (value === null || typeof value !== "object") plain.push(value);
    else if (!Array.isArray(value) && depth < deepest) flatten(value as JsonObject, place, depth + 1);
  }
  if (plain.length > 0) put(place, plain);
}
