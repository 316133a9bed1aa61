import type { LogEvent } from "@stanch/model/log-event";
import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";
import { artefacts, type Finding } from "./hive-artefact.ts";
import { HiveFile, valueText } from "./hive-file.ts";

const most = 2_000_000;

interface Reading {
  readonly context: ReadContext;
  readonly host: string | undefined;
  readonly parts: Map<number, number>;
  record: number;
}

function hostOf(hive: HiveFile): string | undefined {
  for (const [key] of hive.find("ControlSet*\\Control\\ComputerName\\ComputerName")) {
    for (const value of hive.valuesOf(key)) {
      const name = value.name === "ComputerName" ? valueText(value) : "";
      if (name !== "") return name;
    }
  }
  return undefined;
}

/** Damaged keys have no name: what is empty is left out. */
function filled(set: Partial<LogEvent>): Partial<LogEvent> {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== ""));
}

function emit(reading: Reading, finding: Finding): void {
  const { at, time, set, fields } = finding;
  const event: LogEvent = {
    time,
    digits: time === undefined ? 0 : 6,
    basis: time === undefined ? "none" : "stated",
    offset: at,
    record: ++reading.record,
    "event.module": "registry",
    ...filled(set),
    fields,
  };
  // One place can hold many entries.
  const part = reading.parts.get(at);
  reading.parts.set(at, (part ?? 0) + 1);
  if (part !== undefined) event.part = part;
  if (reading.host !== undefined) event["host.name"] = reading.host;
  reading.context.sink.event(event);
}

function checkHeader(input: ByteInput, { sink }: ReadContext): void {
  const head = Buffer.from(input.read(0, 512));
  if (head.length < 512)
    return sink.damage({ from: 0, to: Math.max(head.length, 1), code: "E_TRUNCATED", detail: "hive" });
  let sum = 0;
  for (let at = 0; at < 508; at += 4) sum ^= head.readUInt32LE(at);
  sum >>>= 0;
  const expected = sum === 0xffff_ffff ? 0xffff_fffe : sum === 0 ? 1 : sum;
  if (expected !== head.readUInt32LE(508)) sink.damage({ from: 0, to: 512, code: "E_CHECKSUM", detail: "hive" });
  // What was written last lies in the transaction logs beside the hive.
  if (head.readUInt32LE(4) !== head.readUInt32LE(8))
    sink.damage({ from: 4, to: 12, code: "E_NOT_CLOSED", detail: "hive" });
}

/** Registry hives: what starts by itself, services, accounts, devices, and traces of programs that ran or were there. */
export const registryHive: ByteFormat = {
  by: "bytes",
  id: "registry-hive",
  names: { zh: "Windows 注册表配置单元", en: "Windows registry hive" },
  family: "windows",
  modules: ["registry"],
  references: [
    "https://github.com/libyal/libregf/blob/main/documentation/Windows%20NT%20Registry%20File%20(REGF)%20format.asciidoc",
  ],
  sniff({ bytes }): number {
    return Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(4, bytes.length)).toString("latin1") === "regf"
      ? 100
      : 0;
  },
  read(input: ByteInput, context: ReadContext): void {
    if (input.size === 0) return;
    checkHeader(input, context);
    const hive = new HiveFile(input);
    const reading: Reading = { context, host: hostOf(hive) ?? context.host, parts: new Map(), record: 0 };
    if (hive.root() === undefined) {
      context.sink.damage({ from: 0, to: input.size, code: "E_RECORD_BROKEN", detail: "root key" });
      return;
    }
    for (const artefact of artefacts) {
      for (const [key, path] of hive.find(artefact.path)) {
        for (const finding of artefact.read(hive, key, path)) {
          if (reading.record >= most) return;
          emit(reading, finding);
        }
      }
    }
    if (hive.exhausted)
      context.sink.damage({ from: 0, to: input.size, code: "E_RECORD_BROKEN", detail: "lists in circles" });
  },
};
