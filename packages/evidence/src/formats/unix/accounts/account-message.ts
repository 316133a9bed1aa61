import type { LogEvent } from "@stanch/model/log-event";
import { pamMessage, setKind } from "../auth/auth-message.ts";

interface AccountForm {
  readonly pattern: RegExp;
  readonly action: string;
}

const forms: readonly AccountForm[] = [
  {
    pattern:
      /^(?:new user|new account added|created user|account added):? (?:to system )?(?:- )?(?:name=|account=)?(?<user>[^\s,]+)/,
    action: "user_added",
  },
  {
    pattern: /^(?:new group|group added):? (?:to \S+:? )?(?:- )?(?:name=|group=)?(?<group>[^\s,]+)/,
    action: "group_added",
  },
  { pattern: /^add(?:ed)? '(?<user>[^']+)' to (?:shadow )?group '(?<group>[^']+)'/, action: "group_member_added" },
  {
    pattern: /^add(?:ing)? (?:user )?'?(?<user>[^'\s]+)'? to (?:shadow )?group '?(?<group>[^'\s]+)'?/,
    action: "group_member_added",
  },
  { pattern: /^(?:user|member) (?<user>\S+) added by (?<by>\S+) to group (?<group>\S+)/, action: "group_member_added" },
  { pattern: /^delete(?:d)? user '(?<user>[^']+)'/, action: "user_deleted" },
  { pattern: /^(?:removed?|delete)(?:d)? (?:shadow )?group '(?<group>[^']+)'/, action: "group_deleted" },
  {
    pattern: /^(?:removed?|delete)(?:d)? '(?<user>[^']+)' from (?:shadow )?group '(?<group>[^']+)'/,
    action: "group_member_removed",
  },
  { pattern: /^user (?<user>\S+) removed by (?<by>\S+) from group (?<group>\S+)/, action: "group_member_removed" },
  { pattern: /^(?:change(?:d)?) user '(?<user>[^']+)' password/, action: "password_changed" },
  { pattern: /^password changed for (?<user>\S+)(?: by (?<by>\S+))?/, action: "password_changed" },
  {
    pattern: /^password for (?:user )?'?(?<user>[^'\s]+)'? changed(?: by '?(?<by>[^'\s]+)'?)?/,
    action: "password_changed",
  },
  { pattern: /^(?:change(?:d)?|lock|unlock) user '(?<user>[^']+)'/, action: "user_changed" },
  {
    pattern: /^changed? (?:password expiry|password aging|user) (?:for |information of )?'?(?<user>[^'\s]+)'?/,
    action: "user_changed",
  },
];
const pamChanged = /pam_\w+\([^)]*:chauthtok\): password changed for (\S+)/;

/** Messages of shadow's tools: useradd, usermod, userdel, passwd, chpasswd, groupadd, gpasswd, chage. */
export function accountMessage(message: string, event: LogEvent): void {
  const pam = pamChanged.exec(message);
  if (pam !== null) {
    setKind(event, "iam", "password_changed", "success");
    event["user.target.name"] = pam[1];
    return;
  }
  for (const { pattern, action } of forms) {
    const groups = pattern.exec(message)?.groups;
    if (groups === undefined) continue;
    setKind(event, "iam", action, "success");
    if (groups["user"] !== undefined) event["user.target.name"] = groups["user"];
    if (groups["group"] !== undefined) event["group.name"] = groups["group"];
    if (groups["by"] !== undefined) event["user.name"] = groups["by"];
    const rest = details(message);
    if (rest !== undefined) event.fields = rest;
    return;
  }
  if (pamMessage(message, event)) return;
  if (/^failed |cannot |can't |not (?:found|allowed)/i.test(message)) setKind(event, "iam", "user_changed", "failure");
}

const detail = /(?:^|[ ,])([A-Za-z_]+)=([^,]*)/g;

/** `name=x, UID=0, GID=0, home=/x, shell=/bin/sh`. */
function details(message: string): Record<string, string> | undefined {
  const found: Record<string, string> = {};
  let count = 0;
  for (const match of message.slice(0, 2048).matchAll(detail)) {
    found[match[1] ?? ""] = match[2] ?? "";
    count++;
  }
  return count === 0 ? undefined : found;
}
