import type { LogEvent } from "@stanch/model/log-event";
import {
  bitsEvents,
  classicPowershellEvents,
  defenderEvents,
  dnsClientEvents,
  ntlmEvents,
  powershellEvents,
  rdpClientEvents,
  rdpConnectionEvents,
  rdpCoreEvents,
  rdpSessionEvents,
  systemEvents,
  taskEvents,
  winrmEvents,
  wmiEvents,
} from "./channel-events.ts";
import { applyRule, type MeaningTable, type WindowsFields } from "./meaning-rule.ts";
import { securityEvents } from "./security-events.ts";
import { sysmonEvents } from "./sysmon-events.ts";

/** What Stanch knows of a channel. */
interface Channel {
  readonly module: string;
  readonly events: MeaningTable;
  /** Providers whose event numbers the table is about, where others write into the channel too. */
  readonly providers?: ReadonlySet<string>;
}

const nothing: MeaningTable = {};
const channel = (module: string, events: MeaningTable = nothing): Channel => ({ module, events });
const systemProviders = new Set([
  "",
  "Service Control Manager",
  "Microsoft-Windows-Eventlog",
  "Microsoft-Windows-Kernel-General",
  "Microsoft-Windows-Kernel-Power",
  "EventLog",
  "User32",
  "USER32",
]);

const channels: ReadonlyMap<string, Channel> = new Map(
  Object.entries({
    Security: channel("security", securityEvents),
    System: { module: "system", events: systemEvents, providers: systemProviders },
    Application: channel("application"),
    Setup: channel("setup"),
    "Microsoft-Windows-Sysmon/Operational": channel("sysmon", sysmonEvents),
    "Linux-Sysmon/Operational": channel("sysmon", sysmonEvents),
    "Windows PowerShell": channel("powershell", classicPowershellEvents),
    "Microsoft-Windows-PowerShell/Operational": channel("powershell", powershellEvents),
    "PowerShellCore/Operational": channel("powershell", powershellEvents),
    "Microsoft-Windows-Windows Defender/Operational": channel("defender", defenderEvents),
    "Microsoft-Windows-TaskScheduler/Operational": channel("taskscheduler", taskEvents),
    "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational": channel("rdp", rdpSessionEvents),
    "Microsoft-Windows-TerminalServices-RemoteConnectionManager/Operational": channel("rdp", rdpConnectionEvents),
    "Microsoft-Windows-RemoteDesktopServices-RdpCoreTS/Operational": channel("rdp", rdpCoreEvents),
    "Microsoft-Windows-TerminalServices-RDPClient/Operational": channel("rdp", rdpClientEvents),
    "Microsoft-Windows-WinRM/Operational": channel("winrm", winrmEvents),
    "Microsoft-Windows-WMI-Activity/Operational": channel("wmi", wmiEvents),
    "Microsoft-Windows-Bits-Client/Operational": channel("bits", bitsEvents),
    "Microsoft-Windows-DNS-Client/Operational": channel("dns", dnsClientEvents),
    "Microsoft-Windows-DNS Client Events/Operational": channel("dns", dnsClientEvents),
    "DNS Server": channel("dns"),
    "Microsoft-Windows-NTLM/Operational": channel("ntlm", ntlmEvents),
    "OpenSSH/Operational": channel("openssh"),
  }).map(([name, known]) => [name.toLowerCase(), known]),
);

/** Values of `event.module` that Windows records can have. */
export const windowsModules: readonly string[] = [
  ...new Set([...[...channels.values()].map((known) => known.module), "windows"]),
];

const unknown = channel("windows");
const byName = new Map<string, Channel>();

function channelOf(name: string): Channel {
  let known = byName.get(name);
  if (known === undefined) {
    // Hostile evidence can name any number of channels.
    if (byName.size > 1024) byName.clear();
    byName.set(name, (known = channels.get(name.toLowerCase()) ?? unknown));
  }
  return known;
}

/** `event.module` of records of a channel: `sysmon`, `security`, … or `windows` for channels without a name of their own. */
export const moduleOfChannel = (name: string): string => channelOf(name).module;

/**
 * Adds to an event of a Windows log what its channel and number mean in ECS terms. Unknown numbers add nothing.
 *
 * @example addMeaning(event, { Channel: "Security", EventID: 4625, TargetUserName: "admin", IpAddress: "203.0.113.9" });
 */
export function addMeaning(event: LogEvent, fields: WindowsFields, channelName: string, code: number): void {
  const { events, providers } = channelOf(channelName);
  const found = Object.hasOwn(events, code) ? events[code] : undefined;
  if (found === undefined || (providers !== undefined && !providers.has(event["event.provider"] ?? ""))) return;
  applyRule(event, fields, found);
}
