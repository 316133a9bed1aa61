import { loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

/** Applications that write a file of their own, a date first in every line; what follows the date is their message. */
export const ownFiles: readonly Service[] = [
  {
    module: "assp",
    category: "email",
    programs: /^assp$/,
    rules: [
      refused(
        "SSL negotiation with client failed",
        /^(?:[\w-]+ )?(?:\[[^\]]+\] )*(?<ip>\S+) SSL negotiation with client failed/,
        "tls_handshake",
      ),
      loginRefused("too much AUTH errors", /^Blocking (?<ip>\S+) - too much AUTH errors/),
      loginRefused(
        "max sender authentication errors",
        /^(?:[\w-]+ )?(?:\[[^\]]+\] )*(?<ip>\S+) max sender authentication errors/,
      ),
      loginRefused("535 ", /^(?:[\w-]+ )?(?:\[[^\]]+\] )*(?<ip>\S+) \[SMTP (?:Error|Status)\] 535 /),
      refused(
        "relay attempt blocked",
        /^(?:[\w-]+ )?(?:\[[^\]]+\] )*(?<ip>\S+) <(?<from>[^>]*)>.* relay attempt blocked/,
        "mail_rejected",
      ),
      refused(
        "[spam found]",
        /^(?:[\w-]+ )?(?:\[[^\]]+\] )*(?<ip>\S+) <(?<from>[^>]*)>.* \[spam found\]/,
        "mail_rejected",
      ),
    ],
  },
  {
    module: "lighttpd",
    category: "web",
    programs: /^lighttpd$/,
    rules: [
      loginRefused(
        "auth",
        /^:? ?\(?(?:http_auth|mod_auth)\.c\.\d+\) (?:password doesn't match for .*? username: (?<user>.*?),? IP: |digest: auth failed(?: for (?<user2>.*?))?: .*?, IP: |get_password failed, IP: )(?<ip>\S+)$/,
      ),
      refused("url matches 'access_deny'", /access_deny.*?(?<ip>[\d.]+)?$/, "access_denied"),
    ],
  },
  {
    module: "guacamole",
    category: "authentication",
    programs: /^guac(?:d|amole)?$/,
    rules: [
      loginRefused(
        "Authentication attempt from",
        /Authentication attempt from \[?(?<ip>[^\s,\]]+)(?:, [^\]]*)?\]? for user "(?<user>.*)" failed\.$/,
      ),
      loginGranted(
        "successfully authenticated from",
        /User "(?<user>.*)" successfully authenticated from \[?(?<ip>[^\s,\]]+)/,
      ),
    ],
  },
  {
    module: "monitorix",
    category: "web",
    programs: /^monitorix(?:-httpd)?$/,
    rules: [
      refused("NOTEXIST", /^- NOTEXIST - \[(?<ip>[^\]]+)\] File does not exist: (?<path>\S+)/, "not_found"),
      refused("NOTALLOWED", /^- NOTALLOWED - \[(?<ip>[^\]]+)\] Access not allowed: (?<path>\S+)/, "access_denied"),
      loginRefused("AUTHERR", /^- AUTHERR - \[(?<ip>[^\]]+)\] Authentication error: (?<path>\S+)/),
      noted("- OK -", /^- OK - \[(?<ip>[^\]]+)\] "(?<method>[A-Z]+) (?<path>\S+)/, "http_request"),
    ],
  },
  {
    module: "vaultwarden",
    category: "authentication",
    programs: /^(?:vaultwarden|bitwarden[\w-]*|identity)$/i,
    rules: [
      loginRefused(
        "IP:",
        /(?:Username or password is incorrect|Invalid admin token|Invalid TOTP code|Invalid two.?factor|TOTP code is not|Failed login attempt)[^\n]*?\bIP:? ?(?<ip>[\da-fA-F.:]+?)\.?(?:\. Username: (?<user>.*?)\.?)?$/i,
      ),
      loginRefused("login attempt", /(?:Failed|failed) login attempt(?:, 2FA invalid)?\.? (?<ip>\S+)$/),
    ],
  },
  {
    module: "gitlab",
    category: "authentication",
    programs: /^gitlab$/,
    rules: [
      loginRefused("Failed Login:", /Failed Login: username=(?<user>.*?) ip=(?<ip>\S+)$/),
      loginGranted("Successful Login:", /Successful Login: username=(?<user>.*?) ip=(?<ip>\S+)/),
    ],
  },
  {
    module: "murmur",
    category: "authentication",
    programs: /^(?:murmurd?|mumble-server)$/,
    rules: [
      loginRefused("Rejected connection from", /<\d+:(?<user>[^(]*)\(-?\d*\)> Rejected connection from (?<ip>\S+): /),
      noted("New connection", /New connection: (?<ip>\S+)/, "connection_opened", "network"),
    ],
  },
  {
    module: "centreon",
    category: "authentication",
    programs: /^centreon$/,
    rules: [
      loginRefused("Authentication failed for", /\[(?<ip>[\d.a-fA-F:]+)\] Authentication failed for '(?<user>.*)'/),
    ],
  },
  {
    module: "zoneminder",
    category: "authentication",
    programs: /^(?:zm\w*|web_php)$/,
    rules: [
      loginRefused("Login denied", /\[(?<ip>[\d.a-fA-F:]+)\] \[Login denied for user "(?<user>.*)"\]/),
      loginRefused(
        "Could not retrieve user",
        /\[(?<ip>[\d.a-fA-F:]+)\] \[Could not retrieve user (?<user>.*) details\]/,
      ),
      loginGranted("Login successful", /\[(?<ip>[\d.a-fA-F:]+)\] \[Login successful for user "(?<user>.*)"\]/),
    ],
  },
  {
    module: "kerio",
    category: "email",
    programs: /^kerio$/,
    rules: [
      refused("found in DNS blacklist", /IP address (?<ip>[\d.a-fA-F:]+) found in DNS blacklist/, "mail_rejected"),
      loginRefused(
        "Invalid password for user",
        /Invalid password for user (?<user>\S*?)\. Attempt from IP address (?<ip>\S+)$/,
      ),
      loginRefused("doesn't exist", /User (?<user>\S+) doesn't exist\. Attempt from IP address (?<ip>\S+)$/),
      refused("SMTP Spam attack", /SMTP Spam attack detected from (?<ip>\S+?),/, "mail_rejected"),
      refused(
        "Attempt to deliver",
        /(?:Attempt to deliver to unknown recipient|Client with IP address|IP address) .*?(?<ip>(?:\d{1,3}\.){3}\d{1,3})/,
        "mail_rejected",
      ),
      refused(
        "rejected",
        /(?:Message|Client|SMTP connection|Recipient)? ?(?:from|with) IP address (?<ip>[\d.a-fA-F:]+)\b.* rejected\b/,
        "mail_rejected",
      ),
      refused("relay attempt", /[Rr]elay attempt from IP address (?<ip>\S+)/, "mail_rejected"),
    ],
  },
  {
    module: "litespeed",
    category: "web",
    programs: /^(?:lsws|litespeed|openlitespeed)$/,
    rules: [
      loginRefused(
        "Failed Login Attempt",
        /\[(?<ip>[\da-fA-F.:]+?):(?<port>\d+)[:-][^\]]*\] .*Failed Login Attempt - username:(?<user>\S*)/,
      ),
      loginRefused(
        "failed to authenticate",
        /\[(?<ip>[\da-fA-F.:]+?):(?<port>\d+)[:-][^\]]*\] User '(?<user>[^']*)' failed to authenticate/,
      ),
    ],
  },
  {
    module: "filebrowser",
    category: "web",
    programs: /^filebrowser$/,
    rules: [
      refused("<nil>", /^(?<path>\/\S*): (?<code>40[134]) (?<ip>[\da-fA-F.:]+) <nil>$/, "http_request"),
      noted("<nil>", /^(?<path>\/\S*): (?<code>\d{3}) (?<ip>[\da-fA-F.:]+) <nil>$/, "http_request"),
    ],
  },
  {
    module: "exchange",
    category: "email",
    programs: /^exchange$/,
    rules: [
      loginRefused(
        "authenticat",
        /^[0-9A-F]{16},\d+,(?<dip>[^,]+),(?<ip>[^,]+),(?<user>[^,]*),[^\n]*?(?:AuthFailed|LogonDenied|NO AUTHENTICATE)/i,
      ),
      loginRefused("535 5.7.3", /^[^,]*,[0-9A-F]{16},\d+,(?<dip>[^,]+),(?<ip>[^,]+),>,"?535 5\.7\.3/),
      loginRefused("pass", /^[0-9A-F]{16},\d+,(?<dip>[^,]+),(?<ip>[^,]+),(?<user>[^,]*),[^\n]*?-ERR/i),
    ],
  },
  {
    module: "hestiacp",
    category: "authentication",
    programs: /^hestia$/,
    rules: [
      loginRefused("failed to login", /^(?<user>\S+) (?<ip>[\da-fA-F.:]+) failed to login/),
      loginGranted("logged in", /^(?<user>\S+) (?<ip>[\da-fA-F.:]+) (?:successfully )?logged in/),
    ],
  },
  {
    module: "technitium",
    category: "authentication",
    programs: /^technitium$/,
    rules: [
      loginRefused(
        "Invalid username or password",
        /^\[?(?<ip>[\da-fA-F.:]+):(?<port>\d+)\] .*Invalid username or password for user: (?<user>\S+)/,
      ),
    ],
  },
  {
    module: "znc",
    category: "authentication",
    programs: /^znc$/,
    rules: [loginRefused("failed to login from", /\[(?<user>.*)\] failed to login from (?<ip>\S+)$/)],
  },
  {
    module: "zimbra",
    category: "authentication",
    programs: /^(?:zimbra\w*|saslauthd)$/,
    rules: [
      loginRefused(
        "authentication failed for",
        /\[(?:[^\]]*;)?oip=(?<ip>[^;\]]+)(?:;oport=(?<port>\d+))?[^\]]*\] .*authentication failed for \[(?<user>[^\]]*)\]/,
      ),
    ],
  },
  {
    module: "keycloak",
    category: "authentication",
    programs: /^(?:keycloak|kc\.sh|org\.keycloak\.events)$/,
    rules: [
      loginRefused(
        "_ERROR",
        /type="?(?:LOGIN|CLIENT_LOGIN|CODE_TO_TOKEN|RESET_PASSWORD|REGISTER|REFRESH_TOKEN)_ERROR"?, .*?ipAddress="?(?<ip>[\da-fA-F.:]+)"?, error=(?:.*?[ ,]username="?(?<user>[^",]*))?/,
      ),
      loginGranted(
        "LOGIN",
        /type="?LOGIN"?, .*?ipAddress="?(?<ip>[\da-fA-F.:]+)"?(?:.*?[ ,]username="?(?<user>[^",]*))?/,
      ),
    ],
  },
  {
    module: "apereo-cas",
    category: "authentication",
    programs: /^cas$/,
    rules: [
      loginRefused("AUTHENTICATION_FAILED", /\|AUTHENTICATION_FAILED\|(?<user>[^|]*)\|(?<ip>[^|]+)\|/),
      loginGranted("AUTHENTICATION_SUCCESS", /\|AUTHENTICATION_SUCCESS\|(?<user>[^|]*)\|(?<ip>[^|]+)\|/),
    ],
  },
];
