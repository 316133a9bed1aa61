import assert from "node:assert/strict";
import test from "node:test";
import { identify } from "../../identify.ts";
import { sampleOf } from "../../sample.ts";
import { filetime } from "../evtx/evtx-writer.testkit.ts";
import { assertSurvives, readBytes } from "../evtx/read-bytes.testkit.ts";
import { readOne } from "../generic/read-lines.testkit.ts";
import { defenderLog } from "./defender-log.ts";
import { scheduledTask } from "./scheduled-task.ts";
import { linkMagic } from "./shell-link.ts";
import { shortcut } from "./shortcut.ts";

function link(target: string, words: string): Buffer {
  const head = Buffer.alloc(76);
  linkMagic.copy(head);
  head.writeUInt32LE(0x02 | 0x20 | 0x80, 20);
  filetime("2026-03-01T02:14:07Z").copy(head, 44);
  const path = Buffer.from(`${target}\0\0`, "latin1");
  const info = Buffer.alloc(28);
  info.writeUInt32LE(28 + path.length, 0);
  info.writeUInt32LE(28, 4);
  info.writeUInt32LE(28, 16);
  info.writeUInt32LE(28 + path.length - 1, 24);
  const count = Buffer.alloc(2);
  count.writeUInt16LE(words.length);
  const tracker = Buffer.alloc(32);
  tracker.writeUInt32LE(32, 0);
  tracker.writeUInt32LE(0xa0000003, 4);
  tracker.write("ws-7", 16);
  return Buffer.concat([head, info, path, count, Buffer.from(words, "utf16le"), tracker, Buffer.alloc(4)]);
}

test("shortcuts, alone and in a list", () => {
  const one = link("C:\\Windows\\cmd.exe", "/c <evil>");
  assert.equal(shortcut.sniff(sampleOf(one, "a.lnk")), 100);
  const event = readBytes(shortcut, one).events[0];
  assert.deepEqual(
    [event?.["file.path"], event?.["process.command_line"], event?.fields?.["machine"], event?.time],
    ["C:\\Windows\\cmd.exe", "C:\\Windows\\cmd.exe /c <evil>", "ws-7", Date.UTC(2026, 2, 1, 2, 14, 7) * 1000],
  );
  const list = Buffer.concat([Buffer.alloc(36, 1), one, Buffer.alloc(16, 2), link("D:\\b.doc", "")]);
  assert.deepEqual(
    readBytes(shortcut, list).events.map((each) => each["file.path"]),
    ["C:\\Windows\\cmd.exe", "D:\\b.doc"],
  );
  assertSurvives(shortcut, [one, list], 150);
});

const xml = `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><Date>2026-03-01T02:14:07.5</Date><Author>EX\\ann</Author><URI>\\Up</URI></RegistrationInfo>
  <Actions Context="Author"><Exec><Command>cmd.exe</Command><Arguments>/c "a &amp; b"</Arguments></Exec></Actions>
</Task>
`;

test("scheduled tasks in either encoding", () => {
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(xml, "utf16le")]);
  for (const bytes of [Buffer.from(xml), wide]) {
    assert.equal(identify(sampleOf(bytes, "Up")).format?.id, "scheduled-task");
    const event = readBytes(scheduledTask, bytes).events[0];
    assert.deepEqual(
      [event?.["process.command_line"], event?.["user.name"], event?.["service.name"], event?.basis],
      ['cmd.exe /c "a & b"', "ann", "\\Up", "zone-assumed"],
    );
    assert.equal(event?.time, Date.UTC(2026, 2, 1, 2, 14, 7) * 1000 + 500_000);
  }
  assertSurvives(scheduledTask, [Buffer.from(xml), wide], 100);
});

test("Defender's support log", () => {
  const line =
    "2026-03-01T02:14:07.123Z DETECTIONEVENT MPSOURCE_REALTIME HackTool:Win32/Mimikatz file:C:\\Temp\\m.exe;";
  const event = readOne(defenderLog, line);
  assert.deepEqual(
    [event?.["rule.name"], event?.["file.path"], event?.["event.action"]],
    ["HackTool:Win32/Mimikatz", "C:\\Temp\\m.exe", "malware_found"],
  );
  assert.equal(identify(sampleOf(Buffer.from(`${line}\n${line}\n`), "MPLog-1.log")).format?.id, "defender-mplog");
});
