import assert from "node:assert/strict";
import test from "node:test";
import { identify } from "../../identify.ts";
import { sampleOf } from "../../sample.ts";
import { assertSurvives, readBytes } from "../evtx/read-bytes.testkit.ts";
import { lastlog } from "./lastlog.ts";

function entry(size: 292 | 296, little: boolean, seconds: number, line: string, host: string): Buffer {
  const bytes = Buffer.alloc(size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, size);
  if (size === 296) view.setBigInt64(0, BigInt(seconds), little);
  else view.setInt32(0, seconds, little);
  bytes.write(line, size - 288);
  bytes.write(host, size - 256);
  return bytes;
}

const file = (size: 292 | 296, little: boolean): Buffer =>
  Buffer.concat([
    entry(size, little, 1_772_331_247, "pts/0", "203.0.113.9"),
    Buffer.alloc(size * 999),
    entry(size, little, 1_772_000_000, "tty1", ""),
  ]);

test("the place of a record is the number of the account", () => {
  for (const size of [292, 296] as const) {
    for (const little of [true, false]) {
      const { events, damage } = readBytes(lastlog, file(size, little));
      assert.equal(damage.length, 0);
      assert.deepEqual(
        events.map((event) => [event["user.id"], event["source.ip"], event.time, event["session.id"]]),
        [
          ["0", "203.0.113.9", 1_772_331_247e6, "pts/0"],
          ["1000", undefined, 1_772_000_000e6, "tty1"],
        ],
      );
    }
  }
});

test("it is told from the other log-in records", () => {
  assert.equal(identify(sampleOf(file(292, true), "lastlog")).format?.id, "lastlog");
  assert.equal(lastlog.sniff(sampleOf(Buffer.alloc(4096, 7), "x")), 0);
});

test("damaged at random, it never throws and stays honest", () => {
  assertSurvives(lastlog, [entry(292, true, 1_772_331_247, "pts/0", "h"), file(296, false).subarray(0, 296 * 4)], 150);
});
