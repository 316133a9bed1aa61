import type { LogEvent } from "@stanch/model/log-event";
import { guessMeaning } from "../../generic/meaning/meaning.ts";
import { readStructured } from "../../generic/structured/structured.ts";
import { clamav } from "../../sensor/clamav/clamav.ts";
import { extensionFields } from "../../sensor/cef/cef.ts";
import { haproxy } from "../../web/haproxy/haproxy.ts";
import { syslogWeb } from "../../web/syslog-web/syslog-web.ts";
import { adminPanels } from "../application/admin-panels.ts";
import { ownFiles } from "../application/own-files.ts";
import { asterisk } from "../asterisk/asterisk.ts";
import { bind } from "../bind/bind.ts";
import { courier } from "../courier/courier.ts";
import { cyrus } from "../cyrus/cyrus.ts";
import { kerberos, radius, slapd, xmpp } from "../directory/directory.ts";
import { dnsmasq, nsd, unbound } from "../dns/dns.ts";
import { dovecot } from "../dovecot/dovecot.ts";
import { exim } from "../exim/exim.ts";
import { fail2ban } from "../fail2ban/fail2ban.ts";
import { freeswitch } from "../freeswitch/freeswitch.ts";
import { ftpd, proftpd, pureFtpd } from "../ftp/ftp.ts";
import { mailscanner, perdition, solidPop3, uwImap, webmail } from "../mail-other/mail-other.ts";
import { loginRefused } from "../message-rule/rule-makers.ts";
import { applyRules } from "../message-rule/message-rule.ts";
import type { Service } from "../message-rule/service.ts";
import { mongodb } from "../mongodb/mongodb.ts";
import { mssql } from "../mssql/mssql.ts";
import { mysql } from "../mysql/mysql.ts";
import { openvpn } from "../openvpn/openvpn.ts";
import { postfix } from "../postfix/postfix.ts";
import { postgresql } from "../postgresql/postgresql.ts";
import { routeros, scanDetectors, stunnel, threeProxy } from "../proxy/proxy.ts";
import { qmail } from "../qmail/qmail.ts";
import { redis } from "../redis/redis.ts";
import { screenSharing, xrdp } from "../remote-desktop/remote-desktop.ts";
import { samba } from "../samba/samba.ts";
import { sendmail } from "../sendmail/sendmail.ts";
import { dante, ipsec, softether, wireguard } from "../vpn/vpn.ts";
import { smallServices } from "../small/small.ts";
import { vsftpd } from "../vsftpd/vsftpd.ts";

const mail = [
  postfix,
  dovecot,
  exim,
  sendmail,
  courier,
  cyrus,
  qmail,
  perdition,
  uwImap,
  solidPop3,
  webmail,
  mailscanner,
];
const data = [mysql, postgresql, mongodb, mssql, redis, slapd, kerberos, radius, samba];
const access = [
  vsftpd,
  proftpd,
  pureFtpd,
  ftpd,
  openvpn,
  ipsec,
  wireguard,
  dante,
  softether,
  xrdp,
  screenSharing,
  xmpp,
];
const network = [
  bind,
  dnsmasq,
  unbound,
  nsd,
  asterisk,
  freeswitch,
  stunnel,
  threeProxy,
  scanDetectors,
  routeros,
  fail2ban,
];

/** Every service whose messages are understood. */
export const services: readonly Service[] = [
  ...mail,
  ...data,
  ...access,
  ...network,
  haproxy,
  clamav,
  ...syslogWeb,
  ...adminPanels,
  ...ownFiles,
  ...smallServices,
];

/** Services whose messages may stand behind a bare date, with no word of who wrote them. */
const anonymous: readonly Service[] = [
  ...ownFiles,
  // Its words are too common to be known without the name.
  ...adminPanels.filter(({ module }) => module !== "sympa"),
  ...smallServices,
  softether,
  threeProxy,
  scanDetectors,
  stunnel,
  webmail,
  xmpp,
  fail2ban,
];

const byProgram = new Map<string, Service | undefined>();

/** The service of a syslog program name (without process number), or undefined. */
export function serviceOf(program: string): Service | undefined {
  const name = program.toLowerCase();
  if (byProgram.has(name)) return byProgram.get(name);
  const found = services.find((service) => service.programs.test(name));
  // Names come from evidence: a hostile log must not fill memory with them.
  if (byProgram.size < 10_000) byProgram.set(name, found);
  return found;
}

function readAnonymous(message: string, event: LogEvent): boolean {
  for (const service of anonymous) {
    if (!applyRules(service.rules, message, event)) continue;
    event["event.module"] = service.module;
    event["event.category"] ??= service.category;
    return true;
  }
  return false;
}

/** PAM writes this under the name of whatever program asked it. */
const pamFailure = [
  loginRefused("authentication failure;", /authentication failure;.*? rhost=(?<ip>\S+)(?:\s+user=(?<user>.*))?$/),
];

export interface ServiceMessages {
  /**
   * Reads the message a program wrote. Sets module, category, action, outcome and parties; true when the program or the message
   * is one of ours. `program` is undefined where only a date stands before the message.
   */
  read(program: string | undefined, message: string, event: LogEvent): boolean;
}

/**
 * Reads messages of services; one for each source file, since some say in several lines what happened.
 *
 * @example openServiceMessages().read("dovecot", "imap-login: Login: user=<a>, rip=192.0.2.1", event)
 */
export function openServiceMessages(): ServiceMessages {
  const states = new Map<Service, ReturnType<NonNullable<Service["follow"]>>>();
  const give = (service: Service, message: string, event: LogEvent): void => {
    event["event.module"] = service.module;
    event["event.category"] = service.category;
    const fits = applyRules(service.rules, message, event) || applyRules(pamFailure, message, event);
    if (service.follow !== undefined) {
      let state = states.get(service);
      if (state === undefined) states.set(service, (state = service.follow()));
      state(message, event, fits);
    }
    if (!fits && event["event.outcome"] === undefined) event["event.outcome"] = "unknown";
  };
  return {
    read(program, message, event) {
      const service = program === undefined ? undefined : serviceOf(program);
      if (service !== undefined) {
        give(service, message, event);
        return true;
      }
      if (readAnonymous(message, event)) return true;
      if (!extensionFields(message, event) && !readStructured(message, event)) guessMeaning(message, event);
      return false;
    },
  };
}
