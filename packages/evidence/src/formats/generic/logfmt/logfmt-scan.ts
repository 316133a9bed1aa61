import type { FieldValue } from "@stanch/model/event-line";

const mostPairs = 200;

/**
 * Cuts `key=value key="quoted \"value\""` into its pairs; undefined when fewer than three stand in the line, or when they
 * make up less than half of it. Linear.
 */
export function readLogfmt(line: string): Record<string, FieldValue> | undefined {
  const fields: Record<string, FieldValue> = Object.create(null) as Record<string, FieldValue>;
  let pairs = 0;
  let covered = 0;
  for (let at = 0; at < line.length && pairs < mostPairs;) {
    const equals = line.indexOf("=", at);
    if (equals < 0) break;
    const start = keyStart(line, equals, at);
    let end: number;
    let value: string;
    if (line.charCodeAt(equals + 1) === 34) {
      end = quoteEnd(line, equals + 2);
      value = line.slice(equals + 2, end).replaceAll('\\"', '"');
      end++;
    } else {
      const space = line.indexOf(" ", equals);
      end = space < 0 ? line.length : space;
      value = line.slice(equals + 1, end);
    }
    if (start < equals) {
      fields[line.slice(start, equals)] = value;
      pairs++;
      covered += end - start + 1;
    }
    at = Math.max(end, equals + 1);
  }
  return pairs >= 3 && covered * 2 >= line.length ? fields : undefined;
}

function keyStart(line: string, equals: number, from: number): number {
  let start = equals;
  while (start > from && equals - start < 64 && /[\w.@/-]/.test(line[start - 1] ?? "")) start--;
  return start;
}

function quoteEnd(line: string, from: number): number {
  for (let at = from; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (code === 92) at++;
    else if (code === 34) return at;
  }
  return line.length;
}
