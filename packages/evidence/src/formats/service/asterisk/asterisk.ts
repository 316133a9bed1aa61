import type { LogEvent } from "@stanch/model/log-event";
import { loginRefused, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

const abusive =
  /^(?:FailedACL|InvalidAccountID|InvalidPassword|ChallengeResponseFailed|InvalidTransport|AuthMethodNotAllowed|RequestNotAllowed|RequestNotSupported|RequestBadFormat|SessionLimit|MemoryLimit|LoadAverageLimit|UnexpectedAddress)$/;

/** `SecurityEvent="…",AccountID="…",RemoteAddress="IPV4/UDP/192.0.2.1/5060"` of res_security_log. */
function securityEvent(message: string, event: LogEvent): void {
  const name = /SecurityEvent="(\w+)"/.exec(message)?.[1];
  if (name === undefined) return;
  event["event.code"] = name;
  event["event.category"] = "authentication";
  event["event.action"] = abusive.test(name) ? "login" : name === "SuccessfulAuth" ? "login" : "security_event";
  event["event.outcome"] = abusive.test(name) ? "failure" : name === "SuccessfulAuth" ? "success" : "unknown";
  const account = /AccountID="([^"]*)"/.exec(message)?.[1];
  if (account !== undefined && account !== "" && account !== "<unknown>") event["user.name"] = account;
  const remote = /RemoteAddress="IPV[46]\/(\w+)\/([^"/]+)\/(\d{1,5})"/.exec(message);
  if (remote === null) return;
  event["network.transport"] = (remote[1] ?? "").toLowerCase();
  event["source.ip"] = remote[2];
  event["source.port"] = Math.min(Number(remote[3]), 65_535);
}

/** Asterisk, of all versions since 1.4. Source: Asterisk source, `channels/chan_sip.c`, `res/res_security_log.c`. */
export const asterisk: Service = {
  module: "asterisk",
  category: "network",
  programs: /^asterisk(?:-\w+)?$/,
  follow: () => securityEvent,
  rules: [
    loginRefused(
      "Registration from",
      /Registration from '[^\n]*?(?:sip:(?<user>[^@'>;]+))?[^\n]*' failed for '(?<ip>[^']+)' - /,
    ),
    refused(
      "rejected because extension not found",
      /Call from '(?<user>[^']*)' \((?<ip>[^)]+)\) to extension '[^\n]*' rejected because extension not found/,
      "call_refused",
    ),
    loginRefused("failed to authenticate as", /(?:Host|host) (?<ip>\S+) failed to authenticate as '(?<user>.*)'$/),
    loginRefused("No registration for peer", /No registration for peer '(?<user>.*)' \(from (?<ip>\S+)\)$/),
    loginRefused("failed MD5 authentication", /[hH]ost (?<ip>\S+) failed MD5 authentication for '(?<user>.*)' \(/),
    loginRefused("Failed to authenticate", /Failed to authenticate (?:user|device) [^\n]*?@(?<ip>[\w.-]+)/),
    loginRefused(
      "Sending fake auth rejection",
      /Sending fake auth rejection for (?:user|device) [^\n]*?@(?<ip>[\w.-]+)/,
    ),
    loginRefused(
      "denied access",
      /[hH]ost (?<ip>\S+) (?:failed to register|denied access to register) (?:peer )?'(?<user>[^']*)'/,
    ),
    refused("Friendly Scanner", /Friendly Scanner from (?<ip>\S+)$/, "call_refused"),
    refused(
      "Rejecting unknown SIP connection",
      /[Rr]ejecting unknown SIP connection from (?<ip>[^\s"]+)"?$/,
      "call_refused",
    ),
    refused("hacking attempt", /hacking attempt detected '(?<ip>[^']+)'/, "call_refused"),
    loginRefused("Request", /Request (?:'[^']*' )?from '[^\n]*' failed for '(?<ip>[^']+)' \(callid: .*\) - /),
    loginRefused(
      "tried to authenticate with nonexistent",
      /(?<ip>\S+) tried to authenticate with nonexistent user '(?<user>.*)'/,
    ),
  ],
};

/** Asterisk's own logs (`full`, `messages`, `security_log`). */
export const asteriskLog = serviceFormat({
  id: "asterisk",
  names: { zh: "Asterisk 日志", en: "Asterisk log" },
  module: asterisk.module,
  category: asterisk.category,
  references: ["https://docs.asterisk.org/Operation/Logging/"],
  line: /^\[(?<date>(?:\d{4}-\d\d-\d\d|[A-Z][a-z]{2} {1,2}\d{1,2}) \d\d:\d\d:\d\d(?:\.\d+)?)\] (?<level>NOTICE|WARNING|ERROR|SECURITY|VERBOSE|DEBUG|DTMF)(?:\[(?<pid>\d+)\]|(?=:? \S{1,80}\.c:))(?:\[C-\w+\])?:? (?<message>.*)$/,
  rules: asterisk.rules,
  sure: 97,
  yearless: "parse",
  follow: () => securityEvent,
});
