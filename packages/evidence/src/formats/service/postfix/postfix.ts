import { done, loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

const peer = String.raw`[^\s[\]]{0,255}\[(?<ip>[^\]]+)\]`;

function of(text: string): RegExp {
  return new RegExp(text.replace("PEER", peer));
}

/** Postfix: smtpd, postscreen, smtp, cleanup, qmgr. Source: postfix-3 source, `src/smtpd/smtpd.c`, `src/postscreen`. */
export const postfix: Service = {
  module: "postfix",
  category: "email",
  programs: /^postfix(?:-[\w-]+)?(?:\/.*)?$/,
  rules: [
    loginRefused(
      "authentication failed",
      of(
        String.raw`^(?:warning: )?PEER(?::\d+)?: SASL \S+ authentication failed:(?! Connection lost to authentication server)(?:.*?, sasl_username=(?<user>\S+))?`,
      ),
    ),
    loginRefused("authentication failure", of(String.raw`^(?:warning: )?PEER(?::\d+)?: SASL authentication failure`)),
    loginGranted("sasl_username=", of(String.raw`^[0-9A-Za-z]+: client=PEER(?::\d+)?, .*?sasl_username=(?<user>\S+)`)),
    refused(
      "reject: ",
      of(
        String.raw`^(?:[0-9A-Za-z]+: )?(?:milter-|header-|body-)?reject: \S+(?: [^[]{0,300}?)? from PEER(?::\d+)?: (?:.*? from=<(?<from>[^>]*)>)?(?: to=<(?<to>[^>]*)>)?`,
      ),
      "mail_rejected",
    ),
    refused(
      "improper command pipelining",
      of(String.raw`^improper command pipelining after \S+ from PEER`),
      "smtp_abuse",
    ),
    refused("too many errors", of(String.raw`^too many errors after \S+(?: \(.*?\))? from PEER`), "smtp_abuse"),
    refused("non-SMTP command", of(String.raw`^(?:warning: )?non-SMTP command from PEER`), "smtp_abuse"),
    refused("Illegal address syntax", of(String.raw`^(?:warning: )?Illegal address syntax from PEER`), "smtp_abuse"),
    refused("PREGREET", /^PREGREET \d+ after \S+ from \[(?<ip>[^\]]+)\]/, "smtp_abuse"),
    refused("lost connection after AUTH", of(String.raw`^lost connection after AUTH from PEER`), "smtp_abuse"),
    refused("DNSBL rank", /^DNSBL rank [1-9]\d* for \[(?<ip>[^\]]+)\]/, "mail_rejected"),
    refused("HANGUP", /^HANGUP after \S+ from \[(?<ip>[^\]]+)\]/, "smtp_abuse"),
    refused("auth=0/", of(String.raw`^disconnect from PEER(?::\d+)? .*?\bauth=0/\d+`), "login", "authentication"),
    refused(
      "limit exceeded",
      of(
        String.raw`^(?:warning: )?(?:Connection|Message|Recipient|AUTH|Command) (?:rate|concurrency|delivery)?.*? from PEER`,
      ),
      "rate_limited",
    ),
    refused("blocked using", of(String.raw`^.*?(?: from|:) PEER.*? blocked using `), "mail_rejected"),
    refused("SSL_accept error", of(String.raw`^SSL_accept error from PEER`), "tls_handshake"),
    noted("connect from", of(String.raw`^connect from PEER`), "connection_opened"),
    noted("connect from", of(String.raw`^disconnect from PEER`), "connection_closed"),
    noted("lost connection", of(String.raw`^lost connection after \S+(?: \(.*?\))? from PEER`), "connection_closed"),
    noted("timeout after", of(String.raw`^timeout after \S+(?: \(.*?\))? from PEER`), "connection_closed"),
    noted(
      "CONNECT from",
      /^CONNECT from \[(?<ip>[^\]]+)\]:(?<port>\d+) to \[(?<dip>[^\]]+)\]:(?<dport>\d+)/,
      "connection_opened",
    ),
    noted("client=", of(String.raw`^[0-9A-Za-z]+: client=PEER`), "mail_received"),
    done("status=sent", /^[0-9A-Za-z]+: to=<(?<to>[^>]*)>.*? status=sent/, "mail_sent"),
    noted("status=", /^[0-9A-Za-z]+: to=<(?<to>[^>]*)>.*? status=\w+/, "mail_not_sent"),
    noted("from=<", /^[0-9A-Za-z]+: from=<(?<from>[^>]*)>, size=\d+/, "mail_queued"),
    noted(
      "does not resolve to address",
      /^warning: hostname \S+ does not resolve to address (?<ip>[^\s:]+(?::[0-9a-f:]+)?)/,
      "name_mismatch",
    ),
  ],
};
