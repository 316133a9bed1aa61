import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { LogEvent } from "@stanch/model/log-event";
import { SignalBook } from "./signal-columns.ts";
import { type ChunkSignals, signalPlaces } from "./signal-places.ts";

const eventAt = (offset: number, more: Partial<LogEvent> = {}): LogEvent => ({
  time: 1e15 + offset,
  digits: 0,
  basis: "zone-assumed",
  offset,
  record: offset + 1,
  ...more,
});

function chunkOf(source: number, offsets: readonly number[]): ChunkSignals {
  const book = new SignalBook(() => () => undefined);
  for (const [row, offset] of offsets.entries()) book.add(7, [], eventAt(offset), row);
  return { source, signals: book.columns(), segment: { file: "", groups: [], places: [], bytes: 0 } };
}

test("numbers of events follow sources and offsets, whatever order chunks come in", () => {
  const chunk = fc.tuple(fc.nat(3), fc.array(fc.nat(20), { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 5 }), (given) => {
      const chunks = given.map(([source, offsets]) => chunkOf(source, offsets));
      const { ids, refOf } = signalPlaces(chunks);
      const told = given.flatMap(([source, offsets], at) =>
        offsets.map((offset, row) => ({ key: source * 1000 + offset, id: ids[at]?.[row] ?? -1 })),
      );
      for (const one of told) {
        const { source, offset, record } = refOf(one.id);
        assert.deepEqual([source * 1000 + offset, record], [one.key, offset + 1]);
        for (const other of told) assert.equal(Math.sign(one.id - other.id), Math.sign(one.key - other.key));
      }
    }),
  );
});

test("another thread makes the same places from the table", () => {
  const chunks = [chunkOf(1, [500, 700]), chunkOf(0, [1, 2])];
  const own = signalPlaces(chunks);
  const other = signalPlaces(chunks, structuredClone(own.table));
  assert.ok(own.table.ids.buffer instanceof SharedArrayBuffer);
  assert.deepEqual(other.ids, own.ids);
  for (const id of [0, 1, 2, 3]) {
    assert.deepEqual(other.refOf(id), own.refOf(id));
    assert.equal(other.hash(id), own.hash(id));
  }
});

test("which events a sample keeps does not depend on what else there is", () => {
  const alone = signalPlaces([chunkOf(1, [500])]);
  const among = signalPlaces([chunkOf(0, [1, 2]), chunkOf(1, [3, 500])]);
  assert.equal(among.hash(3), alone.hash(0));
  assert.notEqual(among.hash(2), alone.hash(0));
});

test("an event that several rules match is one row, each field read once", () => {
  const event = eventAt(5, { "source.ip": "192.0.2.1" });
  const read: string[] = [];
  const book = new SignalBook((field) => (one) => {
    read.push(field);
    return field === "source.ip" ? one["source.ip"] : undefined;
  });
  book.add(3, ["source.ip"], eventAt(1), 4);
  book.add(3, ["source.ip"], event, 9);
  book.add(4, ["source.ip", "user.name"], event, 9);
  const { times, fields, values, words, matches, rows } = book.columns();
  assert.equal(times.length, 2);
  assert.deepEqual([...rows], [4, 9]);
  assert.deepEqual(fields, ["source.ip", "user.name"]);
  assert.deepEqual(words, ["192.0.2.1"]);
  assert.deepEqual(
    values.map((column) => [...column].map((word) => words[word])),
    [
      [undefined, "192.0.2.1"],
      [undefined, undefined],
    ],
  );
  assert.deepEqual(
    matches.map(({ rule, rows }) => [rule, [...rows]]),
    [
      [3, [0, 1]],
      [4, [1]],
    ],
  );
  assert.deepEqual(read, ["source.ip", "source.ip", "user.name"]);
});
