import type { LogEvent } from "@stanch/model/log-event";
import { guessMeaning } from "../../generic/meaning/meaning.ts";
import { applyRules, type MessageRule } from "../../service/message-rule/message-rule.ts";
import { serviceFormat } from "../../service/service-format/service-format.ts";
import { modsecurityMessage } from "../modsecurity/modsecurity-message.ts";

function rule(has: string, pattern: RegExp, action: string): MessageRule {
  return { has, pattern, action, outcome: "failure", category: "web" };
}

const auth = (has: string, pattern: RegExp): MessageRule => {
  return { has, pattern, action: "http_auth", outcome: "failure", category: "authentication" };
};

/**
 * A missing file that nobody links to: scripts, home folders, what administers, holds mail or a database, hidden files, ways up. That
 * any other file is missing (an icon, a renamed picture) refuses nobody anything.
 */
const probed =
  /^File does not exist: (?<file>[^\n]*?(?:\.(?:php\d?|phtml|cgi|pl|py|sh|aspx?|jspx?|exe|dll|do|action|sql|bak|old|env|git|tar|gz|zip)\b|\/cgi-bin\b|\/~|\/\.|\.\.|(?:mail|admin|pma|sql|myadmin|setup|install|manager|console|shell|pmapper|wp-|wordpress|horde|roundcube|typo3|xampp|backup|login|config)[\w.-]*(?=$|[/,]))[^\n]*?)(?:, referer: .*)?$/i;

