import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const family = path.dirname(fileURLToPath(import.meta.resolve("@expo-google-fonts/noto-sans-sc/package.json")));

/** Folders with the two weights of Noto Sans SC that reports use. */
export const fontFolders: readonly string[] = ["400Regular", "700Bold"].map((weight) => path.join(family, weight));

/**
 * The characters that the report's font can draw, one byte each: 1 for yes.
 *
 * PDF/A refuses a character without a glyph, so paper shows such a character as its code. Reads the `cmap` table, format 12.
 * Source: OpenType 1.9, "cmap — Character to Glyph Index Mapping Table".
 */
export function fontCoverage(): Uint8Array {
  const file = path.join(family, "400Regular", "NotoSansSC_400Regular.ttf");
  return cmapCoverage(readFileSync(file));
}

export function cmapCoverage(font: Buffer): Uint8Array {
  const covered = new Uint8Array(0x11_0000);
  const table = tableOffset(font, "cmap");
  const count = font.readUInt16BE(table + 2);
  for (let index = 0; index < count; index += 1) {
    const start = table + font.readUInt32BE(table + 8 + 8 * index);
    if (font.readUInt16BE(start) === 12) readGroups(font, start, covered);
  }
  return covered;
}

function tableOffset(font: Buffer, tag: string): number {
  const count = font.readUInt16BE(4);
  for (let index = 0; index < count; index += 1) {
    const entry = 12 + 16 * index;
    if (font.toString("latin1", entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
  }
  throw new Error(`font has no table ${tag}`);
}

function readGroups(font: Buffer, start: number, covered: Uint8Array): void {
  const groups = font.readUInt32BE(start + 12);
  for (let index = 0; index < groups; index += 1) {
    const group = start + 16 + 12 * index;
    covered.fill(1, font.readUInt32BE(group), font.readUInt32BE(group + 4) + 1);
  }
}
