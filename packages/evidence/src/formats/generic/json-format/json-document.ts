import type { EventSink } from "../../../format.ts";
import type { Json } from "./json-value.ts";

/** A document is kept up to here, in characters; a longer one is counted as not understood, line by line. */
const longest = 64 << 20;

/** How much deeper a line ends than it begins; strings do not run over lines in JSON. Undefined when a string stays open. */
function deeper(line: string): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at);
    if (quoted) {
      if (code === 92) at++;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 123 || code === 91) depth++;
    else if (code === 125 || code === 93) depth--;
  }
  return quoted ? undefined : depth;
}

function parsed(lines: readonly string[]): Json | undefined {
  try {
    return JSON.parse(lines.join("\n")) as Json;
  } catch {
    return undefined;
  }
}

function begins(text: string): boolean {
  return /^\s*[[{]/.test(text) && (deeper(text) ?? 0) > 0;
}

function isAfterTorn(lines: readonly string[], text: string): boolean {
  return lines.length > 0 && text.startsWith("{") && lines[0]?.trim() !== "[" && parsed([text]) !== undefined;
}

interface JsonDocument {
  /** True while a document is being joined. A whole record after a torn one ends that: the torn lines are counted as not understood. */
  open(text: string): boolean;
  /** True when the line belongs to a document over several lines and has been accounted for, or will be. */
  take(text: string, offset: number, record: number): boolean;
  end(): void;
}

/**
 * Joins documents that are written over several lines, as consoles of clouds export them. `give` gets each with the place of
 * its first line; the first line is told of by the events, the others as joined.
 */
export function jsonDocument(
  sink: EventSink,
  give: (value: Json, at: { readonly offset: number; readonly record: number }) => boolean,
): JsonDocument {
  let lines: string[] = [];
  let size = 0;
  let depth = 0;
  let at = { offset: 0, record: 0 };
  const close = (): void => {
    const count = lines.length;
    const value = parsed(lines);
    lines = [];
    size = depth = 0;
    if (value !== undefined && give(value, at)) sink.skip("joined", count - 1);
    else sink.unparsed(count === 1 ? undefined : count);
  };
  return {
    take(text, offset, record) {
      if (lines.length === 0 && !begins(text)) return false;
      if (lines.length === 0) at = { offset, record };
      const change = deeper(text);
      lines.push(text);
      size += text.length + 1;
      depth += change ?? 0;
      if (change === undefined || size > longest || depth <= 0) close();
      return true;
    },
    open(text) {
      if (isAfterTorn(lines, text)) {
        sink.unparsed(lines.length);
        lines = [];
        size = depth = 0;
      }
      return lines.length > 0;
    },
    end() {
      if (lines.length > 0) close();
    },
  };
}
