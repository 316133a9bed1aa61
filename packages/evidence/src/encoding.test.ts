import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decode, detectEncoding } from "./encoding.ts";
import { readFileBytes } from "./formats/generic/read-file.testkit.ts";

const line = "2026-03-01T02:14:07+08:00 web sshd[7]: Failed password for 张三 from 203.0.113.9 port 4 ssh2";
/** 张三 in GB18030. */
const gbk = Buffer.concat([
  Buffer.from(line.slice(0, line.indexOf("张"))),
  Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]),
  Buffer.from(line.slice(line.indexOf("三") + 1)),
]);
const nl = Buffer.from("\n");

function users(bytes: Uint8Array): (string | undefined)[] {
  const { events, reports } = readFileBytes(bytes);
  for (const { records, events: made, unparsed } of reports) assert.equal(records, made + unparsed);
  return events.map((event) => event["user.name"]);
}

test("one log in every encoding says the same", () => {
  const text = `${line}\n${line}\n`;
  const wide = Buffer.from(text, "utf16le");
  const cases: Readonly<Record<string, Uint8Array>> = {
    "utf-8": Buffer.from(text),
    "utf-8 with mark": Buffer.from(`\ufeff${text}`),
    "utf-16le with mark": Buffer.concat([Buffer.from([0xff, 0xfe]), wide]),
    "utf-16le": wide,
    "utf-16be": Buffer.from(wide).swap16(),
    "utf-16be with mark": Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(wide).swap16()]),
    gb18030: Buffer.concat([gbk, nl, gbk, nl]),
  };
  for (const [name, bytes] of Object.entries(cases)) assert.deepEqual(users(bytes), ["张三", "张三"], name);
});

test("Latin-1, and lines of several encodings in one file", () => {
  const latin = Buffer.from(line.replace("张三", "jos\u00e9"), "latin1");
  assert.deepEqual(users(Buffer.concat([latin, nl])), ["jos\u00e9"]);
  assert.deepEqual(users(Buffer.concat([Buffer.from(line), nl, gbk, nl, latin, nl])), ["张三", "张三", "jos\u00e9"]);
});

test("offsets are those of the bytes, in every encoding", () => {
  for (const encoding of ["utf8", "utf16le"] as const) {
    const first = Buffer.from(`${line}\r\n`, encoding);
    const { events } = readFileBytes(Buffer.concat([first, Buffer.from(`${line}\r\n`, encoding)]));
    assert.deepEqual(
      events.map((event) => event.offset),
      [0, first.length],
    );
  }
});

test("any bytes are decoded without an error, and UTF-8 comes back as it was", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const { encoding, bom } = detectEncoding(bytes);
      assert.equal(typeof decode(bytes.subarray(bom), encoding), "string");
    }),
  );
  fc.assert(
    fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (text) => {
      const bytes = Buffer.from(`${text}中文日志 line of a log\n`);
      const { encoding } = detectEncoding(bytes);
      if (encoding === "utf-8") assert.equal(decode(bytes, encoding), `${text}中文日志 line of a log\n`);
      else assert.equal(encoding, "binary");
    }),
  );
});
