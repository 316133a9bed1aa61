import { closeSync, openSync, readSync } from "node:fs";
import { decode, detectEncoding, type Encoding } from "./encoding.ts";
import type { Sample } from "./format.ts";
import type { SourceFile } from "./source-file.ts";

const sampleBytes = 64 * 1024;

/** A sample and how its bytes became text. */
export interface TextSample extends Sample {
  readonly encoding: Encoding;
}

/** The beginning of a file, as identification wants it; an empty file gives an empty sample. */
export function readSample(source: Pick<SourceFile, "path" | "file" | "size">): TextSample {
  const descriptor = openSync(source.file, "r");
  try {
    const buffer = Buffer.alloc(Math.min(sampleBytes, source.size));
    const bytes = buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0));
    return sampleOf(bytes, source.path.slice(source.path.lastIndexOf("/") + 1), source.size);
  } finally {
    closeSync(descriptor);
  }
}

/** A sample of bytes already in memory: the whole file or its first 64 KiB. */
export function sampleOf(
  bytes: Uint8Array,
  name: string,
  size = bytes.length,
): Sample & { readonly encoding: Encoding } {
  const { encoding, bom } = detectEncoding(bytes);
  if (encoding === "binary") return { bytes, lines: [], name, size, encoding };
  const lines = decode(bytes.subarray(bom), encoding).split(/\r?\n/);
  // The last line is cut unless the sample is the whole file.
  if (lines.length > 1 || size <= bytes.length) {
    const last = lines.at(-1);
    if (last === "" || size > bytes.length) lines.pop();
  }
  return { bytes, lines: lines.map((line) => line.replace(/^\0+/, "")), name, size, encoding };
}

/** Share (0–1) of the lines that say something, at most 200 of them, for which `test` holds; 0 without such lines. */
export function shareOf(sample: Sample, test: (line: string) => boolean): number {
  let asked = 0;
  let held = 0;
  for (const line of sample.lines) {
    if (line === "" || line.startsWith("#") || line.startsWith(" ") || line.startsWith("\t")) continue;
    if (++asked > 200) break;
    if (test(line)) held++;
  }
  return asked === 0 ? 0 : held / Math.min(asked, 200);
}
