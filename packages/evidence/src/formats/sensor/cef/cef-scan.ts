import type { FieldValue } from "@stanch/model/event-line";

/** The head of a CEF or LEEF record and its key-value part. */
export interface Extension {
  readonly kind: "cef" | "leef";
  readonly vendor: string;
  readonly product: string;
  /** Signature or event id. */
  readonly code: string;
  readonly name: string;
  readonly severity: string | undefined;
  readonly fields: Record<string, FieldValue>;
}

/** Cuts at `|` that no backslash escapes; at most `count` parts, the last is the rest. */
function pipes(text: string, from: number, count: number): string[] {
  const parts: string[] = [];
  let start = from;
  for (let at = from; at < text.length && parts.length < count - 1; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 124) {
      parts.push(text.slice(start, at).replaceAll(/\\([|\\])/g, "$1"));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/** `key=value key2=value with spaces`: a key is a word before an unescaped `=`; spaces belong to the value before it. */
function extension(text: string): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = Object.create(null) as Record<string, FieldValue>;
  let key = "";
  let start = 0;
  let count = 0;
  const put = (end: number): void => {
    if (key !== "") fields[key] = unescape(text.slice(start, end).trim());
  };
  for (let at = 0; at < text.length && count < 400; at++) {
    const code = text.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 61) {
      const space = text.lastIndexOf(" ", at);
      const word = text.slice(Math.max(space + 1, start), at);
      if (!/^[\w.[\]-]{1,128}$/.test(word)) continue;
      put(Math.max(space, start));
      key = word;
      start = at + 1;
      count++;
    }
  }
  put(text.length);
  return fields;
}

function unescape(text: string): string {
  return text.includes("\\")
    ? text.replaceAll(/\\(.)/g, (_, next: string) => (next === "n" ? "\n" : next === "r" ? "\r" : next))
    : text;
}

/** LEEF: attributes between tabs, or the separator its second version names. */
function attributes(text: string, separator: string): Record<string, FieldValue> {
  const fields: Record<string, FieldValue> = Object.create(null) as Record<string, FieldValue>;
  for (const part of text.split(separator).slice(0, 400)) {
    const equals = part.indexOf("=");
    if (equals > 0) fields[part.slice(0, equals).trim()] = part.slice(equals + 1).trim();
  }
  return fields;
}

function leefSeparator(text: string): string {
  const code = /^(?:0x|\\x|x)([0-9a-fA-F]{1,4})$/.exec(text)?.[1];
  return code === undefined ? (text === "" ? "\t" : text) : String.fromCharCode(Number.parseInt(code, 16));
}

/**
 * Cuts a CEF (`CEF:0|vendor|product|version|id|name|severity|…`) or LEEF (`LEEF:1.0|vendor|product|version|id|…`) record,
 * wherever it begins in the line. Source: ArcSight CEF implementation standard, revision 25; IBM QRadar LEEF 2.0.
 */
export function readExtension(line: string): Extension | undefined {
  const cef = /(?:^|[\s:])(?:CEF: ?\d+|\d)\|(?=[^|]{1,64}\|[^|]{1,128}\|[^|]{0,64}\|)/.exec(line.slice(0, 1024));
  if (cef !== null && (cef[0].includes("CEF") || cef.index === 0)) {
    const [vendor = "", product = "", , code = "", name = "", severity, rest = ""] = pipes(
      line,
      cef.index + cef[0].length,
      7,
    );
    if (severity === undefined) return undefined;
    return { kind: "cef", vendor, product, code, name, severity, fields: extension(rest) };
  }
  const leef = /(?:^|[\s:])LEEF: ?(\d)\.\d\|/.exec(line.slice(0, 1024));
  if (leef === null) return undefined;
  const second = leef[1] === "2";
  const parts = pipes(line, leef.index + leef[0].length, second ? 6 : 5);
  const [vendor = "", product = "", , code = ""] = parts;
  const rest = parts.at(-1) ?? "";
  const separator = second && parts.length === 6 ? leefSeparator(parts[4] ?? "") : "\t";
  const fields = attributes(rest, separator);
  const severity = fields["sev"];
  return {
    kind: "leef",
    vendor,
    product,
    code,
    name: code,
    severity: severity === undefined ? undefined : String(severity),
    fields,
  };
}
