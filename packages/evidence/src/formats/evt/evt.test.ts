import assert from "node:assert/strict";
import test from "node:test";
import { sampleOf } from "../../sample.ts";
import { assertHonest, assertSurvives, readBytes } from "../evtx/read-bytes.testkit.ts";
import { evt } from "./evt.ts";

const wide = (text: string): Buffer => Buffer.from(`${text}\0`, "utf16le");

function record(number: number, id: number, type: number, source: string, strings: readonly string[]): Buffer {
  const names = Buffer.concat([wide(source), wide("HOST-1")]);
  const texts = Buffer.concat(strings.map(wide));
  const size = (56 + names.length + texts.length + 4 + 3) & ~3;
  const bytes = Buffer.alloc(size);
  bytes.writeUInt32LE(size, 0);
  bytes.write("LfLe", 4, "latin1");
  bytes.writeUInt32LE(number, 8);
  bytes.writeUInt32LE(1_312_045_186, 12);
  bytes.writeUInt32LE(id, 20);
  bytes.writeUInt16LE(type, 24);
  bytes.writeUInt16LE(strings.length, 26);
  bytes.writeUInt32LE(56 + names.length, 36);
  bytes.writeUInt32LE(56 + names.length + texts.length, 52);
  names.copy(bytes, 56);
  texts.copy(bytes, 56 + names.length);
  bytes.writeUInt32LE(size, size - 4);
  return bytes;
}

const header = Buffer.alloc(48);
header.writeUInt32LE(48, 0);
header.write("LfLe", 4, "latin1");
const logon = [
  "admin",
  "EXAMPLE",
  "(0x0,0x1)",
  "10",
  "User32",
  "Negotiate",
  "WS-7",
  "{0}",
  "-",
  "-",
  "-",
  "4",
  "-",
  "203.0.113.9",
  "3389",
];
const records = [
  record(1, 528, 8, "Security", logon),
  record(2, 529, 16, "Security", ["root", "EXAMPLE", "3", "NtLmSsp", "NTLM", "KALI"]),
  record(3, 7036, 4, "Service Control Manager", ["Telnet", "running"]),
];
const file = Buffer.concat([header, ...records]);

test("old records mean what the newer ones mean", () => {
  const { events, damage } = readBytes(evt, file, { path: "SecEvent.Evt" });
  assert.equal(damage.length, 0);
  const [remote, refused] = events;
  assert.deepEqual(
    [remote?.["event.action"], remote?.["user.name"], remote?.["source.ip"]],
    ["remote_logon", "admin", "203.0.113.9"],
  );
  assert.equal(remote?.time, 1_312_045_186e6);
  assert.deepEqual([refused?.["event.outcome"], refused?.["source.address"]], ["failure", "KALI"]);
  assert.equal(refused?.fields?.["Channel"], "Security");
  assert.equal(evt.sniff(sampleOf(file, "x")), 100);
});

test("a record that runs over the end of the file goes on behind its header", () => {
  const [first, second, third] = records;
  assert.ok(first !== undefined && second !== undefined && third !== undefined);
  const ring = Buffer.concat([header, third.subarray(60), first, second, third.subarray(0, 60)]);
  const { events } = readBytes(evt, ring);
  assert.deepEqual(
    events.map((event) => event["event.code"]),
    ["528", "529", "7036"],
  );
});

test("a torn record costs only itself, and many of them no more than their bytes", () => {
  const torn = Buffer.from(file);
  torn.writeUInt32LE(1 << 18, 48);
  assert.deepEqual(
    readBytes(evt, torn).events.map((event) => event["event.code"]),
    ["528", "529", "7036"],
  );
  const many = Buffer.concat([header, Buffer.alloc(1 << 20, Buffer.from([0, 0, 4, 0, 0x4c, 0x66, 0x4c, 0x65]))]);
  const read = readBytes(evt, many);
  assertHonest(read, many.length);
  assert.equal(read.events.length, 0);
});

test("damaged at random, it never throws and stays honest", () => {
  assertSurvives(evt, [file], 300);
});
