/**
 * QR codes (ISO/IEC 18004), byte mode, error correction M, versions 1–15: enough for an `otpauth://` address of 412 bytes.
 * Mask 0 is always taken: every reader undoes it; choosing the best mask only helps damaged print.
 */

/** Versions 1–15 at level M: [error correction bytes a block, blocks of group 1, data bytes each, blocks of group 2]. */
const layout: readonly (readonly [number, number, number, number])[] = [
  [10, 1, 16, 0],
  [16, 1, 28, 0],
  [26, 1, 44, 0],
  [18, 2, 32, 0],
  [24, 2, 43, 0],
  [16, 4, 27, 0],
  [18, 4, 31, 0],
  [22, 2, 38, 2],
  [22, 3, 36, 2],
  [26, 4, 43, 1],
  [30, 1, 50, 4],
  [22, 6, 36, 2],
  [22, 8, 37, 1],
  [24, 4, 40, 5],
  [24, 5, 41, 5],
];

const alignment: readonly (readonly number[])[] = [
  [],
  [6, 18],
  [6, 22],
  [6, 26],
  [6, 30],
  [6, 34],
  [6, 22, 38],
  [6, 24, 42],
  [6, 26, 46],
  [6, 28, 50],
  [6, 30, 54],
  [6, 32, 58],
  [6, 34, 62],
  [6, 26, 46, 66],
  [6, 26, 48, 70],
];

const exp = new Uint8Array(512);
const log = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  exp[power] = value;
  exp[power + 255] = value;
  log[value] = power;
  value = value < 128 ? value << 1 : (value << 1) ^ 0x11d;
}
const at = (bytes: Uint8Array, index: number): number => bytes[index] ?? 0;
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : at(exp, at(log, a) + at(log, b)));

/** Reed–Solomon remainder of a block. */
export function errorCorrection(data: Uint8Array, count: number): Uint8Array {
  let generator = new Uint8Array([1]);
  for (let power = 0; power < count; power++) {
    const next = new Uint8Array(generator.length + 1);
    generator.forEach((value, index) => {
      next[index] = at(next, index) ^ value;
      next[index + 1] = at(next, index + 1) ^ times(value, at(exp, power));
    });
    generator = next;
  }
  const rest = new Uint8Array(data.length + count);
  rest.set(data);
  for (let index = 0; index < data.length; index++) {
    const factor = at(rest, index);
    if (factor === 0) continue;
    generator.forEach((value, offset) => {
      rest[index + offset] = at(rest, index + offset) ^ times(value, factor);
    });
  }
  return rest.slice(data.length);
}

function capacity(version: number): number {
  const [, first, size, second] = layout[version - 1] ?? [0, 0, 0, 0];
  return first * size + second * (size + 1);
}

/** Data and error correction bytes in the order in which they are drawn. */
function codewords(bytes: Uint8Array, version: number): number[] {
  const total = capacity(version);
  const bits: number[] = [];
  const push = (value: number, width: number) => {
    for (let bit = width - 1; bit >= 0; bit--) bits.push((value >> bit) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  push(0, Math.min(4, total * 8 - bits.length));
  while (bits.length % 8 !== 0) bits.push(0);
  const data = new Uint8Array(total);
  for (let index = 0; index < bits.length; index++) {
    data[index >> 3] = at(data, index >> 3) | ((bits[index] ?? 0) << (7 - (index & 7)));
  }
  for (let index = bits.length / 8, pad = 0; index < total; index++, pad++) data[index] = pad % 2 === 0 ? 0xec : 0x11;
  return interleave(data, version);
}

function interleave(data: Uint8Array, version: number): number[] {
  const [correction, first, size, second] = layout[version - 1] ?? [0, 0, 0, 0];
  const blocks: Uint8Array[] = [];
  let start = 0;
  for (let block = 0; block < first + second; block++) {
    const length = block < first ? size : size + 1;
    blocks.push(data.slice(start, start + length));
    start += length;
  }
  const checks = blocks.map((block) => errorCorrection(block, correction));
  const out: number[] = [];
  for (let index = 0; index <= size; index++) {
    for (const block of blocks) if (index < block.length) out.push(at(block, index));
  }
  for (let index = 0; index < correction; index++) for (const check of checks) out.push(at(check, index));
  return out;
}

type Grid = (boolean | undefined)[][];

function set(grid: Grid, row: number, column: number, dark: boolean): void {
  const line = grid[row];
  if (line !== undefined && column >= 0 && column < line.length) line[column] = dark;
}

function finder(grid: Grid, row: number, column: number): void {
  for (let dy = -1; dy <= 7; dy++) {
    for (let dx = -1; dx <= 7; dx++) {
      const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3));
      set(grid, row + dy, column + dx, ring !== 2 && ring !== 4);
    }
  }
}

