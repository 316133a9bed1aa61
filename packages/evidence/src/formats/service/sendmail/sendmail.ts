import type { LogEvent } from "@stanch/model/log-event";
import { done, loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

const relay = String.raw`(?:[^\s[\]]{1,255} )?\[(?<ip>[^\]]+)\](?: \(may be forged\))?`;

function of(text: string): RegExp {
  return new RegExp(text.replace("RELAY", relay));
}

const remembered = 1000;

/** `No such user here` names no client; the queue line of the same message does. */
function unknownUsers(): (message: string, event: LogEvent) => void {
  const queues = new Set<string>();
  return (message, event) => {
    const nobody = /^(\w+): <[^>]*>\.\.\. (?:No such user here|User unknown)$/.exec(message)?.[1];
    if (nobody !== undefined) {
      if (queues.size >= remembered) queues.clear();
      queues.add(nobody);
      event["event.action"] = "mail_rejected";
      event["event.outcome"] = "unknown";
      return;
    }
    const from = /^(\w+): from=/.exec(message)?.[1];
    if (from !== undefined && queues.delete(from)) event["event.outcome"] = "failure";
  };
}

/** Sendmail. Source: Sendmail Installation and Operation Guide, section 2.1.2 "Format". */
export const sendmail: Service = {
  module: "sendmail",
  category: "email",
  programs: /^(?:sendmail|sm-[\w-]+)$/,
  follow: unknownUsers,
  rules: [
    refused("possible SMTP attack", of(String.raw`^\w+: RELAY: possible SMTP attack: command=AUTH`), "smtp_abuse"),
    loginRefused(
      "AUTH failure",
      /^\w+: AUTH failure \([^)]*\):.*?(?:, user=(?<user>.*?))?, relay=(?:[^\s[\]]{1,255} )?\[(?<ip>[^\]]+)\](?: \(may be forged\))?$/,
    ),
    refused(
      "reject=",
      of(String.raw`ruleset=check_relay, arg1=.*?, arg2=[^,]*, relay=RELAY, reject=`),
      "connection_refused",
    ),
    refused("reject=", /ruleset=check_relay, arg1=[^,]*, arg2=(?<ip>[^,]*),.* reject=/, "connection_refused"),
    refused(
      "reject=",
      of(String.raw`ruleset=check_\w+, arg1=<?(?<to>[^>,]*)>?, relay=RELAY, reject=`),
      "mail_rejected",
    ),
    refused(
      "pre-greeting traffic",
      /rejecting commands from (?:\S+ | )?\[(?<ip>[^\]]+)\].* due to pre-greeting traffic/,
      "smtp_abuse",
    ),
    refused(
      "[rejected]",
      of(String.raw`^\w+: RELAY: (?:expn|vrfy|EXPN|VRFY|etrn|ETRN) \S+ \[rejected\]`),
      "mail_rejected",
    ),
    refused(
      "did not issue MAIL",
      of(String.raw`^\w+: RELAY did not issue MAIL/EXPN/VRFY/ETRN during connection`),
      "smtp_abuse",
    ),
    refused(
      "lost input channel",
      of(String.raw`^\w+: lost input channel from RELAY to \S+ after (?:rcpt|auth|mail|ehlo|helo)`),
      "smtp_abuse",
    ),
    refused("too many", of(String.raw`^\w+: .*RELAY.*too many`), "smtp_abuse"),
    loginGranted("AUTH=server", of(String.raw`AUTH=server, relay=RELAY, authid=(?<user>[^,]+)`)),
    noted("from=", of(String.raw`^\w+: from=<?(?<from>[^>,]*)>?, .*?relay=RELAY`), "mail_received"),
    done("stat=Sent", /^\w+: to=<?(?<to>[^>,]*)>?, .*stat=Sent/, "mail_sent"),
    noted("to=", /^\w+: to=<?(?<to>[^>,]*)>?, .*stat=/, "mail_not_sent"),
  ],
};
