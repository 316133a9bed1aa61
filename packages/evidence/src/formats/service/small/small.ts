import { loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

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
  {
    module: "dropbear",
    category: "authentication",
    programs: /^dropbear$/,
    rules: [
      loginRefused("ad password attempt for", /[Bb]ad (?:PAM )?password attempt for '(?<user>.*)' from (?<ip>\S+)$/),
      loginRefused(
        "ogin attempt",
        /[Ll]ogin attempt (?:for nonexistent user|with wrong user \S+)(?: '(?<user>.*)')? from (?<ip>\S+)$/,
      ),
      loginRefused(
        "exit before auth",
        /[Ee]xit before auth (?:from <(?<ip>[^>]+)>)?.*(?:user '(?<user>[^']*)', [1-9]\d* fails|Max auth tries reached)/,
      ),
      loginGranted(
        "auth succeeded for",
        /(?:[Pp]assword|[Pp]ubkey) auth succeeded for '(?<user>[^']*)' (?:with key .* )?from (?<ip>\S+)$/,
      ),
      noted("Child connection from", /Child connection from (?<ip>\S+)$/, "connection_opened"),
    ],
  },
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