function patterns(grid: Grid, version: number): void {
  const size = grid.length;
  finder(grid, 0, 0);
  finder(grid, 0, size - 7);
  finder(grid, size - 7, 0);
  const places = alignment[version - 1] ?? [];
  const last = places.at(-1);
  for (const row of places) {
    for (const column of places) {
      if ((row === 6 && column === 6) || (row === 6 && column === last) || (row === last && column === 6)) continue;
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) set(grid, row + dy, column + dx, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
      }
    }
  }
  for (let index = 8; index < size - 8; index++) {
    if (grid[6]?.[index] === undefined) set(grid, 6, index, index % 2 === 0);
    if (grid[index]?.[6] === undefined) set(grid, index, 6, index % 2 === 0);
  }
}

function remainder(value: number, polynomial: number, bits: number): number {
  let rest = value << bits;
  for (let bit = 31 - Math.clz32(rest); rest >= 1 << bits; bit = 31 - Math.clz32(rest))
    rest ^= polynomial << (bit - bits);
  return rest;
}

/** Format bits (level M, mask 0) twice, and the version twice from version 7 on. */
function information(grid: Grid, version: number): void {
  const size = grid.length;
  const format = ((0b00000 << 10) | remainder(0b00000, 0x537, 10)) ^ 0x5412;
  const bit = (index: number) => ((format >> index) & 1) === 1;
  for (let index = 0; index < 15; index++) {
    if (index < 6) set(grid, index, 8, bit(index));
    else if (index < 8) set(grid, index + 1, 8, bit(index));
    else if (index === 8) set(grid, 8, 7, bit(index));
    else set(grid, 8, 14 - index, bit(index));
    if (index < 8) set(grid, 8, size - 1 - index, bit(index));
    else set(grid, size - 15 + index, 8, bit(index));
  }
  set(grid, size - 8, 8, true);
  if (version < 7) return;
  const word = (version << 12) | remainder(version, 0x1f25, 12);
  for (let index = 0; index < 18; index++) {
    const dark = ((word >> index) & 1) === 1;
    const long = Math.floor(index / 3);
    const across = size - 11 + (index % 3);
    set(grid, long, across, dark);
    set(grid, across, long, dark);
  }
}

function draw(grid: Grid, words: readonly number[]): boolean[][] {
  const size = grid.length;
  let index = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const row = upward ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (grid[row]?.[column] !== undefined) continue;
        const dark = (((words[index >> 3] ?? 0) >> (7 - (index & 7))) & 1) === 1;
        set(grid, row, column, dark !== ((row + column) % 2 === 0));
        index++;
      }
    }
  }
  return grid.map((line) => line.map((cell) => cell === true));
}

/**
 * The modules of a QR code, rows of dark or light, without the quiet zone. Undefined when the text is too long (412 bytes).
 *
 * @example qrCode("otpauth://totp/…")?.length === 41
 */
export function qrCode(text: string): boolean[][] | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = layout.findIndex((_, index) => capacity(index + 1) >= bytes.length + (index < 9 ? 2 : 3)) + 1;
  if (version === 0) return undefined;
  const size = 17 + 4 * version;
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => undefined));
  patterns(grid, version);
  information(grid, version);
  return draw(grid, codewords(bytes, version));
}
