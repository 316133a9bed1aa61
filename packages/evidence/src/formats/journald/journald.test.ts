import assert from "node:assert/strict";
import test from "node:test";
import { sampleOf } from "../../sample.ts";
import { assertSurvives, readBytes } from "../evtx/read-bytes.testkit.ts";
import { readLines } from "../generic/read-lines.testkit.ts";
import { journalExport } from "./journal-export.ts";
import { journalJson } from "./journal-json.ts";
import { type JournalForm, writeJournal, type WrittenEntry } from "./journal-writer.testkit.ts";
import { journald } from "./journald.ts";
import { lz4Block } from "./lz4-block.ts";
import { xzBlock } from "./xz-block.ts";

const long = `${"<script>alert(1)</script>\u001b[31m".repeat(40)}end`;
const time = 1_772_331_247_000_000;
const entries: readonly WrittenEntry[] = [
  {
    time,
    fields: [
      ["MESSAGE", "Failed password for root from 203.0.113.9 port 40022 ssh2"],
      ["SYSLOG_IDENTIFIER", "sshd"],
      ["_PID", "811"],
      ["_HOSTNAME", "web-01"],
      ["PRIORITY", "6"],
    ],
  },
  {
    time: time + 1,
    fields: [
      ["MESSAGE", long],
      ["_COMM", "evil"],
      ["__proto__", "x"],
    ],
  },
  {
    time: time + 2,
    fields: [
      ["MESSAGE", "two\nlines"],
      ["TAG", "a"],
      ["TAG", "b"],
    ],
  },
  { time: time + 3, fields: [["MESSAGE", Buffer.from([0xff, 0xfe, 0x41])]] },
];
const forms: readonly JournalForm[] = [
  { compact: false, packing: "none" },
  { compact: true, packing: "zstd" },
  { compact: false, packing: "lz4", unclosed: true },
];

test("entries are the same in every form, also one that was never listed", () => {
  for (const form of forms) {
    const { events, damage, unparsed } = readBytes(journald, writeJournal(entries, form));
    assert.deepEqual([events.length, damage.length, unparsed], [4, 0, 0]);
    assert.equal(events[0]?.time, time);
    assert.equal(events[0]?.["process.pid"], 811);
    assert.equal(events[0]?.["host.name"], "web-01");
    assert.equal(events[0]?.["event.module"], "sshd");
    assert.deepEqual(
      [events[0]?.["event.action"], events[0]?.["event.outcome"], events[0]?.["user.name"], events[0]?.["source.ip"]],
      ["ssh_login", "failure", "root", "203.0.113.9"],
    );
    assert.equal(events[1]?.message, long);
    assert.deepEqual(events[2]?.fields?.["TAG"], ["a", "b"]);
    assert.equal(Object.getPrototypeOf(events[1]?.fields), Object.prototype);
  }
});

test("a torn object costs only what needs it", () => {
  const bytes = writeJournal(entries, { compact: false, packing: "none" });
  const at = bytes.indexOf("two\nlines") - 64 - 8;
  bytes.fill(0xee, at, at + 40);
  const { events, damage } = readBytes(journald, bytes);
  assert.equal(events.length, 4);
  assert.equal(events[2]?.message, undefined);
  assert.ok(damage.length >= 1);
});

test("damaged at random, it never throws and stays honest", () => {
  for (const form of forms) assertSurvives(journald, [writeJournal(entries, form).subarray(0, 4096)], 120);
});

const text = (value: string): Buffer => Buffer.from(value);
const binary = Buffer.concat([text("MESSAGE\n"), Buffer.from([3, 0, 0, 0, 0, 0, 0, 0]), text("a\nb\n")]);
const exported = Buffer.concat([
  text(
    "__CURSOR=s=1\n__REALTIME_TIMESTAMP=1772331247000000\n_HOSTNAME=web-01\nSYSLOG_IDENTIFIER=sudo\nMESSAGE=hello\n\n",
  ),
  text("__CURSOR=s=2\n__REALTIME_TIMESTAMP=1772331248000000\n"),
  binary,
  text("\n"),
]);

test("the export form and the JSON form say the same", () => {
  assert.equal(journalExport.sniff(sampleOf(exported, "x")), 99);
  const read = readBytes(journalExport, exported);
  assert.deepEqual(
    read.events.map((event) => [event.time, event.message, event.record]),
    [
      [time, "hello", 1],
      [time + 1e6, "a\nb", 2],
    ],
  );
  assertSurvives(journalExport, [exported], 200);
  const line = JSON.stringify({
    __CURSOR: "s=1",
    __REALTIME_TIMESTAMP: "1772331247000000",
    _HOSTNAME: "web-01",
    SYSLOG_IDENTIFIER: "sudo",
    MESSAGE: [...text("hello")],
  });
  assert.equal(journalJson.sniff(sampleOf(text(`${line}\n`), "x")), 99);
  const event = readLines(journalJson, [line, '{"__CURSOR":1}', "no json"]);
  assert.deepEqual([event.events[0]?.time, event.events[0]?.message, event.unparsed], [time, "hello", 2]);
});

/** Made by `xz -9` from 700 bytes: `journal entry N of a test\n`, cut. */
const xz =
  "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4AK7AFxdADUbyxHwfAio0kTFTbnAsjU9Wp0e72c2DqtSCMeyhbY4xS3E0JT/OQEDCQE7e2iGWcGumbVLCRq8NOPTkJHiBVKnuWGt0JybtCwJmbyY48hX7YDX072Od3MF65wAAHhkQ8lDxk2ZAAF4vAUAAABWTs3GscRn+wIAAAAABFla";

test("packed fields unpack, and what is none is refused", () => {
  const plain = Array.from({ length: 40 }, (_, n) => `journal entry ${n} of a test\n`)
    .join("")
    .slice(0, 700);
  assert.equal(Buffer.from(xzBlock(Buffer.from(xz, "base64"), 1 << 20)).toString(), plain);
  assert.throws(() => xzBlock(Buffer.from(xz, "base64"), 100), RangeError);
  assert.equal(Buffer.from(lz4Block(Buffer.from([0x16, 0x61, 1, 0, 0x10, 0x62]), 12)).toString(), `${"a".repeat(11)}b`);
  for (const bad of [[0xf0], [0x10], [0x10, 1, 0, 0], [0x0f, 1, 0, 255, 255, 255]]) {
    assert.throws(() => lz4Block(Buffer.from(bad), 1 << 16), RangeError);
  }
});
