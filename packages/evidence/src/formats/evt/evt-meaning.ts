import type { FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { addMeaning } from "../evtx/windows-event.ts";

const logon =
  "TargetUserName TargetDomainName TargetLogonId LogonType LogonProcessName AuthenticationPackageName WorkstationName LogonGuid SubjectUserName SubjectDomainName SubjectLogonId ProcessId TransmittedServices IpAddress IpPort";
const refused =
  "TargetUserName TargetDomainName LogonType LogonProcessName AuthenticationPackageName WorkstationName SubjectUserName SubjectDomainName SubjectLogonId ProcessId TransmittedServices IpAddress IpPort";
const account = "TargetUserName TargetDomainName TargetSid SubjectUserName SubjectDomainName SubjectLogonId";
const member =
  "MemberName MemberSid TargetUserName TargetDomainName TargetSid SubjectUserName SubjectDomainName SubjectLogonId";
const logoff = "TargetUserName TargetDomainName TargetLogonId LogonType";

/** Number in the newer log, and the names of the texts, which the older log only counts. */
type Old = readonly [code: number, names: string];
const one = (code: number, names: string): Old => [code, names];

/** Channel "Security" before Windows Vista. Source: Microsoft, "Windows Server 2003 security events". */
const security: Readonly<Record<number, Old>> = {
  512: one(4608, ""),
  517: one(1102, "PrimaryUserName PrimaryDomain PrimaryLogonId SubjectUserName SubjectDomainName SubjectLogonId"),
  528: one(4624, logon),
  540: one(4624, logon),
  ...Object.fromEntries([529, 530, 531, 532, 533, 534, 535, 536, 537, 539].map((id) => [id, one(4625, refused)])),
  538: one(4634, logoff),
  551: one(4647, "TargetUserName TargetDomainName TargetLogonId"),
  552: one(
    4648,
    "SubjectUserName SubjectDomainName SubjectLogonId LogonGuid TargetUserName TargetDomainName TargetLogonGuid TargetServerName TargetInfo ProcessId IpAddress IpPort",
  ),
  576: one(4672, "SubjectUserName SubjectDomainName SubjectLogonId PrivilegeList"),
  592: one(4688, "NewProcessId NewProcessName ProcessId SubjectUserName SubjectDomainName SubjectLogonId"),
  593: one(4689, "ProcessId ProcessName SubjectUserName SubjectDomainName SubjectLogonId"),
  601: one(4697, "ServiceName ServiceFileName ServiceType ServiceStartType ServiceAccount"),
  602: one(4698, "TaskName Command"),
  612: one(4719, ""),
  624: one(4720, account),
  626: one(4722, account),
  627: one(4723, account),
  628: one(4724, account),
  629: one(4725, account),
  630: one(4726, account),
  632: one(4728, member),
  636: one(4732, member),
  642: one(4738, `Dummy ${account}`),
  644: one(4740, account),
  660: one(4756, member),
  672: one(4768, "TargetUserName TargetDomainName TargetSid ServiceName ServiceSid TicketOptions Status"),
  675: one(4771, "TargetUserName TargetSid ServiceName PreAuthType Status IpAddress"),
  680: one(4776, "PackageName TargetUserName Workstation Status"),
  682: one(4778, "AccountName AccountDomain LogonID SessionName ClientName ClientAddress"),
  683: one(4779, "AccountName AccountDomain LogonID SessionName ClientName ClientAddress"),
};

/** Which log a record is from: the file does not say, but its name and the sources do. */
export function channelOf(path: string, source: string): string | undefined {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  if (/sec(?:urity)?(?:event)?[^/]*\.evt/.test(name) || source === "Security") return "Security";
  if (/sys(?:tem)?(?:event)?[^/]*\.evt/.test(name)) return "System";
  if (/app(?:lication)?(?:event)?[^/]*\.evt/.test(name)) return "Application";
  return source === "Service Control Manager" || source === "EventLog" ? "System" : undefined;
}

/** Adds what a record means; the texts of security records get the names they have in the newer log. */
export function addEvtMeaning(
  event: LogEvent,
  fields: Record<string, FieldValue>,
  strings: readonly string[],
  channel: string,
  code: number,
): void {
  const old = channel === "Security" && Object.hasOwn(security, code) ? security[code] : undefined;
  if (old === undefined) return addMeaning(event, fields, channel, code);
  for (const [index, name] of old[1].split(" ").entries()) {
    const value = strings[index];
    if (value !== undefined && name !== "") fields[name] = value;
  }
  addMeaning(event, fields, channel, old[0]);
}
