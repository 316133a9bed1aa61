import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { deltaPacked, widestSpread } from "./delta-pack.ts";
import { PageBuffer } from "./parquet-page.ts";

/** Reads DELTA_BINARY_PACKED as the format describes it, slowly and with whole numbers of any size. */
function unpacked(bytes: Uint8Array, bits: 32 | 64): bigint[] {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++] ?? 0;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
  };
  const zigzag = (): bigint => {
    const value = varint();
    return (value >> 1n) ^ -(value & 1n);
  };
  const [block, minis, count] = [Number(varint()), Number(varint()), Number(varint())];
  const values = [zigzag()];
  while (values.length < count) {
    const least = zigzag();
    const widths = bytes.subarray(at, (at += minis));
    for (const width of widths) {
      if (values.length >= count) break;
      let held = 0n;
      const size = (width * block) / minis / 8;
      for (let byte = size - 1; byte >= 0; byte--) held = (held << 8n) | BigInt(bytes[at + byte] ?? 0);
      at += size;
      for (let one = 0; one < block / minis && values.length < count; one++) {
        values.push(BigInt.asIntN(bits, (values.at(-1) ?? 0n) + least + (held & ((1n << BigInt(width)) - 1n))));
        held >>= BigInt(width);
      }
    }
  }
  assert.equal(at, bytes.length);
  return values.slice(0, count);
}

function roundTrip(values: readonly number[], bits: 32 | 64): void {
  const out = new PageBuffer(16);
  deltaPacked(out, Float64Array.from(values), values.length, bits);
  assert.deepEqual(unpacked(out.bytes(), bits), values.map(BigInt));
}

test("whole numbers of 32 bits are packed without loss, the widest steps too", () => {
  const any = fc.oneof(fc.integer(), fc.constantFrom(-(2 ** 31), 2 ** 31 - 1, 0), fc.nat(300));
  fc.assert(fc.property(fc.array(any, { minLength: 1, maxLength: 400 }), (values) => roundTrip(values, 32)));
});

test("instants and offsets are packed without loss", () => {
  const near = widestSpread / 2 - 1;
  const any = fc.oneof(fc.integer({ min: -near, max: near }), fc.integer({ min: 1e15, max: 1.0001e15 }));
  fc.assert(fc.property(fc.array(any, { minLength: 1, maxLength: 400 }), (values) => roundTrip(values, 64)));
});
