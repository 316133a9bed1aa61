import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { channelCategories, sysmonCategories, windowsChannels } from "@stanch/sigma/data/windows-logsource";
import type { Logsource } from "@stanch/sigma/document";
import type { Expr } from "@stanch/sigma/expr";
import type { RuleSet } from "@stanch/sigma/rule-set";
import { witnessEvents } from "../packages/sigma/test/witness-event.testkit.ts";
import { addressAt, hexText, type Random } from "./random.ts";

type Fields = Record<string, FieldValue>;

interface Program {
  readonly image: string;
  readonly original: string;
  readonly line: string;
  readonly parent: string;
  readonly parentLine: string;
  readonly company: string;
}

const system = "C:\\Windows\\System32";
const program = (
  image: string,
  original: string,
  line: string,
  parent: string,
  parentLine: string,
  company = "Microsoft Corporation",
): Program => ({ image, original, line, parent, parentLine, company });
const services = `${system}\\services.exe`;
const explorer = "C:\\Windows\\explorer.exe";
const chrome = "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe";

/** What runs on a workplace all day. `#` stands for a number that differs each time. */
const programs: readonly Program[] = [
  program(
    `${system}\\svchost.exe`,
    "svchost.exe",
    `${system}\\svchost.exe -k netsvcs -p -s wlidsvc`,
    services,
    services,
  ),
  program(
    `${system}\\svchost.exe`,
    "svchost.exe",
    `${system}\\svchost.exe -k LocalService -p -s BthAvctpSvc`,
    services,
    services,
  ),
  program(
    `${system}\\backgroundTaskHost.exe`,
    "backgroundTaskHost.exe",
    `"${system}\\backgroundTaskHost.exe" -ServerName:App.AppXmtcan0h2tfbfy7k9kn8hbxb6dmzz1zh0.mca`,
    `${system}\\svchost.exe`,
    `${system}\\svchost.exe -k DcomLaunch -p`,
  ),
  program(
    `${system}\\RuntimeBroker.exe`,
    "RuntimeBroker.exe",
    `${system}\\RuntimeBroker.exe -Embedding`,
    `${system}\\svchost.exe`,
    `${system}\\svchost.exe -k DcomLaunch -p`,
  ),
  program(
    `${system}\\SearchProtocolHost.exe`,
    "SearchProtocolHost.exe",
    `"${system}\\SearchProtocolHost.exe" Global\\UsGthrFltPipeMssGthrPipe#_ Global\\UsGthrCtrlFltPipeMssGthrPipe# 1 -2147483646 "Software\\Microsoft\\Windows Search"`,
    `${system}\\SearchIndexer.exe`,
    `${system}\\SearchIndexer.exe /Embedding`,
  ),
  program(
    chrome,
    "chrome.exe",
    `"${chrome}" --type=renderer --field-trial-handle=#,i,1234 --lang=en-US --device-scale-factor=1 --renderer-client-id=# /prefetch:1`,
    chrome,
    `"${chrome}" `,
    "Google LLC",
  ),
  program(
    "C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE",
    "Outlook.exe",
    '"C:\\Program Files\\Microsoft Office\\root\\Office16\\OUTLOOK.EXE" ',
    explorer,
    explorer,
  ),
  program(
    "C:\\Program Files\\Vendor\\Agent\\agent.exe",
    "agent.exe",
    '"C:\\Program Files\\Vendor\\Agent\\agent.exe" --collect --interval # --output "C:\\ProgramData\\Vendor\\#.json"',
    services,
    services,
    "Vendor GmbH",
  ),
];
const libraries = ["ntdll.dll", "kernel32.dll", "ucrtbase.dll", "combase.dll", "bcrypt.dll", "msvcp_win.dll"];
const users = ["CORP\\anna", "NT AUTHORITY\\SYSTEM", "CORP\\svc-backup", "NT AUTHORITY\\LOCAL SERVICE"];
const hosts = ["ctldl.windowsupdate.com", "teams.microsoft.com", "intranet.corp.example", "ocsp.digicert.com"];
const keys = [
  "HKLM\\System\\CurrentControlSet\\Services\\bam\\State\\UserSettings",
  "HKU\\S-1-5-21-1\\Software\\Vendor\\Window",
  "HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Diagnostics",
];

const guid = (random: Random): string =>
  `{${hexText(random, 8)}-${hexText(random, 4)}-${hexText(random, 4)}-${hexText(random, 12)}}`;
const image = (random: Random): string => random.pick(programs).image;

function process(random: Random): Fields {
  return {
    UtcTime: `2026-03-01 02:14:${String(random.below(60)).padStart(2, "0")}.123`,
    ProcessGuid: guid(random),
    ProcessId: random.below(20_000),
    Image: image(random),
    User: random.pick(users),
    RuleName: "-",
  };
}

