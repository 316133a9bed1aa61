import type { LogEvent } from "@stanch/model/log-event";
import type { Clock, LineFormat, LineReader, ReadContext } from "../../../format.ts";
import { shareOf } from "../../../sample.ts";
import { stamp } from "../../generic/stamp/stamp.ts";
import { readMinuteStamp } from "../state/minute-stamp.ts";

/** A file as a list tells it. */
interface Listed {
  readonly path: string;
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly size: string;
  /** As it is written: the list's own date form. */
  readonly date: string;
  readonly inode?: string;
}

const date = String.raw`[A-Z][a-z]{2} +\d{1,2} +(?:\d{4}|\d\d:\d\d)|\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?: [+-]\d{4})?)?|\d{1,2}\u6708 +\d{1,2} +(?:\d{4}|\d\d:\d\d)`;
const mode = String.raw`[-bcdlpsD?][-rwxsStTl]{9}[.+@]?`;
const listLine = new RegExp(
  String.raw`^(?:\s*(\d{1,20})\s+)?(?:\d{1,12}\s+)?(${mode})\s+\d{1,9}\s+(\S{1,64})\s+(\S{1,64})\s+(\d{1,19}(?:,\s*\d{1,6})?|[\d.]+[KMGTP])\s+(${date})\s+(\S.*)$`,
);

function listed(line: string, folder: string): Listed | undefined {
  const match = listLine.exec(line);
  if (match === null) return undefined;
  const [, inode, modes = "", owner = "", group = "", size = "", when = "", name = ""] = match;
  const path = name.startsWith("/") || folder === "" ? name : `${folder.replace(/\/$/, "")}/${name}`;
  return { path, mode: modes, owner, group, size, date: when, ...(inode === undefined ? {} : { inode }) };
}

