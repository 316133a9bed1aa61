/** A value that JSON can hold. `undefined` members of objects are left out, as JSON does. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

/**
 * Canonical JSON: one text for one value, whatever the order its members were set in, so that it can be hashed and signed.
 *
 * Members are sorted by UTF-16 code units, no white space, numbers as ECMAScript prints them. Hash the UTF-8 bytes of it.
 *
 * @throws TypeError for what JSON cannot say: NaN, infinities, lone surrogates, functions, big integers, cycles (RangeError).
 * Source: RFC 8785 (JSON Canonicalization Scheme), sections 3.2.2 and 3.2.3.
 * @example canonicalJson({ b: 1e21, a: ["ü", null] }) === '{"a":["ü",null],"b":1e+21}'
 */
export function canonicalJson(value: unknown): string {
  switch (typeof value) {
    case "string":
      return quote(value);
    case "number":
      if (!Number.isFinite(value)) throw new TypeError(`canonical JSON cannot hold ${value}`);
      return String(Object.is(value, -0) ? 0 : value);
    case "boolean":
      return value ? "true" : "false";
    case "object":
      return value === null ? "null" : Array.isArray(value) ? list(value) : members(value);
    default:
      throw new TypeError(`canonical JSON cannot hold a ${typeof value}`);
  }
}

function quote(text: string): string {
  if (!text.isWellFormed()) throw new TypeError("canonical JSON cannot hold a lone surrogate");
  return JSON.stringify(text);
}

function list(values: readonly unknown[]): string {
  return `[${values.map(canonicalJson).join(",")}]`;
}

function members(object: object): string {
  const parts: string[] = [];
  const entries = Object.entries(object).filter(([, value]) => value !== undefined);
  // Plain comparison of strings is by UTF-16 code units, which is what the RFC asks for.
  for (const [name, value] of entries.sort(([a], [b]) => (a < b ? -1 : 1))) {
    parts.push(`${quote(name)}:${canonicalJson(value)}`);
  }
  return `{${parts.join(",")}}`;
}
