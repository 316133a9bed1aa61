import { loginGranted, loginRefused, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

/** Perdition, the POP3 and IMAP proxy. */
export const perdition: Service = {
  module: "perdition",
  category: "email",
  programs: /^perdition(?:\.\w+)?$/,
  rules: [
    loginRefused('status="failed', /^Auth: (?<ip>\S+?)->\S+ .*?authentication_id="(?<user>[^"]*)".* status="failed:/),
    loginGranted('status="ok"', /^Auth: (?<ip>\S+?)->\S+ .*?authentication_id="(?<user>[^"]*)".* status="ok"/),
    refused(
      "Fatal Error",
      /^Fatal Error reading authentication information from client (?<ip>\S+?)->/,
      "protocol_abuse",
    ),
  ],
};

/** UW IMAP and POP3. */
export const uwImap: Service = {
  module: "uw-imap",
  category: "email",
  programs: /^(?:ipop[23]d|ipop3s|u?w?-?imapd?)$/,
  rules: [
    loginRefused(
      "Login",
      /^Login (?:disabled|excessive login failures|failure|failed|disabled user|restricted)\b.*?(?: user=(?<user>\S*))?(?: auth=\S*)? host=.*\[(?<ip>[^\]]+)\]\s*$/,
    ),
    loginGranted("Login user=", /^Login user=(?<user>\S+) host=.*\[(?<ip>[^\]]+)\]/),
  ],
};

/** Solid POP3. */
export const solidPop3: Service = {
  module: "solid-pop3d",
  category: "email",
  programs: /^solid-pop3d$/,
  rules: [
    loginRefused("authentication failed", /^authentication failed: .* - (?<ip>\S+)$/),
    loginRefused("authentication failed", /^authentication failed: (?<user>\S+).*? - (?<ip>\S+)$/),
    loginRefused("APOP secret", /^can't find APOP secret for user (?<user>.*) - (?<ip>\S+)$/),
    loginRefused("map_authentication", /^(?:APOP authentication|mapped user|local)?.*fail\w*.*? - (?<ip>\S+)$/),
  ],
};

/** Squirrelmail, Horde, SOGo, Roundcube and other webmail that logs to syslog. */
export const webmail: Service = {
  module: "webmail",
  category: "authentication",
  programs: /^(?:roundcube|squirrelmail|horde|imp|sogod?|owa|rainloop|afterlogic|openwebmail)$/i,
  rules: [
    loginRefused(
      "FAILED LOGIN for",
      /FAILED LOGIN for (?<user>\S+)(?: \([^)]*\))? \[(?<ip>[^\]]+)\](?: \(forwarded for \[[^\]]*\]\))? to /,
    ),
    loginGranted("Login success for", /Login success for (?<user>\S+)(?: \([^)]*\))? \[(?<ip>[^\]]+)\]/),
    loginRefused(
      "Login failed for",
      /^(?:<\w+> )?(?:\[\w+\] )?IMAP Error: (?:FAILED login|Login failed) for (?<user>[^\n]{1,256}?)(?: against \S{1,256})? from (?<ip>[\d.:a-fA-F]{2,45})(?:\(X-[^)]*\))?(?:\.? in session \w+)?(?:\. (?!from )|$)/i,
    ),
    loginRefused(
      "Failed login for",
      /^(?:<\w+> )?(?:\[\w+\] )?Failed login for (?<user>.*?) from (?<ip>[\d.:a-fA-F]+)(?:\(X-[^)]*\))? in session /,
    ),
    loginRefused(
      "FAILED LOGIN",
      /FAILED LOGIN for (?<user>\S+)(?: to \S+)? from (?<ip>\S+)|FAILED LOGIN (?<ip2>[\d.]+)/i,
    ),
    loginRefused("Login", /Login from '(?<ip>[^',]+).*' for user '(?<user>.*)' might not have worked/),
    loginRefused("LOGIN", /\[LOGIN_ERROR\] (?<user>.*) \(\S*\) from (?<ip>\S+): /),
    loginRefused("error", /\((?<ip>[\d.a-fA-F:]+)\) (?<user>.*?) - (?:login|userinfo) error - /),
    loginGranted(
      "Successful login",
      /^(?:<\w+> )?Successful login for (?<user>.*?) \(ID: \d+\) from (?<ip>[\d.:a-fA-F]+)/,
    ),
  ],
};

/** MailScanner verdicts. */
export const mailscanner: Service = {
  module: "mailscanner",
  category: "email",
  programs: /^mailscanner$/i,
  rules: [
    refused(
      "is spam",
      /^Message (?<session>\S+) from (?<ip>\S+) \((?<from>[^)]*)\) to (?<to>\S+) is spam/,
      "mail_rejected",
    ),
  ],
};
