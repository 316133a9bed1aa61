import assert from "node:assert/strict";
import test from "node:test";
import { identify } from "../../identify.ts";
import { sampleOf } from "../../sample.ts";
import { filetime } from "../evtx/evtx-writer.testkit.ts";
import { assertSurvives, readBytes } from "../evtx/read-bytes.testkit.ts";
import { prefetch } from "./prefetch.ts";
import { xpressHuffman } from "./xpress-huffman.ts";

const files = Buffer.from("\\VOLUME{1}\\TEMP\\EVIL.EXE\0\\VOLUME{1}\\WINDOWS\\NTDLL.DLL\0", "utf16le");
function plain(version: number): Buffer {
  const bytes = Buffer.alloc(304 + files.length);
  bytes.writeUInt32LE(version, 0);
  bytes.write("SCCA", 4);
  bytes.write("EVIL.EXE", 16, "utf16le");
  bytes.writeUInt32LE(0xabcd1234, 76);
  bytes.writeUInt32LE(296, 84);
  bytes.writeUInt32LE(304, 100);
  bytes.writeUInt32LE(files.length, 104);
  files.copy(bytes, 304);
  const runs = version === 17 ? 120 : 128;
  filetime("2026-03-01T02:14:07Z").copy(bytes, runs);
  if (version > 23) filetime("2026-02-01T00:00:00Z").copy(bytes, runs + 8);
  bytes.writeUInt32LE(7, { 17: 144, 23: 152, 26: 208, 30: 200 }[version] ?? 200);
  return bytes;
}

type Code = readonly [symbol: number, width: number, extra: number];
const literal = (byte: number): Code => [byte, 0, 0];

/** All 512 symbols with codes of nine bits. */
function packed(codes: readonly Code[]): Buffer {
  let bits = "";
  for (const [symbol, width, extra] of codes) {
    bits += symbol.toString(2).padStart(9, "0");
    if (width > 0) bits += extra.toString(2).padStart(width, "0");
  }
  bits = bits.padEnd((Math.ceil(bits.length / 16) + 2) * 16, "0");
  const words = Buffer.alloc(bits.length / 8);
  for (let at = 0; at < bits.length; at += 16) words.writeUInt16LE(Number.parseInt(bits.slice(at, at + 16), 2), at / 8);
  return Buffer.concat([Buffer.alloc(256, 0x99), words]);
}
function mam(bytes: Buffer): Buffer {
  const head = Buffer.from("MAM\u0004....", "latin1");
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, packed([...bytes].map(literal))]);
}

test("runs of every version, packed or not", () => {
  for (const version of [17, 23, 26, 30]) {
    const bytes = plain(version);
    for (const file of [bytes, mam(bytes)]) {
      assert.equal(identify(sampleOf(file, "EVIL.EXE-ABCD1234.pf")).format?.id, "prefetch");
      const { events, damage } = readBytes(prefetch, file);
      assert.equal(damage.length, 0);
      assert.equal(events.length, version > 23 ? 2 : 1);
      assert.deepEqual([events[0]?.time, events[0]?.fields?.["run_count"]], [Date.UTC(2026, 2, 1, 2, 14, 7) * 1000, 7]);
      assert.equal(events[0]?.["process.executable"], "\\VOLUME{1}\\TEMP\\EVIL.EXE");
    }
  }
});

test("matches repeat what was there", () => {
  // Distance 1 (no further bits) and length 3 + 9; then distance 2 + 1 and length 3.
  const codes: readonly Code[] = [literal(0x61), [256 + 9, 0, 0], literal(0x62), [256 + 16, 1, 1]];
  assert.equal(Buffer.from(xpressHuffman(packed(codes), 17)).toString(), "aaaaaaaaaaaaabaab");
  assert.throws(() => xpressHuffman(packed([[256 + 32, 2, 0]]), 10), RangeError);
  assert.throws(() => xpressHuffman(Buffer.alloc(300), 10), RangeError);
});

test("damaged at random, it never throws and stays honest", () => {
  assertSurvives(prefetch, [plain(30), mam(plain(30))], 200);
});
