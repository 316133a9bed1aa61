import type { Vector } from "@stanch/model/answer";
import type { LogEvent } from "@stanch/model/log-event";
import { actTable } from "./act-table.ts";
import { compareDeeds, type Deed } from "./deed.ts";

const byModule: Readonly<Record<string, Vector>> = {
  vsftpd: "ftp",
  proftpd: "ftp",
  "pure-ftpd": "ftp",
  ftpd: "ftp",
  xferlog: "ftp",
  xrdp: "rdp",
  smbd: "smb",
  samba: "smb",
  mysqld: "database",
  mysql: "database",
  mariadb: "database",
  postgresql: "database",
  mongodb: "database",
  redis: "database",
  mssql: "database",
  postfix: "mail",
  dovecot: "mail",
  exim: "mail",
  sendmail: "mail",
  qmail: "mail",
  exchange: "mail",
  zimbra: "mail",
  "uw-imap": "mail",
  named: "dns",
  bind: "dns",
  unbound: "dns",
  nsd: "dns",
  dnsmasq: "dns",
};

/** Logon types of Windows Security 4624/4625. Source: Microsoft, "4624(S): An account was successfully logged on". */
function windowsVector(event: LogEvent): Vector | undefined {
  const type = String(event.fields?.["LogonType"] ?? "");
  if (type === "10" || type === "7") return "rdp";
  if (type === "3") return "smb";
  return event["event.module"] === "security" ? "unknown" : undefined;
}

function sshVector(event: LogEvent): Vector {
  return /publickey|certificate/i.test(event.message ?? "") ? "ssh-key" : "ssh-password";
}

/** How one event, seen as an attempt to get in, got or tried to get in. */
export function vectorOf(event: LogEvent): Vector {
  const module = event["event.module"] ?? "";
  // sshd leaves this mark in btmp.
  if (event["session.id"] === "ssh:notty") return "ssh-password";
  if (module === "sshd" || module === "dropbear") return sshVector(event);
  const known = byModule[module];
  if (known !== undefined) return known;
  if (event["event.category"] === "web") return "web-login";
  return windowsVector(event) ?? "unknown";
}

/** The way in that a deed is, or was meant to be; undefined for deeds that are no way in. */
export function vectorOfDeed(deed: Deed): Vector | undefined {
  switch (deed.act) {
    case "guess-success":
    case "login":
    case "guess":
    case "spray": {
      const wanted = actTable[deed.act].inside
        ? deed.events.findLast((one) => one.event["event.outcome"] === "success")
        : deed.events[0];
      return vectorOf((wanted ?? deed.events[0])?.event ?? ({} as LogEvent));
    }
    case "exploit":
    case "exploit-success":
    case "upload":
      return "web-exploit";
    case "web-shell":
      return "web-shell";
    default:
      return undefined;
  }
}

const known = (deed: Deed): boolean => vectorOfDeed(deed) !== "unknown";

/**
 * The way in of a thread: the first deed that got inside and is a way in; for attempts, what was tried most.
 * An upload or exploit right before a web shell is the way in, not the shell.
 */
export function vectorOfThread(deeds: readonly Deed[], succeeded: boolean): { vector: Vector; deed: Deed | undefined } {
  const ways = deeds.filter((deed) => vectorOfDeed(deed) !== undefined);
  const inside = ways.filter((deed) => deed.outcome === "success" && actTable[deed.act].inside).sort(compareDeeds);
  const chosen = succeeded ? (inside.find(known) ?? inside[0]) : ways.toSorted((a, b) => b.count - a.count)[0];
  const vector = chosen === undefined ? undefined : vectorOfDeed(chosen);
  return { vector: vector ?? "unknown", deed: chosen };
}
