import assert from "node:assert/strict";
import { test } from "node:test";
import { errorCorrection, qrCode } from "./qr-code.ts";

test("error correction is that of the standard's worked example", () => {
  // ISO/IEC 18004, annex I: version 1-M, "01234567".
  const data = [0x10, 0x20, 0x0c, 0x56, 0x61, 0x80, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11, 0xec, 0x11];
  const checks = [0xa5, 0x24, 0xd4, 0xc1, 0xed, 0x36, 0xc7, 0x87, 0x2c, 0x55];
  assert.deepEqual([...errorCorrection(new Uint8Array(data), 10)], checks);
});

test("the size grows with the text and what does not fit is refused", () => {
  assert.equal(qrCode("a".repeat(14))?.length, 21);
  assert.equal(qrCode("a".repeat(15))?.length, 25);
  assert.equal(qrCode("a".repeat(412))?.length, 77);
  assert.equal(qrCode("a".repeat(413)), undefined);
});

/** Reads the grid back as a reader would: unmask, walk, take the data blocks apart. Only version 3 (one block). */
function read(grid: boolean[][]): string {
  const size = grid.length;
  const reserved = (row: number, column: number) =>
    (row < 9 && column < 9) ||
    (row < 9 && column >= size - 8) ||
    (row >= size - 8 && column < 9) ||
    row === 6 ||
    column === 6 ||
    (Math.abs(row - (size - 7)) <= 2 && Math.abs(column - (size - 7)) <= 2);
  const bits: number[] = [];
  let up = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right--;
    for (let step = 0; step < size; step++) {
      const row = up ? size - 1 - step : step;
      for (const column of [right, right - 1]) {
        if (!reserved(row, column)) bits.push((grid[row]?.[column] === true) === ((row + column) % 2 === 0) ? 0 : 1);
      }
    }
    up = !up;
  }
  const take = (from: number, width: number) => Number.parseInt(bits.slice(from, from + width).join(""), 2);
  const bytes = Array.from({ length: take(4, 8) }, (_, index) => take(12 + 8 * index, 8));
  return new TextDecoder().decode(new Uint8Array(bytes));
}

test("a reader gets the text back", () => {
  const text = "otpauth://totp/止血?secret=JBSW";
  const grid = qrCode(text);
  assert.equal(grid?.length, 29);
  assert.equal(read(grid ?? []), text);
});
