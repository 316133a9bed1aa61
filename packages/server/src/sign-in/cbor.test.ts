import assert from "node:assert/strict";
import { test } from "node:test";
import { CborError, readCbor } from "./cbor.ts";

const read = (hex: string) => readCbor(Buffer.from(hex, "hex")).value;

test("examples of RFC 8949, appendix A, that authenticators use", () => {
  const cases = [
    ["00", 0],
    ["17", 23],
    ["1818", 24],
    ["1903e8", 1000],
    ["1a000f4240", 1_000_000],
    ["20", -1],
    ["3903e7", -1000],
    ["f4", false],
    ["f5", true],
    ["f6", null],
    ["62c3bc", "ü"],
    ["63e6b0b4", "水"],
    ["83010203", [1, 2, 3]],
  ] as const;
  for (const [hex, value] of cases) assert.deepEqual(read(hex), value, hex);
  assert.deepEqual(
    read("a26161016162820203"),
    new Map<string, unknown>([
      ["a", 1],
      ["b", [2, 3]],
    ]),
  );
  assert.deepEqual(readCbor(Buffer.from("0102", "hex")), { value: 1, end: 1 });
});

test("every other form is refused", () => {
  const cases = {
    "nothing at all": "",
    "a number longer than it must be": "1817",
    "a length longer than it must be": "590001ff",
    "64 bits": "1b0000000100000000",
    "bytes that are not there": "5affffffff",
    "a map that is not there": "baffffffff",
    "a length that is not said": "5f4100ff",
    "a key twice": "a201010102",
    "a key that is a list": "a18001",
    "a tag": "c100",
    "a fraction": "f90000",
    undefined: "f7",
    "a text that is not UTF-8": "61ff",
    "too deep": "818181818100",
  };
  for (const [name, hex] of Object.entries(cases)) assert.throws(() => read(hex), CborError, name);
});
