import type { FieldValue } from "@stanch/model/event-line";
import type { Compare, RefShape, Test, TimePart } from "./expr.ts";
import { inNetwork, ipAddress } from "./ip-network.ts";
import { fitsPattern, foldText } from "./text-pattern.ts";

type Scalar = string | number | boolean | null;

/** A value as text to compare with; null has none. */
export function textOf(value: Scalar): string | undefined {
  return value === null ? undefined : typeof value === "string" ? value : String(value);
}

/** Reads another field of the event at hand, for `fieldref`. */
export type OtherField = (name: string) => FieldValue | undefined;

/**
 * Whether a field's value fulfils a test. Of an array any member may; a missing field and null are the same to every test but
 * `exists`. An empty array has no member, so it counts as null.
 *
 * Source: Sigma specification 2.1, "Special Field Values"; arrays are not specified and are ours.
 */
export function fulfils(test: Test, value: FieldValue | undefined, other: OtherField): boolean {
  if (test.kind === "exists") return (value !== undefined) === test.wanted;
  if (test.kind === "null") return isNull(value);
  if (value === undefined || value === null) return false;
  if (typeof value !== "object") return scalarFulfils(test, value, other);
  for (const one of value) if (one !== null && scalarFulfils(test, one, other)) return true;
  return false;
}

function isNull(value: FieldValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  return typeof value === "object" && value.every((one) => one === null);
}

function scalarFulfils(test: Test, value: Exclude<Scalar, null>, other: OtherField): boolean {
  switch (test.kind) {
    case "text": {
      const text = foldText(String(value), test.mode);
      return test.patterns.some((pattern) => fitsPattern(pattern, text));
    }
    case "regex":
      return test.regex.test(String(value));
    case "compare":
      return compares(test.op, test.part === undefined ? numberOf(value) : timePart(value, test.part), test.value);
    case "cidr": {
      const address = typeof value === "string" ? ipAddress(value) : undefined;
      return address !== undefined && test.networks.some((network) => inNetwork(address, network));
    }
    case "ref":
      return refers(test.shape, test.mode, value, other(test.other));
    default:
      return false;
  }
}

function numberOf(value: Exclude<Scalar, null>): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string" || value.trim() === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function compares(op: Compare, left: number | undefined, right: number): boolean {
  if (left === undefined) return false;
  switch (op) {
    case "gt":
      return left > right;
    case "gte":
      return left >= right;
    case "lt":
      return left < right;
    case "lte":
      return left <= right;
    case "eq":
      return left === right;
  }
}

function refers(shape: RefShape, mode: number, value: Exclude<Scalar, null>, other: FieldValue | undefined): boolean {
  if (other === undefined || other === null) return false;
  const others: readonly Scalar[] = typeof other === "object" ? other : [other];
  const text = foldText(String(value), mode);
  return others.some((one) => {
    const wanted = textOf(one);
    if (wanted === undefined) return false;
    const folded = foldText(wanted, mode);
    if (shape === "equals") return text === folded;
    if (shape === "contains") return text.includes(folded);
    return shape === "startswith" ? text.startsWith(folded) : text.endsWith(folded);
  });
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, whichever gives a year people log in. */
function epochMillis(number: number): number {
  if (number < 1e11) return number * 1000;
  if (number < 1e14) return number;
  return number < 1e17 ? number / 1000 : number / 1e6;
}

/** Milliseconds of a time as logs write it; without a zone it is UTC. */
function instantOf(value: Exclude<Scalar, null>): number | undefined {
  if (typeof value === "number") return epochMillis(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  if (/^\d+(?:\.\d+)?$/.test(text)) return epochMillis(Number(text));
  const parts = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(text);
  const date = parts === null ? text : `${parts[1]}T${parts[2]}${(parts[3] ?? "").slice(0, 4)}${parts[4] ?? "Z"}`;
  const millis = Date.parse(/^\d{4}-\d\d-\d\d$/.test(date) ? `${date}T00:00:00Z` : date);
  return Number.isNaN(millis) ? undefined : millis;
}

const dayLength = 86_400_000;

/** A part of a time in UTC; weeks as ISO 8601 counts them. */
function timePart(value: Exclude<Scalar, null>, part: TimePart): number | undefined {
  const millis = instantOf(value);
  if (millis === undefined || Math.abs(millis) > 8.64e15) return undefined;
  const date = new Date(millis);
  switch (part) {
    case "minute":
      return date.getUTCMinutes();
    case "hour":
      return date.getUTCHours();
    case "day":
      return date.getUTCDate();
    case "month":
      return date.getUTCMonth() + 1;
    case "year":
      return date.getUTCFullYear();
    case "week": {
      const midnight = Math.floor(millis / dayLength) * dayLength;
      const thursday = midnight + (3 - ((date.getUTCDay() + 6) % 7)) * dayLength;
      const year = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
      return Math.floor((thursday - year) / (7 * dayLength)) + 1;
    }
  }
}
