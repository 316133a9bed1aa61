import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { filetimeMicros, filetimeText } from "../evtx/filetime.ts";
import { type HiveFile, type HiveKey, type HiveValue, valueText } from "./hive-file.ts";
import { shimCache } from "./shim-cache.ts";

/** What one place of the registry says. */
export interface Finding {
  readonly at: number;
  readonly time: number | undefined;
  readonly set: Partial<LogEvent>;
  readonly fields: Record<string, FieldValue>;
}

/** A place of the registry that says something about an intrusion. `*` in the path is any name. */
export interface Artefact {
  readonly path: string;
  read(hive: HiveFile, key: HiveKey, path: string): Iterable<Finding>;
}

const filled = (value: string | undefined): string | undefined => (value === "" ? undefined : value);
const safe = (name: string): string => (name === "__proto__" ? "__proto__ " : name);

function texts(hive: HiveFile, key: HiveKey): Record<string, string> {
  const found: Record<string, string> = {};
  for (const value of hive.valuesOf(key)) found[safe(value.name)] = valueText(value);
  return found;
}

/** Each value of the key is a command. */
function* commands(hive: HiveFile, key: HiveKey, path: string): Generator<Finding> {
  for (const value of hive.valuesOf(key)) {
    const command = valueText(value);
    if (command === "" || value.name === "MRUList") continue;
    yield {
      at: value.at,
      time: key.written,
      set: {
        "event.category": "registry",
        "event.action": "autostart_entry",
        "registry.path": `${path}\\${value.name}`,
        "process.command_line": command.replace(/\\1$/, ""),
      },
      fields: { TargetObject: `${path}\\${value.name}`, Details: command },
    };
  }
}

/** Only the named values of the key are commands. */
const named = (...names: string[]): Artefact["read"] =>
  function* read(hive, key, path) {
    for (const finding of commands(hive, key, path)) {
      const name = String(finding.fields["TargetObject"]).slice(path.length + 1);
      if (names.includes(name.toLowerCase())) yield finding;
    }
  };

function* typed(hive: HiveFile, key: HiveKey, path: string): Generator<Finding> {
  for (const finding of commands(hive, key, path)) {
    yield { ...finding, set: { ...finding.set, "event.category": "process", "event.action": "command_typed" } };
  }
}

function* service(hive: HiveFile, key: HiveKey, path: string): Generator<Finding> {
  const values = texts(hive, key);
  const image = filled(values["ImagePath"]);
  if (image === undefined) return;
  yield {
    at: key.at,
    time: key.written,
    set: {
      "event.category": "configuration",
      "event.action": "service_entry",
      "service.name": key.name,
      "process.command_line": image,
      "registry.path": path,
    },
    fields: values,
  };
}

const filetimeAt = (data: Buffer, at: number): string | undefined => {
  if (data.length < at + 8) return undefined;
  const [low, high] = [data.readUInt32LE(at), data.readUInt32LE(at + 4)];
  return filetimeMicros(low, high) === undefined ? undefined : filetimeText(low, high);
};

/** The account's name, in the part of `V` that its third entry points to. */
function accountName(data: Buffer | undefined): string | undefined {
  if (data === undefined || data.length < 0xcc) return undefined;
  const from = 0xcc + data.readUInt32LE(0x0c);
  return filled(
    data.toString("utf16le", Math.min(from, data.length), Math.min(from + data.readUInt32LE(0x10), data.length)),
  );
}

function* account(hive: HiveFile, key: HiveKey, path: string): Generator<Finding> {
  if (!/^[\da-f]{8}$/i.test(key.name)) return;
  const values = new Map<string, HiveValue>([...hive.valuesOf(key)].map((value) => [value.name, value]));
  const f = values.get("F")?.data ?? Buffer.alloc(0);
  const fields: Record<string, FieldValue> = { rid: Number.parseInt(key.name, 16) };
  for (const [name, at] of [
    ["last_logon", 8],
    ["password_set", 24],
    ["last_refused", 40],
  ] as const) {
    const time = filetimeAt(f, at);
    if (time !== undefined) fields[name] = time;
  }
  if (f.length >= 68) {
    fields["disabled"] = (f.readUInt16LE(56) & 1) !== 0;
    fields["refused"] = f.readUInt16LE(64);
    fields["logons"] = f.readUInt16LE(66);
  }
  const user = accountName(values.get("V")?.data);
  yield {
    at: key.at,
    time: key.written,
    set: {
      "event.category": "iam",
      "event.action": "account_entry",
      "registry.path": path,
      "user.id": String(fields["rid"]),
      ...(user === undefined ? {} : { "user.name": user }),
    },
    fields,
  };
}

