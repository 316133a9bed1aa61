import type { CitedEvent } from "./cited-event.ts";
import type { Deed } from "./deed.ts";
import { type Foothold, strength } from "./foothold.ts";
import { explains, type Place, placeOfAct, sessionsAt, terminalOf } from "./session.ts";
import { sudoBehind } from "./sudo-trace.ts";
import type { Trail } from "./trail.ts";

/** Whose act it was, how that is known, and the sudo record that tells it. */
export interface Attribution {
  readonly actor: string;
  readonly kind: "fact" | "inference";
  readonly sudo: CitedEvent | undefined;
}

/** A foothold and how well it explains an act. */
interface Found {
  readonly hold: Foothold;
  readonly how: number;
}

/** The foothold that explains an act best: then the same account, then the newest. */
function best(trail: Trail, place: Place): Found | undefined {
  let found: Found | undefined;
  for (const hold of trail.holds) {
    const how = strength(hold, place, trail.book);
    if (how >= 0 && (found === undefined || isBetter({ hold, how }, found, place))) found = { hold, how };
  }
  return found;
}

function isBetter(one: Found, other: Found, { account }: Place): boolean {
  const owns = (found: Found): number => Number(found.hold.account === account);
  return (one.how - other.how || owns(one) - owns(other) || one.hold.from - other.hold.from) > 0;
}

/** Who had a foothold from which an act may have been done, whoever else was there. */
export function mayHaveDone(trail: Trail, one: CitedEvent): string | undefined {
  const sudo = sudoBehind(one, trail.sudo);
  const { event } = sudo ?? one;
  const place = placeOfAct(sudo ?? one, { host: event["host.name"] }, event["user.name"]);
  return place === undefined ? undefined : best(trail, place)?.hold.actor;
}

/** Whether somebody else's session, or one of an account, explains the act at least as well. */
function rivalled(trail: Trail, { hold, how }: Found, place: Place, account?: string): boolean {
  const own = trail.graph.find(hold.actor);
  for (const session of sessionsAt(trail.book, place.time)) {
    if (account !== undefined && session.account !== account) continue;
    if (trail.graph.find(session.actor) !== own && explains(session, place, trail.book) >= how) return true;
  }
  return false;
}

/**
 * Who did what a record without an address tells. It is laid to an intruder when its record names the intruder's session, or when
 * nobody else explains it as well; under an account that both were using, as an inference.
 */
export function placeOf(
  trail: Trail,
  one: CitedEvent | undefined,
  deed: Pick<Deed, "host" | "account">,
): Attribution | undefined {
  if (one === undefined) return undefined;
  const sudo = sudoBehind(one, trail.sudo);
  const account = sudo?.event["user.name"] ?? deed.account;
  const place = placeOfAct(sudo ?? one, deed, account);
  const found = place === undefined ? undefined : best(trail, place);
  if (place === undefined || found === undefined) return undefined;
  const { hold, how } = found;
  const { actor } = hold;
  if (!rivalled(trail, found, place)) {
    const own = how === 3 || (account !== undefined && account === hold.account);
    return { actor, kind: own && hold.kind !== "job" ? "fact" : "inference", sudo };
  }
  // Of two people under one account either may have done it, while both are known to be there.
  const shared = account !== undefined && hold.kind === "session" && hold.account === account && hold.session.ended;
  return shared && rivalled(trail, found, place, account) ? { actor, kind: "inference", sudo } : undefined;
}

const daemons =
  /^(?:daemon|bin|sys|sync|games|man|lp|mail|news|uucp|proxy|www-data|backup|list|irc|nobody|systemd-[\w-]+|_[\w-]+|messagebus|sshd|ntp|chrony|syslog|postfix|postdrop|dovecot|dovenull|mysql|mariadb|postgres|redis|mongodb|nginx|apache|httpd|tomcat|rabbitmq|elasticsearch|kibana|logstash|memcached?|named|bind|dnsmasq|polkitd?|tss|tcpdump|landscape|pollinate|uuidd|usbmux|rpc|rpcuser|nfsnobody|avahi|colord|clamav|zabbix|grafana|prometheus|docker|lxd|libvirt|qemu|kvm|Debian-exim|statd|unbound|dbus|gdm|lightdm|saned|pulse|rtkit|cups|ftp|vsftpd|proftpd|squid|opendkim|ssl-cert|crontab|netdev|input|sgx|render)$/;

/** Whether a record is what packages and daemons do of themselves: their own accounts, and root running sudo without a terminal. */
export function isDaemonsOwn(one: CitedEvent): boolean {
  const { event } = one;
  if (event["event.action"] === "sudo_command") return event["user.name"] === "root" && terminalOf(one) === "none";
  if (event["event.category"] !== "iam") return false;
  const { UID: id, shell } = event.fields ?? {};
  const system = Number(id) > 0 && Number(id) < 1000 && /(?:nologin|false)$/.test(String(shell ?? ""));
  return system || daemons.test(event["user.target.name"] ?? event["group.name"] ?? "");
}
