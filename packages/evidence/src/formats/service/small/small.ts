import { loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

/** Dropbear SSH server. Source: dropbear source, `svr-authpasswd.c`, `svr-auth.c`, `svr-session.c`. */
const dropbear: Service = {
  module: "dropbear",
  category: "authentication",
  programs: /^dropbear$/,
  rules: [
    loginRefused("password attempt for", /[Bb]ad (?:PAM )?password attempt for '(?<user>.*)' from (?<ip>\S+)$/),
    loginRefused(
      "ogin attempt",
      /[Ll]ogin attempt (?:for nonexistent user|with wrong user \S+)(?: '(?<user>.*)')? from (?<ip>\S+)$/,
    ),
    loginRefused(
      "xit before auth",
      /[Ee]xit before auth (?:from <(?<ip>[^>]+)>)?.*?\(user '(?<user>.*)', [1-9]\d* fails\)(?:: Max auth tries reached - user '.*' from (?<ip2>\S+))?/,
    ),
    loginRefused(
      "Max auth tries reached",
      /[Ee]xit before auth (?:from <(?<ip>[^>]+)>)?.*Max auth tries reached(?: - user '(?<user>.*)' from (?<ip2>\S+))?/,
    ),
    loginGranted(
      "auth succeeded for",
      /(?:[Pp]assword|[Pp]ubkey) auth succeeded for '(?<user>[^']*)' (?:with key .* )?from (?<ip>\S+)$/,
    ),
    noted("xit before auth from", /[Ee]xit before auth from <(?<ip>[^>]+)>/, "connection_closed"),
    noted("Child connection from", /Child connection from (?<ip>\S+)$/, "connection_opened"),
  ],
};