function listEvent(file: Listed, clock: Clock, host: string | undefined): LogEvent {
  const chinese = file.date.replace(/^(\d{1,2})月/, (_, month: string) => months[Number(month) - 1] ?? "Jan");
  const timed = readMinuteStamp(chinese, clock);
  const arrow = file.mode.startsWith("l") ? file.path.lastIndexOf(" -> ") : -1;
  const path = arrow < 0 ? file.path : file.path.slice(0, arrow);
  const size = Number(file.size);
  return {
    time: timed ? stamp.time : undefined,
    digits: timed ? stamp.digits : 0,
    basis: timed ? stamp.basis : "none",
    offset: -1,
    record: 0,
    "event.module": "file-list",
    "event.category": "file",
    "event.action": "file_modified",
    "event.outcome": "unknown",
    "host.name": host,
    "user.name": file.owner,
    "group.name": file.group,
    "file.path": path,
    "file.size": Number.isSafeInteger(size) ? size : undefined,
    message: file.path,
    fields: {
      mode: file.mode,
      owner: file.owner,
      group: file.group,
      ...(file.inode === undefined ? {} : { inode: file.inode }),
      ...(arrow < 0 ? {} : { target: file.path.slice(arrow + 4) }),
    },
  };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const folderLine = /^(\.{0,2}\/.*|~?[\w./-]+\/[\w./-]*|\.{1,2}):$/;

function openList({ clock, host, sink }: ReadContext): LineReader {
  let folder = "";
  return {
    line(text) {
      if (text.trim() === "") return sink.skip("blank");
      if (/^(?:total|总用量|总计) [\d.]+[KMGT]?$/.test(text)) return sink.skip("header");
      const head = folderLine.exec(text);
      if (head !== null) {
        folder = head[1] === "." ? "" : (head[1] ?? "");
        return sink.skip("header");
      }
      const file = text.length > 16_384 ? undefined : listed(text, folder);
      if (file === undefined) return sink.unparsed();
      sink.event(listEvent(file, clock, host));
    },
    end() {},
  };
}

/** Lists of files as `ls -l` and `find -ls` print them: one event a file, at its last change. */
export const fileList: LineFormat = {
  id: "file-list",
  names: { zh: "文件列表（ls -l / find -ls 输出）", en: "list of files (ls -l, find -ls)" },
  family: "unix",
  modules: ["file-list"],
  references: ["ls(1)", "find(1): -ls"],
  by: "line",
  splittable: false,
  // Lines stand in no order of time: each date is placed by itself, so no plan of years is asked for.
  sniff: (sample) =>
    Math.round(
      93 *
        shareOf({ ...sample, lines: sample.lines.map((line) => line.trim()).filter((line) => !aside(line)) }, (line) =>
          listLine.test(line),
        ),
    ),
  open: openList,
};

function aside(line: string): boolean {
  return folderLine.test(line) || /^(?:total|总用量|总计) /.test(line);
}

const bodyLine =
  /^([\da-fA-F]{32}|0?)\|(.*)\|([\d-]{0,32})\|([^|]{0,32})\|(\d*)\|(\d*)\|(\d{1,20})\|(-?\d{1,11}(?:\.\d+)?)\|(-?\d{1,11}(?:\.\d+)?)\|(-?\d{1,11}(?:\.\d+)?)\|(-?\d{1,11}(?:\.\d+)?)\s*$/;

const acts: readonly (readonly [letter: string, action: string])[] = [
  ["m", "file_modified"],
  ["a", "file_accessed"],
  ["c", "file_changed"],
  ["b", "file_created"],
];

interface Instant {
  readonly seconds: number;
  readonly digits: number;
  letters: string;
  readonly action: string;
}

/** The instants of one file, those that are the same told once: `m.c.` in the way of mactime. */
function instantsOf(columns: readonly string[]): Instant[] {
  const [accessed = "", modified = "", changed = "", created = ""] = columns;
  const found = new Map<string, Instant>();
  for (const [index, text] of [modified, accessed, changed, created].entries()) {
    const seconds = Number(text);
    if (!Number.isFinite(seconds) || seconds <= 0) continue;
    const [letter = "m", action = "file_modified"] = acts[index] ?? [];
    const known = found.get(text);
    if (known === undefined)
      found.set(text, { seconds, digits: text.split(".")[1]?.length ?? 0, letters: letter, action });
    else known.letters += letter;
  }
  return [...found.values()];
}

function bodyEvent(match: RegExpExecArray, at: Instant | undefined, part: number, host: string | undefined): LogEvent {
  const [, md5 = "", path = "", inode = "", modes = "", uid = "", gid = "", size = ""] = match;
  const event: LogEvent = {
    time: at === undefined ? undefined : Math.round(at.seconds * 1e6),
    digits: Math.min(at?.digits ?? 0, 6),
    basis: at === undefined ? "none" : "stated",
    offset: -1,
    record: 0,
    "event.module": "bodyfile",
    "event.category": "file",
    "event.action": at?.action ?? "file_seen",
    "event.outcome": "unknown",
    "host.name": host,
    "user.id": uid === "" ? undefined : uid,
    "file.path": path.replace(/ -> .*$/, ""),
    "file.size": Number.isSafeInteger(Number(size)) ? Number(size) : undefined,
    message: path,
    fields: { mode: modes, uid, gid, inode, ...(at === undefined ? {} : { macb: at.letters }) },
  };
  if (md5.length === 32 && !/^0+$/.test(md5)) event["file.hash"] = md5.toLowerCase();
  if (part > 0) event.part = part;
  return event;
}

/** Body files of The Sleuth Kit 3 and UAC: one event for each instant of a file. */
export const bodyfile: LineFormat = {
  id: "bodyfile",
  names: { zh: "文件时间线（bodyfile）", en: "file times (bodyfile)" },
  family: "unix",
  modules: ["bodyfile"],
  references: ["https://wiki.sleuthkit.org/index.php?title=Body_file"],
  by: "line",
  splittable: true,
  sniff: (sample) => Math.round(97 * shareOf(sample, (line) => bodyLine.test(line))),
  open: ({ sink, host }) => ({
    line(text) {
      if (text.startsWith("#")) return sink.skip("comment");
      const match = text.length > 16_384 ? null : bodyLine.exec(text);
      if (match === null) return sink.unparsed();
      const instants = instantsOf(match.slice(8, 12));
      sink.event(bodyEvent(match, instants[0], 0, host));
      for (const [index, at] of instants.slice(1).entries()) sink.event(bodyEvent(match, at, index + 1, host));
    },
    end() {},
  }),
};
