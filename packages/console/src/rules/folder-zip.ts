import type { DroppedFile } from "../evidence/dropped-files.ts";

const ruleFile = /\.ya?ml$/i;
const licenceFile = /(?:^|\/)licen[cs]e[^/]*$/i;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = (rest & 1) === 0 ? rest >>> 1 : (rest >>> 1) ^ 0xedb8_8320;
  return rest;
});

function crc32(bytes: Uint8Array): number {
  let sum = 0xffff_ffff;
  for (const byte of bytes) sum = (table[(sum ^ byte) & 0xff] ?? 0) ^ (sum >>> 8);
  return (sum ^ 0xffff_ffff) >>> 0;
}

async function packed(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Little-endian numbers of a width each. */
function numbers(...fields: readonly (readonly [width: 2 | 4, value: number])[]): Uint8Array<ArrayBuffer> {
  const out = new DataView(new ArrayBuffer(fields.reduce((sum, [width]) => sum + width, 0)));
  let at = 0;
  for (const [width, value] of fields) {
    if (width === 2) out.setUint16(at, value, true);
    else out.setUint32(at, value, true);
    at += width;
  }
  return new Uint8Array(out.buffer);
}

/** Rule files and licences of a folder, in the order of their paths. */
export const rulesIn = (files: readonly DroppedFile[]): DroppedFile[] =>
  files.filter(({ path }) => ruleFile.test(path) || licenceFile.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));

/**
 * A zip of the rule files and licences of a folder; the same folder gives the same bytes, so the same hash.
 *
 * Source: PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.
 * @example const zip = await folderZip(chosenFiles(input.files));
 */
export async function folderZip(files: readonly DroppedFile[]): Promise<Blob> {
  const bodies: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  const chosen = rulesIn(files);
  for (const { path, file } of chosen) {
    const content = new Uint8Array(await file.arrayBuffer());
    const body = await packed(content);
    const name = new TextEncoder().encode(path);
    // Version 2.0, names in UTF-8, deflated, no date.
    const shared = numbers(
      [2, 20],
      [2, 0x0800],
      [2, 8],
      [4, 0],
      [4, crc32(content)],
      [4, body.length],
      [4, content.length],
      [2, name.length],
      [2, 0],
    );
    directory.push(
      numbers([4, 0x0201_4b50], [2, 20]),
      shared,
      numbers([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
      name,
    );
    bodies.push(numbers([4, 0x0403_4b50]), shared, name, body);
    offset += 4 + shared.length + name.length + body.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = chosen.length;
  const end = numbers([4, 0x0605_4b50], [2, 0], [2, 0], [2, count], [2, count], [4, size], [4, offset], [2, 0]);
  return new Blob([...bodies, ...directory, end], { type: "application/zip" });
}
