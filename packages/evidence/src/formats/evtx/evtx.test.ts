import assert from "node:assert/strict";
import test from "node:test";
import { sampleOf } from "../../sample.ts";
import { evtx } from "./evtx.ts";
import {
  filetime,
  intValue,
  type Node,
  textValue,
  type Value,
  writeChunk,
  writeLog,
  wide,
} from "./evtx-writer.testkit.ts";
import { assertHonest, assertSplits, assertSurvives, readBytes } from "./read-bytes.testkit.ts";

const data = (name: string, index: number): Node => ({ name: "Data", attributes: { Name: name }, children: [index] });
const event = (channel: string, provider: string, body: Node): Node => ({
  name: "Event",
  attributes: { xmlns: "http://schemas.microsoft.com/win/2004/08/events/event" },
  children: [
    {
      name: "System",
      children: [
        { name: "Provider", attributes: { Name: provider }, children: [] },
        { name: "EventID", children: [0] },
        { name: "TimeCreated", attributes: { SystemTime: 1 }, children: [] },
        { name: "EventRecordID", children: [2] },
        { name: "Channel", children: [channel] },
        { name: "Computer", children: ["dc01.example.org"] },
      ],
    },
    body,
  ],
});
const logonNames = ["TargetUserName", "TargetDomainName", "LogonType", "IpAddress", "IpPort"];
const logonTemplate = event("Security", "Microsoft-Windows-Security-Auditing", {
  name: "EventData",
  children: logonNames.map((name, index) => data(name, index + 3)),
});
const logon = (code: number, user: string, type: number, ip: string) => ({
  template: logonTemplate,
  templateId: 0x1234,
  time: "2026-03-01T02:14:07Z",
  values: [
    intValue(0x06, code, 2),
    [0x11, filetime("2026-03-01T02:14:07Z")] as Value,
    intValue(0x08, 77, 4),
    textValue(user),
    textValue("EXAMPLE"),
    intValue(0x08, type, 4),
    textValue(ip),
    textValue("49812"),
  ],
});
const listTemplate = event("System", "Service Control Manager", {
  name: "EventData",
  children: [
    { name: "Data", children: [3] },
    { name: "Binary", children: [4] },
  ],
});
const list = {
  template: listTemplate,
  templateId: 0x99,
  time: "2026-03-01T02:14:08Z",
  values: [
    intValue(0x06, 7045, 2),
    [0x11, filetime("2026-03-01T02:14:08Z")] as Value,
    intValue(0x08, 78, 4),
    [0x81, wide("evil\0C:\\x.exe\0")] as Value,
    [0x0e, Buffer.from([1, 2, 0xff])] as Value,
  ],
};
const log = writeLog([
  writeChunk([logon(4624, "admin", 10, "::ffff:203.0.113.9"), logon(4625, "=cmd|' /C calc'!A0", 3, "-"), list]),
  writeChunk([logon(4624, "svc", 5, "-")], 4),
]);

test("records become events with the names of their templates and ECS meaning", () => {
  const { events, damage } = readBytes(evtx, log);
  assert.equal(damage.length, 0);
  assert.equal(events.length, 4);
  const [remote, refused, service, local] = events;
  assert.deepEqual(remote?.fields, {
    Provider_Name: "Microsoft-Windows-Security-Auditing",
    EventID: 4624,
    EventRecordID: 77,
    Channel: "Security",
    Computer: "dc01.example.org",
    TargetUserName: "admin",
    TargetDomainName: "EXAMPLE",
    LogonType: 10,
    IpAddress: "::ffff:203.0.113.9",
    IpPort: "49812",
  });
  assert.equal(remote?.time, Date.UTC(2026, 2, 1, 2, 14, 7) * 1000);
  assert.equal(remote?.["event.action"], "remote_logon");
  assert.equal(remote?.["source.ip"], "203.0.113.9");
  assert.equal(remote?.["source.port"], 49_812);
  assert.equal(remote?.["event.module"], "security");
  assert.equal(remote?.["host.name"], "dc01.example.org");
  assert.equal(refused?.["event.outcome"], "failure");
  assert.equal(refused?.["user.name"], "=cmd|' /C calc'!A0");
  assert.equal(refused?.["source.ip"], undefined);
  assert.deepEqual(service?.fields?.["Data"], ["evil", "C:\\x.exe"]);
  assert.equal(service?.fields?.["Binary"], "0102FF");
  assert.equal(service?.["event.action"], "service_installed");
  assert.equal(local?.["event.action"], "logon");
  assert.equal(local?.offset, 4096 + 65_536 + 512);
  assert.deepEqual(
    events.map((one) => one.record),
    [1, 2, 3, 4],
  );
});

test("a wrong checksum is told, and the records are read", () => {
  const bytes = Buffer.from(log);
  bytes[4096 + 52] = (bytes[4096 + 52] ?? 0) ^ 1;
  const { events, damage } = readBytes(evtx, bytes);
  assert.equal(events.length, 4);
  assert.deepEqual(
    damage.map((one) => one.code),
    ["E_CHECKSUM", "E_CHECKSUM"],
  );
});

test("a chunk whose header is gone gives its records", () => {
  const bytes = Buffer.from(log);
  bytes.fill(0, 4096, 4096 + 64);
  const { events, damage } = readBytes(evtx, bytes);
  assert.equal(events.length, 4);
  assert.equal(damage[0]?.code, "E_HEADER_BROKEN");
});

test("a torn record costs only itself, and a later chunk that lost its template borrows it", () => {
  const bytes = Buffer.from(log);
  const second = bytes.indexOf(Buffer.from([0x2a, 0x2a, 0, 0]), 4096 + 512 + 4);
  bytes.fill(0xcc, second + 24, second + 60);
  bytes.fill(0, second, second + 8);
  const { events } = readBytes(evtx, bytes);
  assert.deepEqual(
    events.map((one) => one["event.code"]),
    ["4624", "7045", "4624"],
  );
});

test("a file that lost bytes in the middle goes on at the next chunk", () => {
  const cut = Buffer.concat([log.subarray(0, 30_000), log.subarray(40_000)]);
  const read = readBytes(evtx, cut);
  assertHonest(read, cut.length);
  assert.equal(read.events.at(-1)?.["user.name"], "svc");
});

test("it is recognised by content, also as a bare chunk", () => {
  assert.equal(evtx.sniff(sampleOf(log, "x")), 100);
  assert.equal(evtx.sniff(sampleOf(log.subarray(4096), "x")), 95);
  assert.equal(readBytes(evtx, log.subarray(4096)).events.length, 4);
  assert.equal(evtx.sniff(sampleOf(Buffer.from("hello\n"), "Security.evtx")), 0);
});

test("a large log is read in ranges that give what the whole gives, in whatever state it is", () => {
  const long = writeLog(
    Array.from({ length: 6 }, (_, at) => writeChunk([logon(4624, `u${at}`, 3, "-"), list], 2 * at + 1)),
  );
  const ranges = readBytes(evtx, long, { chunkBytes: 65_536 });
  assert.deepEqual(ranges, readBytes(evtx, long));
  assert.deepEqual(
    ranges.events.map(({ record }) => record),
    Array.from({ length: 12 }, (_, at) => at + 1),
  );
  assertSplits(evtx, long, 65_536, 150);
  assertSplits(evtx, Buffer.concat([long.subarray(0, 100_000), long.subarray(110_000)]), 65_536, 50);
});

test("damaged at random, it never throws and stays honest", () => {
  assertSurvives(evtx, [log], 300);
});
