import { loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

/** DirectAdmin, cPanel, Webmin, Proxmox, Froxlor, phpMyAdmin, ISPConfig, Hestia: panels that administer hosts. */
export const adminPanels: readonly Service[] = [
  {
    module: "directadmin",
    category: "authentication",
    programs: /^directadmin$/,
    rules: [
      loginRefused(
        "failed login attempt",
        /^:? ?'(?<ip>\S+)' \d+ failed login attempts?\. (?:Invalid a|A)ccount '(?<user>.*?)'(?: via '.*')?$/,
      ),
      loginGranted("successful login", /^:? ?'(?<ip>\S+)' successful login to '(?<user>[^']*)'/),
    ],
  },
  {
    module: "webmin",
    category: "authentication",
    programs: /^(?:webmin|miniserv\.pl|usermin)$/,
    rules: [
      loginRefused("nvalid login as", /^(?:Webmin starting|.*)?Invalid login as (?<user>.*) from (?<ip>\S+)$/),
      loginRefused("Non-existent login as", /^Non-existent login as (?<user>.*) from (?<ip>\S+)$/),
      loginRefused("Security alert", /^Security alert: Host (?<ip>\S+) blocked after/),
      loginGranted("Successful login as", /^Successful login as (?<user>.*) from (?<ip>\S+)$/),
      loginRefused(
        'miniserv.pl "failed"',
        /(?<user>\S+) - (?<ip>\S+) global miniserv\.pl "(?:failed|wronguser|twofactor)"/,
      ),
      loginGranted('miniserv.pl "login"', /(?<user>\S+) \S+ (?<ip>\S+) global miniserv\.pl "login"/),
    ],
  },
  {
    module: "cpanel",
    category: "authentication",
    programs: /^(?:cpaneld|whostmgrd|webmaild|cphulkd|cpsrvd)$/,
    rules: [
      loginGranted("SUCCESS LOGIN", /(?<ip>[\d.a-fA-F:]+) - (?<user>\S+)(?: \(possessor: [^)]*\))? - SUCCESS LOGIN/),
      loginRefused("FAILED LOGIN", /^(?<ip>[\d.a-fA-F:]+) - (?<user>\S+) \[[^\]]*\] "[^"]*" FAILED LOGIN/),
      noted("logout", /^info \[\w+\] (?<ip>\S+) PURGE (?<user>[^:\s]+):\S+ logout/, "logout"),
      noted(" NEW ", /^info \[\w+\] (?<ip>\S+) NEW (?<user>[^:\s]+):\S+/, "session_opened", "session"),
      loginRefused(
        "FAILED LOGIN",
        /\[?(?:cpaneld|whostmgrd|webmaild|cpdavd)?\]? ?(?<ip>[\d.a-fA-F:]+) - (?<user>\S+) ".*?" (?:FAILED|DEFERRED) LOGIN/,
      ),
      loginGranted("SUCCESS LOGIN", /(?<ip>[\d.a-fA-F:]+) - (?<user>\S+) ".*?" SUCCESS LOGIN/),
    ],
  },
  {
    module: "proxmox",
    category: "authentication",
    programs: /^(?:pvedaemon|pveproxy|proxmox-backup-\w+|pmgdaemon)$/,
    rules: [
      loginRefused(
        "authentication failure",
        /authentication failure; rhost=\[?(?<ip>[\d.a-fA-F:]+?)\]?(?::\d{2,5})? user=(?<user>.*?)(?:@\w+)? msg=/,
      ),
      loginGranted("successful auth for user", /successful auth for user '(?<user>[^']*)'/),
    ],
  },
  {
    module: "froxlor",
    category: "authentication",
    programs: /^froxlor$/i,
    rules: [
      loginRefused(
        "[Login Action",
        /^\[Login Action (?<ip>[^\]]+)\] (?:Unknown user '(?<user>.*)' tried to login|User '(?<user2>.*)' tried to login with wrong password)\.$/,
      ),
      loginRefused("tried to login", /^froxlor\.WARNING: .*tried to login.*"user":"(?<ip>[^"]+)"/),
    ],
  },
  {
    module: "phpmyadmin",
    category: "authentication",
    programs: /^phpmyadmin$/i,
    rules: [
      loginRefused("user denied:", /^user denied: (?<user>.*) \([\w-]+\) from (?<ip>\S+)$/),
      loginGranted("user authenticated:", /^user authenticated: (?<user>.*) from (?<ip>\S+)$/),
    ],
  },
  {
    module: "lfd",
    category: "intrusion_detection",
    programs: /^(?:lfd|csf)$/,
    rules: [
      refused("login from", /^\((?<proto>\w+)\) Failed .*login from (?<ip>\S+)/i, "login", "authentication"),
      refused(
        "*",
        /^(?:\*?\S+ )*?\*?(?:Port Scan\*?|Blocked|Possible|SYSLOG CHECK|Suspicious|IP) .*?(?<ip>(?:\d{1,3}\.){3}\d{1,3})/i,
        "blocked",
      ),
    ],
  },
  {
    module: "nagios",
    category: "network",
    programs: /^(?:nrpe|nagios)$/,
    rules: [
      refused("is not allowed to talk to us", /^Host (?<ip>\S+) is not allowed to talk to us!/, "connection_refused"),
    ],
  },
  {
    module: "sympa",
    category: "authentication",
    programs: /^(?:ww)?sympa$/,
    rules: [
      refused(
        "Unknown",
        /\[client (?<ip>[^\]]+)\](?: \[user (?<user>[^\]]*)\])? Unknown (?:action|list|user)/,
        "not_found",
        "web",
      ),
      loginRefused("failed", /\[client (?<ip>[^\]]+)\].*[Aa]uthentication failed/),
      noted("[client ", /\[client (?<ip>[^\]]+)\](?: \[user (?<user>[^\]]*)\])?/, "http_request", "web"),
    ],
  },
];