/** Messages of httpd 2.2 and 2.4 (there after `AHnnnnn: `) about what a client was refused. */
const rules: readonly MessageRule[] = [
  rule(
    "client denied by server configuration",
    /^client denied by server configuration: (?<file>\S+)/,
    "access_denied",
  ),
  auth("not found:", /^user (?<user>.*?) not found: /),
  auth("not found:", /^(?:Digest: )?user [`'](?<user>.*?)' in realm [`'].*?' not found: /),
  auth("authentication failure for", /^user (?<user>.*?): authentication failure for "/),
  auth("authorization failure for", /^user (?<user>.*?): authorization failure for "/),
  auth("password mismatch", /^(?:Digest: )?user (?<user>.*?): password mismatch: /),
  auth("wrong authentication scheme", /^client used wrong authentication scheme/),
  auth("Authorization of user", /^Authorization of user (?<user>.*?) to access .*? failed, reason: /),
  auth("need AuthName", /^need AuthName: /),
  auth("invalid nonce", /^(?:Digest: )?invalid nonce .* received - (?:length is not|user attempted time travel)/),
  auth("nonce expired", /^(?:Digest: )?nonce expired/),
  auth("realm mismatch", /^(?:Digest: )?realm mismatch - got /),
  auth("unknown algorithm", /^(?:Digest: )?unknown algorithm /),
  auth("invalid qop", /^(?:Digest: )?invalid qop /),
  auth("client attempted", /client attempted to use/),
  auth("uri mismatch", /^(?:Digest: )?uri mismatch - /),
  rule("File does not exist", probed, "not_found"),
  {
    has: "File does not exist",
    pattern: /^File does not exist: (?<file>[^\n]*?)(?:, referer: .*)?$/,
    action: "not_found",
    outcome: "unknown",
  },
  rule("not found or unable to stat", /script '(?<file>[^']*)' not found or unable to stat/, "not_found"),
  rule("not found or unable to stat", /script not found or unable to stat: (?<file>\S+)/, "not_found"),
  rule("attempt to invoke directory as script", /^attempt to invoke directory as script/, "not_found"),
  rule("Primary script unknown", /Got error 'Primary script unknown/, "not_found"),
  rule("File name too long", /File name too long/, "bad_request"),
  rule("Cannot map", /^Cannot map [A-Z]+ .* to file/, "bad_request"),
  rule("invalid URI path", /^invalid URI path/i, "bad_request"),
  rule("Invalid URI in request", /^Invalid URI in request/, "bad_request"),
  rule("Invalid method in request", /^Invalid method in request/, "bad_request"),
  rule("request failed", /^request failed: (?:URI too long|error reading the headers|malformed)/, "bad_request"),
  rule("erroneous characters", /^request failed: erroneous characters/, "bad_request"),
  rule("exceeds", /size of a request header field exceeds server limit/, "bad_request"),
  rule("provided via SNI", /hostname was provided via SNI/, "bad_request"),
  rule("without hostname", /^client sent HTTP\/1\.1 request without hostname/, "bad_request"),
  rule("Hostname", /^Hostname \S+ provided via SNI/, "bad_request"),
  rule("Directory index forbidden", /^(?:Cannot serve directory|Directory index forbidden)/, "access_denied"),
  rule("Cannot serve directory", /^Cannot serve directory/, "access_denied"),
  rule(
    "stderr from",
    /\(\) \{ ?:;|ignoring function definition attempt|error importing function definition/,
    "shellshock",
  ),
  rule(
    "/bin/",
    /(?:bash|sh): .*(?:ignoring function definition attempt|error importing function definition)/,
    "shellshock",
  ),
  rule("ALERT - ", /^ALERT - .*\(attacker '(?<ip>[^']+)'/, "suhosin_alert"),
  rule("Login denied", /^WAR \[Login denied for user "(?<user>.*)"\]/, "login"),
  rule("Could not retrieve user", /^ERR \[Could not retrieve user (?<user>.*) details\]/, "login"),
];

function follow(message: string, event: LogEvent): void {
  event["event.action"] = "web_error";
  event["event.outcome"] = "unknown";
  let own = message;
  // Modules repeat the bracket; the first one is the server's own word.
  for (let first = true, seen = 0; seen < 4; seen++, first = false) {
    const match = /^\[(client|remote|pid|tid|host|file|script|cgid?|[\w]+:\w+|\w+) ?([^\]]*\]?(?::\d+)?)\] ?/.exec(own);
    if (match === null) break;
    if (match[1] === "client" || (match[1] === "remote" && first)) setClient(event, match[2] ?? "");
    else if (match[1] !== "remote" && match[1] !== "host") break;
    own = own.slice(match[0].length);
  }
  const code = /^(AH\d{5}): /.exec(own);
  if (code !== null) {
    event["event.code"] = code[1];
    own = own.slice(code[0].length);
  }
  const referrer = /, referer: (\S{1,2000})$/.exec(own)?.[1];
  if (referrer !== undefined) event["http.request.referrer"] = referrer;
  if (modsecurityMessage(own, event) || applyRules(rules, own, event)) return;
  if (event["source.ip"] !== undefined && !/(?:invalid nonce|PHP \w+:)/.test(own)) guessMeaning(own, event);
}

const client: readonly MessageRule[] = [{ has: "", pattern: /^(?<ip>\S+)$/, action: "web_error", outcome: "unknown" }];

function setClient(event: LogEvent, value: string): void {
  if (event["source.ip"] === undefined) applyRules(client, value, event);
}

/** The message of an Apache error line after its date, level and process, for syslog. */
export const apacheErrorMessage = follow;

/** Apache httpd error logs of 2.2 and 2.4, ModSecurity's and PHP's messages inside them included. */
export const apacheError = serviceFormat({
  id: "apache-error",
  names: { zh: "Apache 错误日志", en: "Apache error log" },
  family: "web",
  module: "apache",
  category: "web",
  references: ["https://httpd.apache.org/docs/2.4/logs.html#errorlog"],
  line: /^(?:\[(?<date>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,6})? \d{4})\] |(?=\[(?:emerg|alert|crit|error|warn|notice|info|debug)\] (?:\[client |Apache|caught SIG|mod_|Digest: |child )))\[(?:[\w-]*:)?(?<level>[a-z]+\d?)\] (?:\[pid (?<pid>\d+)(?::tid \w+)?\] )?(?:\[[\w-]+:?\d*\] )?(?:(?!\[)[^[\]]{1,80}: (?=\[client ))?(?<message>.*)$/,
  rules: [],
  sure: 98,
  follow: () => follow,
});