const common: Readonly<Record<number, (random: Random) => Fields>> = {
  1: (random) => {
    const { image: path, original, line, parent, parentLine, company } = random.pick(programs);
    return {
      ...process(random),
      Image: path,
      CommandLine: line.replaceAll("#", () => String(random.below(100_000))),
      CurrentDirectory: `${system}\\`,
      ParentImage: parent,
      ParentCommandLine: parentLine,
      OriginalFileName: original,
      Company: company,
      Product: "Operating System",
      Description: "Host Process",
      FileVersion: "10.0.19041.1",
      IntegrityLevel: random.pick(["Medium", "Low", "AppContainer"]),
      LogonId: `0x${hexText(random, 5)}`,
      Hashes: `SHA256=${hexText(random, 64).toUpperCase()},IMPHASH=${hexText(random, 32).toUpperCase()}`,
    };
  },
  3: (random) => ({
    ...process(random),
    Protocol: "tcp",
    Initiated: random.pick(["true", "false"]),
    SourceIp: "10.0.0.7",
    SourcePort: 49_152 + random.below(16_000),
    DestinationIp: addressAt(random.below(5000)),
    DestinationHostname: random.pick(hosts),
    DestinationPort: random.pick([80, 443, 443, 53, 389]),
  }),
  7: (random) => ({
    ...process(random),
    ImageLoaded: `${system}\\${random.pick(libraries)}`,
    OriginalFileName: random.pick(libraries),
    Signed: "true",
    Signature: "Microsoft Windows",
    SignatureStatus: "Valid",
    Hashes: `SHA256=${hexText(random, 64).toUpperCase()}`,
  }),
  10: (random) => ({
    ...process(random),
    SourceImage: image(random),
    TargetImage: image(random),
    GrantedAccess: random.pick(["0x1000", "0x1400", "0x3000"]),
    CallTrace: `C:\\Windows\\SYSTEM32\\ntdll.dll+${hexText(random, 5)}|C:\\Windows\\System32\\KERNELBASE.dll+${hexText(random, 5)}|UNKNOWN(${hexText(random, 12)})`,
  }),
  11: (random) => ({
    ...process(random),
    TargetFilename: `C:\\Users\\anna\\AppData\\Local\\Google\\Chrome\\User Data\\Default\\Cache\\f_${hexText(random, 6)}`,
    CreationUtcTime: "2026-03-01 02:14:07.123",
  }),
  13: (random) => ({
    ...process(random),
    EventType: "SetValue",
    TargetObject: `${random.pick(keys)}\\${hexText(random, 8)}`,
    Details: `DWORD (0x${hexText(random, 8)})`,
  }),
  22: (random) => ({
    ...process(random),
    QueryName: random.pick(hosts),
    QueryStatus: 0,
    QueryResults: addressAt(random.below(5000)),
  }),
};

/** How often the kinds come on a busy host. */
const mix = [1, 1, 3, 3, 7, 7, 10, 10, 11, 11, 11, 13, 13, 13, 22];

const sysmon = "Microsoft-Windows-Sysmon/Operational";

/** Channel and EventID under which a rule's events come. */
function header({ category, service }: Logsource): Fields | undefined {
  const number = (table: Readonly<Record<number, readonly string[]>>): number | undefined =>
    Object.keys(table)
      .map(Number)
      .find((one) => category !== undefined && table[one]?.includes(category) === true);
  if (category === undefined) {
    const channel = windowsChannels[service ?? ""]?.[0];
    return channel === undefined ? undefined : { Channel: channel };
  }
  const own = number(sysmonCategories);
  if (own !== undefined) return { Channel: sysmon, EventID: own };
  for (const [name, table] of Object.entries(channelCategories)) {
    const found = number(table);
    if (found !== undefined) return { Channel: windowsChannels[name]?.[0] ?? "", EventID: found };
  }
  return undefined;
}

/** What a rule asks for, laid over an ordinary event of its kind: whole, or only one of its fields. */
function coloured(set: RuleSet, rule: number, random: Random, whole: boolean): Fields {
  const expr = set.condition(rule) as Expr;
  const wanted = witnessEvents(expr).next().value ?? {};
  if (whole) return wanted;
  const names = Object.keys(wanted);
  if (names.length === 0) return {};
  const name = random.pick(names);
  return { [name]: wanted[name] ?? "" };
}

const start = { time: 1_772_331_247_000_000, digits: 0, basis: "stated", offset: 0, record: 1 } as const;

/** One in fifty events is made to match a rule and one in ten has one value of a rule; the rest is what hosts do all day. */
function colour(random: Random): "whole" | "part" | "none" {
  const dice = random.unit();
  return dice < 0.02 ? "whole" : dice < 0.12 ? "part" : "none";
}

