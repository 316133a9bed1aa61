import type { DialectOptions } from "./records.ts";

type Decoder = (text: string) => unknown;

/** `2026-03-01 02:14:07.5+00` (ISO style, time zone UTC) to `2026-03-01T02:14:07.5Z`; `infinity` stays. */
function instant(text: string): string {
  return text.replace(" ", "T").replace(/\+00$/, "Z");
}

function int8(text: string): number | bigint {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : BigInt(text);
}

const decoders: ReadonlyMap<number, Decoder> = new Map<number, Decoder>([
  [16, (text) => text === "t"],
  [17, (text) => Uint8Array.fromHex(text.slice(2))],
  [20, int8],
  [21, Number],
  [23, Number],
  [26, Number],
  [700, Number],
  [701, Number],
  [114, (text) => JSON.parse(text) as unknown],
  [3802, (text) => JSON.parse(text) as unknown],
  [1114, (text) => text.replace(" ", "T")],
  [1184, instant],
]);

/** OID of an array type to the OID of its elements. Source: PostgreSQL, `pg_type.dat`. */
const elements: ReadonlyMap<number, number> = new Map([
  [1000, 16],
  [1001, 17],
  [1016, 20],
  [1005, 21],
  [1007, 23],
  [1028, 26],
  [1021, 700],
  [1022, 701],
  [199, 114],
  [3807, 3802],
  [1115, 1114],
  [1185, 1184],
  [1002, 18],
  [1003, 19],
  [1009, 25],
  [1014, 1042],
  [1015, 1043],
  [1182, 1082],
  [1183, 1083],
  [1231, 1700],
  [2951, 2950],
  [1041, 869],
]);

/** Reads `{a,"b \"c\"",NULL,{…}}`. Source: PostgreSQL manual, "Array Input and Output Syntax". */
function parseArray(text: string, decode: Decoder): unknown[] {
  let at = text.indexOf("{") + 1;
  function quoted(): string {
    let value = "";
    for (at++; text[at] !== '"'; at++) value += text[at] === "\\" ? text[++at] : text[at];
    at++;
    return value;
  }
  function list(): unknown[] {
    const items: unknown[] = [];
    while (at < text.length && text[at] !== "}") {
      const start = text[at];
      if (start === ",") at++;
      else if (start === "{") {
        at++;
        items.push(list());
      } else if (start === '"') items.push(decode(quoted()));
      else {
        const from = at;
        while (at < text.length && text[at] !== "," && text[at] !== "}") at++;
        const word = text.slice(from, at);
        items.push(word === "NULL" ? null : decode(word));
      }
    }
    at++;
    return items;
  }
  return list();
}

/** How to read the values of one column. */
export function decoderOf(oid: number, instants: NonNullable<DialectOptions["instants"]>): Decoder | undefined {
  const asDate: Decoder = (text) => new Date(instant(text));
  const scalar = (type: number): Decoder | undefined =>
    type === 1184 && instants === "date" ? asDate : decoders.get(type);
  const element = elements.get(oid);
  if (element === undefined) return scalar(oid);
  const decode = scalar(element) ?? ((text: string) => text);
  return (text) => parseArray(text, decode);
}

function arrayItem(value: unknown): string {
  if (Array.isArray(value)) return arrayText(value);
  const text = encodeValue(value);
  return text === null ? "NULL" : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function arrayText(values: readonly unknown[]): string {
  return `{${values.map(arrayItem).join(",")}}`;
}

/**
 * A parameter in PostgreSQL's text form, or null. Arrays become PostgreSQL arrays, other objects JSON;
 * a JSON **array** is passed as `JSON.stringify(value)`.
 */
export function encodeValue(value: unknown): string | null {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    case "object":
      if (value === null) return null;
      if (value instanceof Date) return value.toISOString();
      if (value instanceof Uint8Array) return `\\x${value.toHex()}`;
      return Array.isArray(value) ? arrayText(value) : JSON.stringify(value);
    case "undefined":
      return null;
    default:
      throw new TypeError(`a ${typeof value} cannot be stored`);
  }
}
