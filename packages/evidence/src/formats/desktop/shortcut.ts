import type { LogEvent } from "@stanch/model/log-event";
import type { ByteFormat, ByteInput, ReadContext } from "../../format.ts";
import { linkMagic, type ShellLink, shellLink } from "./shell-link.ts";

const largest = 256 << 20;
const longest = 1 << 20;

function linkEvent(link: ShellLink, offset: number, record: number, host: string | undefined): LogEvent {
  const { target, written, machine } = link;
  const event: LogEvent = {
    time: written,
    digits: written === undefined ? 0 : 6,
    basis: written === undefined ? "none" : "stated",
    offset,
    record,
    "event.module": "shell-link",
    "event.category": "file",
    "event.action": "shortcut_present",
    fields: machine === undefined ? link.fields : { ...link.fields, machine },
  };
  if (host !== undefined) event["host.name"] = host;
  if (target !== undefined && target !== "") event["file.path"] = target;
  if (link.arguments !== undefined && link.arguments !== "") {
    event["process.command_line"] = `${target ?? ""} ${link.arguments}`.trim();
  }
  if (link.workingDirectory !== undefined && link.workingDirectory !== "") {
    event["process.working_directory"] = link.workingDirectory;
  }
  return event;
}

const compound = Buffer.from("d0cf11e0a1b11ae1", "hex");

/** Shortcuts, and jump lists, which are many of them in one file: each is read wherever it lies. */
export const shortcut: ByteFormat = {
  by: "bytes",
  id: "shell-link",
  names: { zh: "Windows 快捷方式与跳转列表", en: "Windows shortcuts and jump lists" },
  family: "windows",
  modules: ["shell-link"],
  references: ["https://learn.microsoft.com/openspecs/windows_protocols/ms-shllink/"],
  sniff({ bytes, name }): number {
    const head = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (head.indexOf(linkMagic) === 0) return 100;
    if (/\.(?:automatic|custom)destinations-ms$/i.test(name) && head.includes(linkMagic)) return 97;
    const list = head.indexOf(compound) === 0 && head.includes(Buffer.from("DestList", "utf16le"));
    return list || head.indexOf(linkMagic) === 36 ? 95 : 0;
  },
  read(input: ByteInput, context: ReadContext): void {
    const { sink, host } = context;
    const bytes = Buffer.from(input.read(0, Math.min(input.size, largest)));
    let record = 0;
    for (let at = bytes.indexOf(linkMagic); at >= 0;) {
      const next = bytes.indexOf(linkMagic, at + 20);
      // A shortcut ends where the next one begins at the latest.
      const link = shellLink(bytes.subarray(at, Math.min(next < 0 ? bytes.length : next, at + longest)));
      record++;
      if (link === undefined) {
        sink.unparsed();
        sink.damage({ from: at, to: next < 0 ? bytes.length : next, code: "E_TRUNCATED", detail: "shortcut" });
      } else sink.event(linkEvent(link, at, record, host));
      at = next;
    }
    if (record === 0 && input.size > 0)
      sink.damage({ from: 0, to: input.size, code: "E_HEADER_BROKEN", detail: "shortcut" });
  },
};
