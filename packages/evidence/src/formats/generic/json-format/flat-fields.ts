import type { FieldValue } from "@stanch/model/event-line";
import type { Json, JsonObject } from "./json-value.ts";

const mostFields = 400;
const deepest = 8;

/**
 * The record's own names and values, nested names joined by dots; lists of plain values stay lists, lists of objects become
 * one list for each name. What lies deeper than 8 or comes after 400 fields stays in the original only.
 */
export function flatFields(record: JsonObject): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = Object.create(null) as Record<string, FieldValue>;
  const budget = { left: mostFields };
  flatten(record, "", 0, fields, budget);
  return fields;
}

function flatten(
  value: JsonObject,
  prefix: string,
  depth: number,
  fields: Record<string, FieldValue>,
  budget: { left: number },
): void {
  for (const name in value) {
    const inner = value[name];
    if (inner === undefined || budget.left <= 0) continue;
    const path = prefix === "" ? name : `${prefix}.${name}`;
    if (inner === null || typeof inner !== "object") set(fields, path, inner, budget);
    else if (Array.isArray(inner)) list(inner as readonly Json[], path, depth, fields, budget);
    else if (depth < deepest) flatten(inner as JsonObject, path, depth + 1, fields, budget);
  }
}

function list(
  values: readonly Json[],
  path: string,
  depth: number,
  fields: Record<string, FieldValue>,
  budget: { left: number },
): void {
  const plain: (string | number | boolean | null)[] = [];
  for (const value of values) {
    if (value === null || typeof value !== "object") plain.push(value);
    else if (!Array.isArray(value) && depth < deepest) flatten(value as JsonObject, path, depth + 1, fields, budget);
  }
  if (plain.length > 0) set(fields, path, plain, budget);
}

function set(fields: Record<string, FieldValue>, path: string, value: FieldValue, budget: { left: number }): void {
  const known = fields[path];
  if (known === undefined) {
    fields[path] = value;
    budget.left--;
    return;
  }
  const before = Array.isArray(known) ? known : [known as string | number | boolean | null];
  if (before.length >= mostFields) return;
  fields[path] = [...before, ...(Array.isArray(value) ? value : [value as string | number | boolean | null])];
}
