import assert from "node:assert/strict";
import test from "node:test";
import { sampleOf } from "../../sample.ts";
import { assertSurvives, readBytes } from "../evtx/read-bytes.testkit.ts";
import { utmp } from "./utmp.ts";

interface Entry {
  readonly type: number;
  readonly user: string;
  readonly line?: string;
  readonly host?: string;
  readonly seconds?: number;
  readonly address?: readonly number[];
}

/** A record as a machine of this width and byte order writes it. */
function record(entry: Entry, size: 384 | 400 = 384, little = true): Buffer {
  const bytes = Buffer.alloc(size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  view.setInt16(0, entry.type, little);
  view.setInt32(4, 4711, little);
  bytes.write(entry.line ?? "pts/0", 8);
  bytes.write("ts/0", 40);
  bytes.write(entry.user, 44);
  bytes.write(entry.host ?? "", 76);
  const seconds = entry.seconds ?? 1_772_331_247;
  if (size === 384) {
    view.setInt32(340, seconds, little);
    view.setInt32(344, 123_456, little);
  } else {
    view.setBigInt64(344, BigInt(seconds), little);
    view.setBigInt64(352, 123_456n, little);
  }
  bytes.set(entry.address ?? [], size === 384 ? 348 : 360);
  return bytes;
}

const entries: readonly Entry[] = [
  { type: 2, user: "reboot", line: "~", host: "6.8.0-45-generic" },
  { type: 7, user: "root", host: "203.0.113.9", address: [203, 0, 113, 9] },
  { type: 7, user: "ann", host: ":0", line: ":0" },
  { type: 8, user: "", host: "" },
  { type: 7, user: "张三", host: "2001:db8::7", address: [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7] },
];
const file = (size: 384 | 400, little: boolean): Buffer =>
  Buffer.concat(entries.map((one) => record(one, size, little)));

test("records of every machine say the same", () => {
  for (const size of [384, 400] as const) {
    for (const little of [true, false]) {
      const { events, damage } = readBytes(utmp, file(size, little), { path: "var/log/wtmp" });
      assert.equal(damage.length, 0);
      assert.deepEqual(
        events.map((event) => [event["event.action"], event["user.name"], event["source.ip"]]),
        [
          ["host_started", undefined, undefined],
          ["remote_logon", "root", "203.0.113.9"],
          ["logon", "ann", undefined],
          ["session_end", undefined, undefined],
          ["remote_logon", "张三", "2001:db8::7"],
        ],
      );
      assert.equal(events[1]?.time, 1_772_331_247_123_456);
      assert.equal(events[1]?.["event.module"], "wtmp");
      assert.equal(events[1]?.offset, size);
      assert.ok(utmp.sniff(sampleOf(file(size, little), "wtmp")) > 90);
    }
  }
});

test("what is in btmp was refused", () => {
  const bytes = record({ type: 6, user: "admin", line: "ssh:notty", host: "198.51.100.4", address: [198, 51, 100, 4] });
  const event = readBytes(utmp, bytes, { path: "btmp-20260301" }).events[0];
  assert.deepEqual(
    [event?.["event.outcome"], event?.["user.name"], event?.["source.ip"]],
    ["failure", "admin", "198.51.100.4"],
  );
  assert.equal(event?.["event.category"], "authentication");
});

test("empty slots are told, broken records too, and the next one is found", () => {
  const [boot, root] = entries.map((one) => record(one));
  const bytes = Buffer.concat([
    boot ?? Buffer.alloc(0),
    Buffer.alloc(384),
    Buffer.alloc(100, 0x7e),
    root ?? Buffer.alloc(0),
    Buffer.from("cut"),
  ]);
  const read = readBytes(utmp, bytes);
  assert.deepEqual([read.events.length, read.skipped, read.unparsed], [3, 0, 1]);
  assert.deepEqual([read.events[1]?.basis, read.events[1]?.message], ["none", "EMPTY"]);
  assert.deepEqual(
    read.damage.map(({ from, to }) => [from, to]),
    [
      [768, 868],
      [1252, 1255],
    ],
  );
});

test("a long run of nothing is passed over", () => {
  const read = readBytes(utmp, Buffer.concat([record({ type: 7, user: "root" }), Buffer.alloc(384 * 200)]));
  assert.deepEqual([read.events.length, read.skipped], [65, 136]);
});

test("other bytes are not log-in records", () => {
  for (const bytes of [
    Buffer.alloc(4096),
    Buffer.alloc(4096, 0x41),
    Buffer.alloc(1024, "\u0007\u0000\u0000\u0000"),
    Buffer.alloc(0),
  ]) {
    assert.equal(utmp.sniff(sampleOf(bytes, "x")), 0);
  }
});

test("damaged at random, it never throws and stays honest", () => {
  assertSurvives(utmp, [file(384, true), file(400, false)], 200);
});