/** Services of few words: each says one or two things that matter. */
export const smallServices: readonly Service[] = [
  {
    module: "xinetd",
    category: "network",
    programs: /^xinetd$/,
    rules: [
      refused(
        "FAIL:",
        /^FAIL: (?<proto>\S+) (?:address|libwrap|service_limit|per_source_limit) from=(?<ip>\S+)/,
        "connection_refused",
      ),
      noted("START:", /^START: (?<proto>\S+) (?:pid=\d+ )?from=(?<ip>\S+)/, "connection_opened"),
    ],
  },
  {
    module: "endlessh",
    category: "network",
    programs: /^endlessh$/,
    rules: [
      refused("ACCEPT host=", /^ACCEPT host=(?<ip>\S+) port=(?<port>\d+) /, "connection_opened"),
      noted("CLOSE host=", /^CLOSE host=(?<ip>\S+) port=(?<port>\d+) /, "connection_closed"),
    ],
  },
  dropbear,
  {
    module: "netscreen",
    category: "network",
    programs: /^netscreen$/,
    rules: [
      loginRefused(
        "NetScreen device_id",
        /NetScreen device_id=.*(?:login attempt|authentication).*(?:failed|rejected|denied|unsuccessful).*?(?<ip>(?:\d{1,3}\.){3}\d{1,3})/i,
      ),
      refused(
        "flood",
        /NetScreen device_id=.*flood! From (?<ip>\S+?):(?<port>\d+) to (?<dip>\S+?):(?<dport>\d+), proto (?<transport>\w+)/,
        "flood",
        "intrusion_detection",
      ),
      refused(
        "NetScreen device_id",
        /NetScreen device_id=.*(?:attack|scan|spoofing|sweep)!? From (?<ip>[\d.]+)(?::(?<port>\d+))? to (?<dip>[\d.]+)/i,
        "network_attack",
        "intrusion_detection",
      ),
      refused(
        "action=Deny",
        /NetScreen device_id=.*action=Deny.*?src=(?<ip>\S+) dst=(?<dip>\S+)/,
        "connection_refused",
      ),
      noted(
        "NetScreen device_id",
        /NetScreen device_id=.*(?:by|for admin|user) (?<user>\w+) .*from (?:host )?(?<ip>(?:\d{1,3}\.){3}\d{1,3})/,
        "configuration_change",
        "configuration",
      ),
      noted("NetScreen device_id", /NetScreen device_id=/, "message"),
    ],
  },
  {
    module: "cisco",
    category: "network",
    programs: /^%?(?:asa|ftd|pix|fwsm|sec_login|authpriv)-\d-[\w-]+$/,
    rules: [
      loginRefused(
        "Rejected",
        /AAA user authentication Rejected : reason = .*?(?: : server = \S+| : local database)? : user = (?<user>.*?) : user IP = (?<ip>\S+)/,
      ),
      loginRefused("Login failed", /Login failed \[user: (?<user>[^\]]*)\] \[Source: (?<ip>[^\]]+)\]/),
      loginGranted("Login Success", /Login Success \[user: (?<user>[^\]]*)\] \[Source: (?<ip>[^\]]+)\]/),
      loginRefused(
        "Login denied from",
        /Login denied from (?<ip>[^/\s]+)(?:\/(?<port>\d+))? to .* for user "(?<user>.*)"/,
      ),
      refused(
        "Deny ",
        /^:? ?Deny (?:inbound )?(?<transport>\w+) (?:src|\(no connection\) from|from) (?:[^:\s]+:)?(?<ip>[^/\s]+)(?:\/(?<port>\d+))? (?:dst|to) (?:[^:\s]+:)?(?<dip>[^/\s]+)(?:\/(?<dport>\d+))?/,
        "connection_refused",
      ),
      noted(
        "Built ",
        /^:? ?Built (?:inbound|outbound) (?<transport>\w+) connection \d+ for [^:\s]+:(?<ip>[^/\s]+)\/(?<port>\d+) \S+ to [^:\s]+:(?<dip>[^/\s]+)\/(?<dport>\d+)/,
        "connection_opened",
      ),
    ],
  },
  {
    module: "monit",
    category: "web",
    programs: /^monit$/,
    rules: [
      loginRefused(
        "client",
        /access denied -- client \[?(?<ip>[\da-fA-F.:]+?)\]?: (?:unknown user '(?<user>.*)'|wrong password for user '(?<user2>.*)'|empty password|Basic authentication)/,
      ),
      loginRefused(
        "supplied",
        /Client '(?<ip>[^']+)' supplied (?:unknown user '(?<user>.*)'|wrong password for user '(?<user2>.*)') accessing/,
      ),
    ],
  },
  {
    module: "suhosin",
    category: "intrusion_detection",
    programs: /^suhosin$/,
    rules: [refused("ALERT - ", /ALERT - .*\(attacker '(?<ip>[^']+)'(?:, file '(?<file>[^']*)')?/, "suhosin_alert")],
  },
  {
    module: "domino",
    category: "email",
    programs: /^domino$/,
    rules: [
      loginRefused(
        "authentication failure",
        /(?:smtp|SMTP): (?<user>.*) \[(?<ip>[^\]]+)\] authentication failure using internet password/,
      ),
      loginRefused(
        "Authentication failed for user",
        /(?:SMTP|smtp) Server.*?: Authentication failed for user (?<user>.*?) ?; connecting host \[?(?<ip>[^\]\s]+)/,
      ),
    ],
  },
  {
    module: "counter-strike",
    category: "network",
    programs: /^(?:srcds|hlds)$/,
    rules: [
      loginRefused("Bad Rcon", /Bad Rcon: "rcon .* from "(?<ip>[\d.:]+)"$/),
      loginRefused("Bad rcon_password", /rcon from "(?<ip>[\d.:]+)".*Bad/),
    ],
  },
  {
    module: "oracle-ims",
    category: "email",
    programs: /^(?:imsimta|oracleims)$/,
    rules: [
      loginRefused(
        'tr="',
        /^<co .*?tr="TCP\|[^|"]*\|\d+\|(?<ip>[^|"]+)\|(?<port>\d+)".* mi="(?:Bad password|Invalid user|Login failed|Authentication failed)[^"]*"(?:.* us="(?<user>[^"]*)")?.*(?:535|authentication failed)/i,
      ),
    ],
  },
  {
    module: "nextcloud",
    category: "web",
    programs: /^(?:nextcloud|owncloud)$/,
    rules: [
      loginRefused("Login failed:", /Login failed: '?(?<user>.*?)'? \(Remote IP: '?(?<ip>[^')]+)'?/),
      loginRefused("Bruteforce attempt", /Bruteforce attempt from \\?"(?<ip>[^"\\]+)/),
    ],
  },
  {
    module: "wordpress",
    category: "authentication",
    programs: /^wordpress(?:\(.*\))?$/,
    rules: [
      loginRefused(
        "Authentication",
        /^(?:XML-RPC )?[Aa]uthentication (?:attempt for unknown user|failure for|failure on the \S+ for) (?<user>.*?) from (?<ip>\S+)$/,
      ),
      loginRefused("Blocked", /^(?:Blocked|Spam|Pingback error|REST).* from (?<ip>\S+)$/),
      loginGranted("Accepted password for", /^Accepted password for (?<user>.*) from (?<ip>\S+)$/),
    ],
  },
  {
    module: "drupal",
    category: "authentication",
    programs: /^drupal$/,
    rules: [
      loginRefused(
        "Login attempt failed",
        /^[^|]*\|\d+\|user\|(?<ip>[^|]+)\|.*\|Login attempt failed (?:for|from) (?<user>.+?)\.?$/,
      ),
      loginGranted("Session opened for", /^[^|]*\|\d+\|user\|(?<ip>[^|]+)\|.*\|Session opened for (?<user>.+?)\.$/),
    ],
  },
];

/** What Dropbear writes to its own error output (`dropbear -E`), where the date may be missing. */
export const dropbearLog = serviceFormat({
  id: "dropbear",
  names: { zh: "Dropbear SSH 日志", en: "Dropbear SSH log" },
  module: dropbear.module,
  category: dropbear.category,
  references: ["https://github.com/mkj/dropbear/blob/main/src/svr-main.c"],
  line: /^(?:\[(?<pid>\d+)\] (?<date>[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) )?(?<message>(?:Child connection from <?[\da-f:.]|[Bb]ad (?:PAM )?password attempt for '|[Ll]ogin attempt (?:for nonexistent|with wrong) user|[Ee]xit (?:before auth|\(|from <)|(?:Pubkey|Password) auth succeeded for '|Not backgrounding|Running in background|Early exit: ).*)$/,
  rules: dropbear.rules,
  sure: 92,
  yearless: "parse",
});
