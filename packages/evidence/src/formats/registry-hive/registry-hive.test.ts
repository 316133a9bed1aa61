import assert from "node:assert/strict";
import test from "node:test";
import { sampleOf } from "../../sample.ts";
import { filetime } from "../evtx/evtx-writer.testkit.ts";
import { assertHonest, assertSurvives, readBytes } from "../evtx/read-bytes.testkit.ts";
import { registryHive } from "./registry-hive.ts";

interface Key {
  readonly keys?: Readonly<Record<string, Key>>;
  readonly values?: Readonly<Record<string, readonly [type: number, data: Buffer]>>;
}

/** A hive of the given keys, laid out as Windows does, with its header. */
function hive(root: Key): Buffer {
  const cells: Buffer[] = [];
  let at = 32;
  const cell = (body: Buffer): number => {
    const size = (4 + body.length + 7) & ~7;
    const bytes = Buffer.alloc(size);
    bytes.writeInt32LE(-size, 0);
    body.copy(bytes, 4);
    cells.push(bytes);
    at += size;
    return at - size;
  };
  const u32 = (...numbers: number[]): Buffer => {
    const bytes = Buffer.alloc(4 * numbers.length);
    for (const [index, one] of numbers.entries()) bytes.writeUInt32LE(one, 4 * index);
    return bytes;
  };
  const key = (name: string, { keys = {}, values = {} }: Key): number => {
    const children = Object.entries(keys).map(([child, below]) => key(child, below));
    const list =
      children.length === 0
        ? 0xffffffff
        : cell(Buffer.concat([Buffer.from("li"), u32(children.length).subarray(0, 2), u32(...children)]));
    const held = Object.entries(values).map(([title, [type, data]]) => {
      const body = Buffer.alloc(20);
      body.write("vk");
      body.writeUInt16LE(title.length, 2);
      body.writeUInt32LE(data.length, 4);
      body.writeUInt32LE(cell(data), 8);
      body.writeUInt32LE(type, 12);
      body.writeUInt16LE(1, 16);
      return cell(Buffer.concat([body, Buffer.from(title, "latin1")]));
    });
    const valueList = held.length === 0 ? 0xffffffff : cell(u32(...held));
    const body = Buffer.alloc(76);
    body.write("nk");
    body.writeUInt16LE(0x20, 2);
    filetime("2026-03-01T02:14:07Z").copy(body, 4);
    for (const [offset, value] of [
      [20, children.length],
      [28, list],
      [36, held.length],
      [40, valueList],
    ] as const)
      body.writeUInt32LE(value, offset);
    body.writeUInt16LE(name.length, 72);
    return cell(Buffer.concat([body, Buffer.from(name, "latin1")]));
  };
  const rootAt = key("ROOT", root);
  const header = Buffer.alloc(4096);
  header.write("regf");
  header.writeUInt32LE(1, 4);
  header.writeUInt32LE(1, 8);
  header.writeUInt32LE(rootAt, 36);
  let sum = 0;
  for (let i = 0; i < 508; i += 4) sum ^= header.readUInt32LE(i);
  header.writeUInt32LE(sum >>> 0, 508);
  return Buffer.concat([header, Buffer.alloc(32), ...cells]);
}

const wide = (text: string): Buffer => Buffer.from(`${text}\0`, "utf16le");
const nested = (path: string, key: Key): Key =>
  path.split("\\").reduceRight<Key>((inner, name) => ({ keys: { [name]: inner } }), key);

const system = hive(
  nested("ControlSet001", {
    keys: {
      Control: {
        keys: {
          ComputerName: { keys: { ComputerName: { values: { ComputerName: [1, wide("WS-7")] } } } },
          "Session Manager": {
            keys: {
              AppCompatCache: {
                values: {
                  AppCompatCache: [
                    3,
                    Buffer.concat([
                      Buffer.from([0x34, 0, 0, 0]),
                      Buffer.alloc(0x30),
                      Buffer.from("10ts\0\0\0\0", "latin1"),
                      Buffer.from([30, 0, 0, 0, 16, 0]),
                      Buffer.from("C:\\a.exe", "utf16le"),
                      filetime("2026-02-01T00:00:00Z"),
                      Buffer.alloc(80),
                    ]),
                  ],
                },
              },
            },
          },
        },
      },
      Services: {
        keys: { evil: { values: { ImagePath: [2, wide("C:\\x.exe -k")], Start: [4, Buffer.from([2, 0, 0, 0])] } } },
      },
    },
  }),
);
const assist = Buffer.alloc(72);
assist.writeUInt32LE(3, 4);
filetime("2026-03-02T00:00:00Z").copy(assist, 60);
const user = hive(
  nested("Software\\Microsoft\\Windows\\CurrentVersion", {
    keys: {
      Run: { values: { "up<b>": [1, wide("powershell -enc AAAA")] } },
      Explorer: nested("UserAssist\\{A}\\Count", { values: { "P:\\rivy.rkr": [3, assist] } }),
    },
  }),
);

test("services, shim cache and host of a SYSTEM hive", () => {
  const { events, damage } = readBytes(registryHive, system);
  assert.equal(damage.length, 0);
  const [service, shim] = events;
  assert.deepEqual(
    [service?.["service.name"], service?.["process.command_line"], service?.["host.name"]],
    ["evil", "C:\\x.exe -k", "WS-7"],
  );
  assert.equal(service?.time, Date.UTC(2026, 2, 1, 2, 14, 7) * 1000);
  assert.deepEqual([shim?.["file.path"], shim?.time], ["C:\\a.exe", Date.UTC(2026, 1, 1) * 1000]);
  assert.equal(registryHive.sniff(sampleOf(system, "SYSTEM")), 100);
});

test("what starts by itself and what was run, of a user", () => {
  const [start, ran] = readBytes(registryHive, user).events;
  assert.deepEqual(
    [start?.["event.action"], start?.["process.command_line"]],
    ["autostart_entry", "powershell -enc AAAA"],
  );
  assert.deepEqual(
    [ran?.["process.executable"], ran?.fields?.["runs"], ran?.time],
    ["C:\\evil.exe", 3, Date.UTC(2026, 2, 2) * 1000],
  );
});

test("lists that lead in circles come to an end", () => {
  const wild = hive(
    nested("ControlSet001\\Enum\\USBSTOR\\device\\serial", { values: { FriendlyName: [1, wide("stick")] } }),
  );
  assert.equal(readBytes(registryHive, wild).events[0]?.fields?.["FriendlyName"], "stick");
  // Every list gets a thousand entries that lead to the root again.
  const root = wild.readUInt32LE(36);
  const list = Buffer.alloc(4 + 4000);
  list.write("li");
  list.writeUInt16LE(1000, 2);
  for (let at = 4; at < list.length; at += 4) list.writeUInt32LE(root, at);
  const cell = Buffer.alloc(4);
  cell.writeInt32LE(-(list.length + 4));
  const place = wild.length - 4096;
  const circle = Buffer.concat([wild, cell, list]);
  for (let at = circle.indexOf("nk"); at >= 0; at = circle.indexOf("nk", at + 2)) {
    circle.writeUInt32LE(1000, at + 20);
    circle.writeUInt32LE(place, at + 28);
  }
  assertHonest(readBytes(registryHive, circle), circle.length);
});

test("damaged at random, it never throws and stays honest", () => {
  assertSurvives(registryHive, [system, user], 200);
});
