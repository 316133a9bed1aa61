import type { LogEvent } from "@stanch/model/log-event";
import { channelCategories, sysmonCategories, windowsChannels } from "@stanch/sigma/data/windows-logsource";
import type { Logsource } from "@stanch/sigma/document";
import type { RuleSet } from "@stanch/sigma/rule-set";
import { addressAt, hexText, type Random } from "./random.ts";
import { colour, coloured, type Fields, start } from "./sigma-colour.ts";

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
