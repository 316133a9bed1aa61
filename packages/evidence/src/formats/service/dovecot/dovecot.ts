import { loginGranted, loginRefused, noted } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

const who = String.raw`(?:.*?user=<(?<user>[^>]*)>)?.*?\brip=(?<ip>[^,\s]+)(?:.*?\blip=(?<dip>[^,\s]+))?`;

/** Dovecot: login processes and the authentication process. Source: dovecot source, `src/login-common`, `src/auth`. */
export const dovecot: Service = {
  module: "dovecot",
  category: "email",
  programs: /^(?:dovecot(?:[(-].*|-auth)?|auth|auth-worker(?:\(.*\))?|(?:imap|pop3|managesieve|submission)-login)$/,
  rules: [
    loginRefused(
      "rip=",
      new RegExp(
        String.raw`(?:-login: |^)(?:Info: |Error: )?(?:Aborted login(?: by logging out)?|Disconnected|Login aborted|Remote closed connection|Client has quit the connection)(?::[^(]{0,80})? ?[(\[][^)\]]*(?:auth failed|tried to use (?:disabled|disallowed|unsupported)|auth process communication failure|client didn't finish SASL auth|proxy dest auth failed)[^\n]*?[)\]](?:.*?\[[^\]]*\])?:? ` +
          who,
      ),
    ),
    loginRefused(
      "authenticate() failed",
      /pam\((?<user>.*),(?<ip>[\d.:a-fA-F]+)(?:,<[^>]*>)?\): (?:pam_authenticate\(\) failed: |unknown user)/,
    ),
    loginRefused(
      "",
      /(?:auth(?:-worker)?(?:\(\d+\))?: )?(?:Info: |Error: )?(?:conn unix:\S+ .*?: )?(?:auth-worker.*?: request \[\d+\]: )?(?:pam|passwd-file|passwd|sql|ldap|lua|shadow|vpopmail|checkpassword|bsdauth|static|passdb|policy|dict|oauth2|imap)\((?<user>.*),(?<ip>[\d.:a-fA-F]+)(?:,(?:<[^>]*>)?)?\): (?:Password mismatch|unknown user|[Ii]nvalid credentials|Login failed|Authentication failure|Credentials? mismatch|Authentication failed|given password|.*authentication failure)/i,
    ),
    loginRefused(
      "authentication failure",
      /pam_unix\(dovecot:auth\): authentication failure;.*? rhost=(?<ip>\S+)(?: +user=(?<user>\S*))?/,
    ),
    loginRefused(
      "Authentication failure",
      /^(?:auth: )?(?:LOGIN|PLAIN)\((?<user>[^,]*),(?<ip>[^,)]+).*?\): .*Authentication failure/,
    ),
    loginGranted("Login: ", new RegExp(String.raw`Login: ` + who)),
    loginGranted("Logged in", new RegExp(String.raw`-login: (?:Info: )?Logged in: ` + who)),
    noted(
      "rip=",
      new RegExp(String.raw`(?:Aborted login|Disconnected|Login aborted)\b` + who),
      "connection_closed",
      "authentication",
    ),
    noted("Disconnected", /^(?:imap|pop3)\((?<user>[^)]*)\)/, "logout"),
    noted("Logged out", /^(?:imap|pop3)\((?<user>[^)]*)\)/, "logout"),
  ],
};

/** Dovecot's own log (`log_path`, `info_log_path`). */
export const dovecotLog = serviceFormat({
  id: "dovecot",
  names: { zh: "Dovecot 邮件日志", en: "Dovecot log" },
  module: dovecot.module,
  category: dovecot.category,
  references: ["https://doc.dovecot.org/latest/core/admin/logging.html"],
  line: /^(?:dovecot: )?(?<date>(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2} [ \d]\d) \d\d:\d\d:\d\d) (?:dovecot: )?(?<message>(?:[\w-]+(?:\([^)]*\))?(?:<[^>]*>)*: )?(?<level>Info|Error|Warning|Fatal|Panic|Debug): .*)$/,
  rules: dovecot.rules,
  sure: 90,
  yearless: "start",
});