function* usb(hive: HiveFile, key: HiveKey, path: string): Generator<Finding> {
  const fields = texts(hive, key);
  const set = { "event.category": "host", "event.action": "usb_device", "registry.path": path } as const;
  yield { at: key.at, time: key.written, set, fields: { ...fields, serial: key.name } };
}

const rotated = (text: string): string =>
  text.replace(/[a-z]/gi, (c) => String.fromCharCode(c.charCodeAt(0) + (c.toLowerCase() < "n" ? 13 : -13)));

function* userAssist(hive: HiveFile, key: HiveKey, path: string): Generator<Finding> {
  for (const value of hive.valuesOf(key)) {
    const { data } = value;
    const at = data.length >= 72 ? 60 : 8;
    const name = rotated(value.name);
    if (data.length < 16 || name.startsWith("UEME_CTL")) continue;
    yield {
      at: value.at,
      time: filetimeMicros(data.readUInt32LE(at), data.readUInt32LE(at + 4)),
      set: {
        "event.category": "process",
        "event.action": "program_run",
        "registry.path": path,
        ...(name === "" ? {} : { "process.executable": name }),
      },
      fields: { name, runs: data.readUInt32LE(4) },
    };
  }
}

function* shim(hive: HiveFile, key: HiveKey, path: string): Generator<Finding> {
  for (const value of hive.valuesOf(key)) {
    if (value.name !== "AppCompatCache") continue;
    for (const [position, entry] of shimCache(value.data).entries()) {
      const set = { "event.category": "file", "event.action": "program_present", "registry.path": path } as const;
      const executable = entry.path === "" ? {} : { "file.path": entry.path };
      yield {
        at: value.at,
        time: entry.modified,
        set: { ...set, ...executable },
        fields: { position, path: entry.path },
      };
    }
  }
}

function* inventory(hive: HiveFile, key: HiveKey, path: string): Generator<Finding> {
  const fields = texts(hive, key);
  const file = filled(fields["LowerCaseLongPath"] ?? fields["15"]);
  if (file === undefined) return;
  const hash = (fields["FileId"] ?? fields["101"] ?? "").replace(/^0000/, "").toLowerCase();
  yield {
    at: key.at,
    time: key.written,
    set: {
      "event.category": "file",
      "event.action": "program_present",
      "file.path": file,
      "registry.path": path,
      ...(hash === "" ? {} : { "file.hash": hash }),
    },
    fields,
  };
}

function* server(hive: HiveFile, key: HiveKey, path: string): Generator<Finding> {
  const fields = texts(hive, key);
  const user = filled(fields["UsernameHint"]);
  yield {
    at: key.at,
    time: key.written,
    set: {
      "event.category": "network",
      "event.action": "rdp_server_used",
      "registry.path": path,
      "destination.address": key.name,
      ...(user === undefined ? {} : { "user.name": user }),
    },
    fields,
  };
}

const run = ["Run", "RunOnce", "RunServices", "Policies\\Explorer\\Run"];
const roots = ["Microsoft", "Wow6432Node\\Microsoft", "Software\\Microsoft"];
const explorer = "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer";

/** Places that are read, in the hives SYSTEM, SOFTWARE, SAM, NTUSER.DAT and Amcache.hve. */
export const artefacts: readonly Artefact[] = [
  ...roots.flatMap((root) =>
    run.map((name) => ({ path: `${root}\\Windows\\CurrentVersion\\${name}`, read: commands })),
  ),
  ...roots.map((root) => ({
    path: `${root}\\Windows NT\\CurrentVersion\\Winlogon`,
    read: named("shell", "userinit", "taskman"),
  })),
  ...roots.map((root) => ({
    path: `${root}\\Windows NT\\CurrentVersion\\Windows`,
    read: named("appinit_dlls", "load", "run"),
  })),
  {
    path: "Microsoft\\Windows NT\\CurrentVersion\\Image File Execution Options\\*",
    read: named("debugger"),
  },
  { path: "ControlSet*\\Services\\*", read: service },
  { path: "ControlSet*\\Enum\\USBSTOR\\*\\*", read: usb },
  { path: "ControlSet*\\Control\\Session Manager\\AppCompatCache", read: shim },
  { path: "SAM\\Domains\\Account\\Users\\*", read: account },
  { path: `${explorer}\\UserAssist\\*\\Count`, read: userAssist },
  { path: `${explorer}\\RunMRU`, read: typed },
  { path: `${explorer}\\TypedPaths`, read: typed },
  { path: "Software\\Microsoft\\Terminal Server Client\\Servers\\*", read: server },
  { path: "Root\\InventoryApplicationFile\\*", read: inventory },
  { path: "Root\\File\\*\\*", read: inventory },
];
