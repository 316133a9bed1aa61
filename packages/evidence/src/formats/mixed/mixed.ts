import type { EventSink, LineFormat, LineReader, ReadContext } from "../../format.ts";
import { formats } from "../../registry.ts";

/** The other formats of a file that holds lines of several. */
export interface Mixed {
  /** Offers a line that the file's own format refused; true when another one took it. */
  take(text: string, offset: number, record: number): boolean;
  end(): void;
}

/** Formats that take nearly any line, or that need the lines before. */
const greedy = new Set(["csv", "web-access-custom", "logfmt"]);
const seen = 4096;
const keyLength = 40;
const maxShapes = 2000;

/**
 * Opens the formats a mixed file may hold besides its own. Which one a line belongs to is asked once for each shape of
 * beginning, then remembered.
 *
 * @example openMixed(context, "nginx-access").take("Mar  1 02:14:07 web sshd[1]: ...", 0, 1) // true
 */
export function openMixed(context: ReadContext, ownId: string): Mixed {
  let refused = false;
  const sink: EventSink = {
    event: (event) => context.sink.event(event),
    skip: (reason, count) => context.sink.skip(reason, count),
    unparsed: (lost) => void (lost === undefined ? (refused = true) : context.sink.unparsed(lost)),
    damage: (damage) => context.sink.damage(damage),
  };
  const readers = new Map<LineFormat, LineReader>();
  const shapes = new Map<string, readonly LineFormat[]>();
  const candidates = (text: string): readonly LineFormat[] => {
    const shape = shapeOf(text);
    let known = shapes.get(shape);
    if (known === undefined) {
      if (shapes.size >= maxShapes) shapes.clear();
      shapes.set(shape, (known = formatsFor(text, ownId)));
    }
    return known;
  };
  let last: LineFormat | undefined;
  const takes = (format: LineFormat, text: string, offset: number, record: number): boolean => {
    let reader = readers.get(format);
    if (reader === undefined) readers.set(format, (reader = format.open({ ...context, sink })));
    refused = false;
    reader.line(text, offset, record);
    return !refused;
  };
  return {
    take(text, offset, record) {
      if (text.length > 1 << 20) return false;
      if (last?.sticky === true && takes(last, text, offset, record)) return true;
      last = isIndented(text) ? undefined : candidates(text).find((format) => takes(format, text, offset, record));
      return last !== undefined;
    },
    end() {
      for (const reader of readers.values()) reader.end();
    },
  };
}

function isIndented(text: string): boolean {
  const first = text.charCodeAt(0);
  return first === 32 || first === 9;
}

/** Letters and digits are alike: one beginning stands for all lines of its kind. */
function shapeOf(text: string): string {
  return text
    .slice(0, keyLength)
    .replace(/[a-z]+/gi, "a")
    .replace(/\d+/g, "0");
}

function formatsFor(text: string, ownId: string): readonly LineFormat[] {
  const line = text.slice(0, seen);
  const sample = { bytes: Buffer.from(line), lines: [line], name: "", size: Buffer.byteLength(line) };
  const sure: { readonly format: LineFormat; readonly sure: number }[] = [];
  for (const format of formats) {
    if (format.by !== "line" || format.id === ownId || greedy.has(format.id)) continue;
    const confidence = format.sniff(sample);
    if (confidence >= 20) sure.push({ format, sure: confidence });
  }
  return sure.toSorted((one, two) => two.sure - one.sure).map(({ format }) => format);
}