/** Events of Windows hosts, most of them Sysmon's. */
export function windowsEvents(set: RuleSet, count: number, random: Random): LogEvent[] {
  const usable = [...set.rules.keys()].filter((rule) => header(set.rules[rule]?.logsource ?? {}) !== undefined);
  return Array.from({ length: count }, (): LogEvent => {
    const kind = colour(random);
    const rule = random.pick(usable);
    const under = kind === "none" ? undefined : header(set.rules[rule]?.logsource ?? {});
    const id = Number(under?.["EventID"] ?? random.pick(mix));
    const usual = (under?.["Channel"] ?? sysmon) === sysmon ? (common[id]?.(random) ?? process(random)) : {};
    const fields = {
      Channel: sysmon,
      EventID: id,
      Computer: `ws-${random.below(200)}.corp.example`,
      ...usual,
      ...under,
      ...(kind === "none" ? {} : coloured(set, rule, random, kind === "whole")),
    };
    return { ...start, "event.module": "sysmon", fields };
  });
}

const commands = [
  "ls -la /srv/app",
  "grep -r timeout /etc/nginx",
  "date +%s",
  "systemctl is-active nginx",
  "python3 /opt/agent/collect.py --interval 60",
  "sh -c test -f /var/run/x.pid",
];

function auditEvent(random: Random, category: string, asked: Fields): LogEvent {
  const line = random.pick(commands);
  const words = line.split(" ");
  const shared = {
    pid: random.below(30_000),
    ppid: 1,
    uid: "33",
    auid: "1000",
    ses: "3",
    arch: "c000003e",
    success: "yes",
    exit: "0",
    tty: "(none)",
    key: "exec",
    cwd: "/var/www",
  };
  const base = { ...start, "event.module": "auditd", "host.name": `web-${random.below(40)}` } as const;
  if (category === "file_event") {
    const path = `/var/cache/app/${hexText(random, 12)}`;
    return {
      ...base,
      "event.category": "file",
      "event.action": "file_created",
      "file.path": path,
      "event.outcome": "success",
      fields: {
        ...shared,
        type: ["SYSCALL", "CWD", "PATH"],
        syscall: "257",
        name: ["/var/cache/app/", path],
        nametype: ["PARENT", "CREATE"],
        TargetFilename: path,
        Image: "/usr/sbin/nginx",
        ...asked,
      },
    };
  }
  if (category === "network_connection") {
    const ip = addressAt(random.below(5000));
    return {
      ...base,
      "event.category": "network",
      "event.action": "connection_started",
      "destination.ip": ip,
      "destination.port": 443,
      fields: {
        ...shared,
        type: ["SYSCALL", "SOCKADDR"],
        syscall: "42",
        Image: "/usr/sbin/nginx",
        DestinationIp: ip,
        DestinationPort: 443,
        Initiated: "true",
        ...asked,
      },
    };
  }
  const args = Object.fromEntries(words.map((word, at) => [`a${at}`, word]));
  const text = `type=SYSCALL arch=c000003e syscall=59 success=yes exit=0 ppid=1 comm="${words[0]}" exe="/usr/bin/${words[0]}"`;
  return {
    ...base,
    "event.category": "process",
    "event.action": "process_started",
    "process.command_line": line,
    "process.executable": `/usr/bin/${words[0]}`,
    "event.outcome": "success",
    message: text,
    fields: {
      ...shared,
      ...args,
      type: ["SYSCALL", "EXECVE", "CWD", "PATH", "PROCTITLE"],
      syscall: "59",
      SYSCALL: "execve",
      exe: `/usr/bin/${words[0]}`,
      comm: words[0] ?? "",
      proctitle: line,
      Image: `/usr/bin/${words[0]}`,
      CommandLine: line,
      CurrentDirectory: "/var/www",
      User: "www-data",
      ParentImage: "/bin/dash",
      ParentCommandLine: "sh -c ./run.sh",
      ...asked,
    },
  };
}

/** Events of audited Linux hosts. */
export function linuxEvents(set: RuleSet, count: number, random: Random): LogEvent[] {
  const categories = new Set(["process_creation", "file_event", "network_connection"]);
  const usable = [...set.rules.keys()].filter((rule) => {
    const { category, service } = set.rules[rule]?.logsource ?? {};
    return service === "auditd" || categories.has(category ?? "");
  });
  return Array.from({ length: count }, (): LogEvent => {
    const kind = colour(random);
    const rule = random.pick(usable);
    const category = set.rules[rule]?.logsource?.category ?? "process_creation";
    const usual = random.pick([
      "process_creation",
      "process_creation",
      "process_creation",
      "file_event",
      "network_connection",
    ]);
    return kind === "none"
      ? auditEvent(random, usual, {})
      : auditEvent(random, category, coloured(set, rule, random, kind === "whole"));
  });
}
