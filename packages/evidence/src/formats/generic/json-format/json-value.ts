/** What `JSON.parse` gives. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json | undefined;
}

/** True for an object that is no array. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a path of names. */
export function at(record: JsonObject, ...path: readonly string[]): Json | undefined {
  let value: Json | undefined = record;
  for (const name of path) {
    if (!isObject(value)) return undefined;
    value = value[name];
  }
  return value;
}

/** Text at a path: a string that says something, a number as its digits, the first of a list. */
export function text(record: JsonObject, ...path: readonly string[]): string | undefined {
  let value = at(record, ...path);
  if (Array.isArray(value)) value = value[0] as Json | undefined;
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" && value !== "-" ? value : undefined;
}

/** A whole number at a path, also one written as text. */
export function whole(record: JsonObject, ...path: readonly string[]): number | undefined {
  const value = at(record, ...path);
  const number = typeof value === "string" && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : undefined;
}

/** A port number at a path. */
export function port(record: JsonObject, ...path: readonly string[]): number | undefined {
  const number = whole(record, ...path);
  return number !== undefined && number >= 0 && number <= 65_535 ? number : undefined;
}
