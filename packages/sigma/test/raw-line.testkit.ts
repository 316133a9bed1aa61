/** Writes what a Linux host would have logged for an event that a rule asks for: lines of audit.log and of syslog. */
import { syscallName } from "@stanch/model/data/linux-syscall";
import type { FieldValue } from "@stanch/model/event-line";
import type { Logsource } from "../src/document.ts";

type Fields = Readonly<Record<string, FieldValue>>;

export interface RawLog {
  readonly file: "audit.log" | "syslog";
  readonly lines: readonly string[];
}

const epoch = 1_700_000_000;
const pace = 10;

/** Which of the events that were written a time belongs to. */
export const numberAt = (micros: number): number => Math.floor((micros / 1e6 - epoch) / pace);

const text = (fields: Fields, name: string): string | undefined => {
  const value = fields[name];
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined;
};

/** As the kernel writes untrusted text: in quotes, or in hexadecimal when it holds blanks, quotes or other bytes. */
const quoted = (value: string): string =>
  /^[!#-~]*$/.test(value) ? `"${value}"` : Buffer.from(value, "utf8").toString("hex").toUpperCase();

const numbers = new Map<string, string>();
for (let number = 600; number >= 0; number--) {
  const name = syscallName(String(number), "c000003e");
  if (name !== undefined) numbers.set(name, String(number));
}

/** Records of one system call. */
function systemCall(at: number, step: number, call: string, fields: Fields, records: readonly string[]): string[] {
  const stamp = `msg=audit(${epoch + at * pace + step}.000:${at * pace + step + 1}):`;
  const exe = text(fields, "exe") ?? text(fields, "Image") ?? "/usr/bin/app";
  const comm = text(fields, "comm") ?? exe.slice(exe.lastIndexOf("/") + 1).slice(0, 15);
  const uid = text(fields, "LogonId") ?? (text(fields, "User") === "root" ? "0" : "1000");
  const pid = 10_000 + at * 2;
  const registers = ["a0", "a1", "a2", "a3"].map((name) =>
    call === "execve" ? "7ffc" : (text(fields, name) ?? "241"),
  );
  const head =
    `type=SYSCALL ${stamp} arch=c000003e syscall=${numbers.get(call) ?? "?"} success=yes exit=0 ` +
    `${registers.map((value, index) => `a${index}=${value}`).join(" ")} items=1 ppid=${step === 0 ? 1 : pid} pid=${pid + step} ` +
    `auid=1000 uid=${uid} gid=${uid} euid=${text(fields, "euid") ?? uid} tty=pts0 ses=3 comm=${quoted(comm)} exe=${quoted(exe)} ` +
    `key=${quoted(text(fields, "key") ?? "watch")}`;
  return [head, ...records.map((record) => record.replace(/^(\w+) /, `type=$1 ${stamp} `)), `type=EOE ${stamp}`];
}

function execution(at: number, step: number, fields: Fields, args: readonly string[]): string[] {
  const image = text(fields, "Image") ?? text(fields, "exe") ?? args[0] ?? "/usr/bin/app";
  const listed = args.map((one, index) => `a${index}=${quoted(one)}`).join(" ");
  const title = Buffer.from(args.join("\0"), "utf8").toString("hex").toUpperCase();
  return systemCall(at, step, "execve", fields, [
    `EXECVE argc=${args.length} ${listed}`,
    `CWD cwd=${quoted(text(fields, "CurrentDirectory") ?? "/home/user")}`,
    `PATH item=0 name=${quoted(text(fields, "name") ?? image)} inode=1 mode=0100755 nametype=NORMAL`,
    `PROCTITLE proctitle=${title}`,
  ]);
}

function processCreation(at: number, fields: Fields): string[] {
  const parent = text(fields, "ParentImage");
  const parentLine = text(fields, "ParentCommandLine");
  const image = text(fields, "Image") ?? "/usr/bin/app";
  const before =
    parent === undefined && parentLine === undefined
      ? []
      : execution(at, 0, { Image: parent ?? "/usr/bin/parent" }, (parentLine ?? parent ?? "").split(" "));
  return [...before, ...execution(at, 1, fields, (text(fields, "CommandLine") ?? image).split(" "))];
}

function fileEvent(at: number, fields: Fields): string[] {
  const name = text(fields, "TargetFilename") ?? "/tmp/file";
  return systemCall(at, 1, "openat", fields, [
    `CWD cwd="/"`,
    `PATH item=0 name=${quoted(name.slice(0, name.lastIndexOf("/") + 1))} nametype=PARENT`,
    `PATH item=1 name=${quoted(name)} inode=7 mode=0100644 nametype=CREATE`,
  ]);
}

function connection(at: number, fields: Fields): string[] {
  const octets = (text(fields, "DestinationIp") ?? "203.0.113.9").split(".").map(Number);
  const port = Number(text(fields, "DestinationPort") ?? 443);
  const saddr = Buffer.from([2, 0, port >> 8, port & 255, ...octets, 0, 0, 0, 0, 0, 0, 0, 0])
    .toString("hex")
    .toUpperCase();
  return systemCall(at, 1, "connect", fields, [`SOCKADDR saddr=${saddr}`]);
}

function auditRecord(at: number, type: string, fields: Fields): string[] {
  const stamp = `msg=audit(${epoch + at * pace}.000:${at * pace + 1}):`;
  const said = Object.entries(fields)
    .filter(([name]) => name !== "type")
    .map(([name, value]) => `${name}=${String(value)}`);
  return [
    `type=${type} ${stamp} pid=1 uid=0 auid=1000 ses=3 msg='${said.join(" ")} exe="/usr/bin/x" hostname=? addr=? res=success'`,
  ];
}

/** Arguments as far as the rule names them, then its keywords as words. */
function argumentsOf(fields: Fields): string[] {
  const last = Math.max(0, ...Object.keys(fields).map((name) => Number(/^a(\d+)$/.exec(name)?.[1] ?? 0)));
  const named = Array.from({ length: last + 1 }, (_, index) => text(fields, `a${index}`) ?? "x");
  return [...named, ...(text(fields, "text")?.split(" ") ?? [])];
}

function auditd(at: number, fields: Fields): string[] {
  const type = (text(fields, "type") ?? "EXECVE").toUpperCase();
  const call = text(fields, "SYSCALL")?.toLowerCase();
  if (type === "EXECVE" || call === "execve") return execution(at, 1, fields, argumentsOf(fields));
  const kind = text(fields, "nametype") ?? "NORMAL";
  if (type === "PATH") {
    return systemCall(at, 1, "openat", fields, [
      `CWD cwd="/"`,
      `PATH item=0 name=${quoted(text(fields, "name") ?? "/tmp/x")} inode=7 nametype=${kind}`,
    ]);
  }
  if (type === "SYSCALL") return systemCall(at, 1, call ?? "openat", fields, []);
  return auditRecord(at, type, fields);
}

const programs: Readonly<Record<string, string>> = {
  guacamole: "guacd",
  cron: "crontab",
  clamav: "clamd",
  auth: "pkexec",
};

function syslogLine(at: number, service: string, fields: Fields): string {
  const program = programs[service] ?? (service === "" || service === "syslog" ? "app" : service);
  const said = text(fields, "text") ?? "";
  const message =
    service === "sudo"
      ? `user : TTY=pts/0 ; PWD=/home/user ; USER=${text(fields, "USER") ?? "root"} ; COMMAND=/usr/bin/id`
      : service === "cron"
        ? `(root) ${said} (root)`
        : said;
  return `${new Date((epoch + at * pace) * 1000).toISOString().replace("Z", "000+00:00")} host ${program}[${at + 1}]: ${message}`;
}

/** What the host's logs would hold for one event. */
export function rawLines({ category, service }: Logsource, fields: Fields, at: number): RawLog {
  if (category === "process_creation") return { file: "audit.log", lines: processCreation(at, fields) };
  if (category === "file_event") return { file: "audit.log", lines: fileEvent(at, fields) };
  if (category === "network_connection") return { file: "audit.log", lines: connection(at, fields) };
  if (service === "auditd") return { file: "audit.log", lines: auditd(at, fields) };
  return { file: "syslog", lines: [syslogLine(at, service ?? "", fields)] };
}
