import { writeSync } from "node:fs";

const pause = new Int32Array(new SharedArrayBuffer(4));

/** Thrown when whoever reads our output has gone away (`| head`): not an error of ours. */
export class ReaderGone extends Error {}

/** Writes all of it to a descriptor before returning, however slow the reader: memory stays bounded. */
export function writeAll(descriptor: 1 | 2, text: string): void {
  const bytes = Buffer.from(text, "utf8");
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EPIPE") throw new ReaderGone();
      if (code !== "EAGAIN") throw error;
      Atomics.wait(pause, 0, 0, 5);
    }
  }
}

/**
 * Text from evidence made harmless for a terminal: control characters, escape sequences and direction overrides are shown, not
 * obeyed. Line feeds stay only when `lines` is set.
 *
 * @example visible("a\u001b[2Jb") // "a␛[2Jb"
 */
export function visible(text: string, lines = false): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (char) => {
    if (lines && char === "\n") return char;
    const code = char.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? "\u2421" : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** Collects small writes to stdout into large ones. */
export class Output {
  #pending: string[] = [];
  #length = 0;

  line(text: string): void {
    this.#pending.push(text, "\n");
    this.#length += text.length + 1;
    if (this.#length > 1 << 16) this.flush();
  }

  flush(): void {
    if (this.#length === 0) return;
    writeAll(1, this.#pending.join(""));
    this.#pending = [];
    this.#length = 0;
  }
}

/** Says something to the person on stderr. */
export function note(text: string): void {
  writeAll(2, `${text}\n`);
}

/**
 * JSON that a terminal cannot obey either: what JSON itself leaves as it is but terminals act on (C1 controls, direction
 * overrides, invisible characters) is written as `\uXXXX`, which every JSON reader gives back unchanged.
 *
 * @example jsonText({ a: "\u202e" }) // '{"a":"\\u202e"}'
 */
export function jsonText(value: unknown, indent?: number): string {
  return escapedJson(JSON.stringify(value, undefined, indent));
}

/** The same for text that is JSON already. */
export function escapedJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
