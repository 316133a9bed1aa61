import { done, loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

const at = String.raw`\[(?<ip>[^\]\s]+)\](?::(?<port>\d+))?`;
const peer = String.raw`H=(?:\([^)]*\)|[^\s()]+)?(?: ?\([^)]*\))? ?${at}`;

function of(text: string): RegExp {
  return new RegExp(text.replace("<<AT>>", at).replace("<<PEER>>", peer));
}

/** Exim: main and reject log. Source: Exim specification, chapter 53 "Log files". */
export const exim: Service = {
  module: "exim",
  category: "email",
  programs: /^exim4?$/,
  rules: [
    loginRefused(
      "authenticator failed",
      of(
        String.raw`^(?:\[\d+\] )?\S+ authenticator failed for (?:(?:H=)?[^\s()[\]]{0,255} ?)?(?:\([^)]*\) )?<<AT>>(?: I=\S+)?(?: U=\S+)?: 535[- ].*?(?:\(set_id=(?<user>.*)\))?$`,
      ),
    ),
    refused(
      "rejected",
      of(
        String.raw`<<PEER>>.*?(?: F=<(?<from>[^>]*)>)?(?: temporarily)? rejected (?:RCPT(?: <?(?<to>[^>:\s]+)>?)?|connection|EHLO|HELO|MAIL|DATA|after DATA|VRFY|EXPN|AUTH|STARTTLS|by |"|\S+)`,
      ),
      "mail_rejected",
    ),
    refused(
      "rejected",
      of(
        String.raw`^(?:\[\d+\] )?(?:SMTP protocol synchronization error|rejected (?:connection|HELO|EHLO)|unqualified).*?<<AT>>`,
      ),
      "smtp_abuse",
    ),
    refused("sender verify fail", of(String.raw`<<PEER>>.*? sender verify fail for <(?<from>[^>]*)>`), "mail_rejected"),
    refused(
      "dropped: too many",
      of(String.raw`^(?:\[\d+\] )?SMTP call from [^[]{0,300}<<AT>>.*? dropped: too many`),
      "smtp_abuse",
    ),
    refused("SMTP protocol", of(String.raw`SMTP protocol (?:error in|synchronization error).*?<<PEER>>`), "smtp_abuse"),
    refused("SMTP syntax error", of(String.raw`SMTP syntax error in .*?<<PEER>>`), "smtp_abuse"),
    refused(
      "no MAIL in SMTP connection",
      of(String.raw`^(?:\[\d+\] )?no MAIL in SMTP connection from [^[]{0,300}<<AT>>`),
      "smtp_abuse",
    ),
    refused("Relay not permitted", of(String.raw`<<PEER>>.*?[Rr]elay not permitted`), "mail_rejected"),
    refused(
      "",
      of(String.raw`^(?:\[\d+\] )?(?:dropping|refused|rejecting) connection from [^[]{0,300}<<AT>>`),
      "connection_refused",
    ),
    refused("Connection from", of(String.raw`^(?:\[\d+\] )?Connection from <<AT>> refused`), "connection_refused"),
    refused("TLS error on connection", of(String.raw`TLS error on connection from [^[]{0,300}<<AT>>`), "tls_handshake"),
    refused(
      "detected as",
      of(String.raw`<<PEER>>.*?(?:detected as (?:spam|malware)|classified as spam)`),
      "mail_rejected",
    ),
    refused(
      "SA: Action: ",
      /SA: Action: (?:flagged as Spam but accepted|silently tossed message|saved message|temporarily rejected|permanently rejected|bounced).*? From <(?<from>[^>]*)> \(host=\S* ?\[(?<ip>[^\]]+)\]\)/,
      "spam",
    ),
    loginGranted(" A=", of(String.raw` <= (?<from>\S+) <<PEER>>.*? A=[\w-]+:(?<user>\S+)`)),
    noted(" <= ", of(String.raw` <= (?<from>\S+) <<PEER>>`), "mail_received"),
    done(" => ", / [=-][>*] (?:\S+ <)?(?<to>[^\s<>]+)/, "mail_sent"),
    noted(" ** ", / \*\* (?<to>\S+)/, "mail_not_sent"),
  ],
};

/** Exim's own main and reject log. */
export const eximLog = serviceFormat({
  id: "exim",
  names: { zh: "Exim 邮件日志", en: "Exim main and reject log" },
  module: exim.module,
  category: exim.category,
  references: ["https://www.exim.org/exim-html-current/doc/html/spec_html/ch-log_files.html"],
  line: /^(?<date>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [+-]\d{4})?) (?:\[(?<pid>\d+)\] )?(?<message>(?:\w{6}-\w{6,11}-\w{2,4} |(?=.*?(?:\bH=|authenticator failed|SMTP (?:call|connection|protocol|syntax)|exim \d|queue run|TLS error|no host name|no IP address)))\S?.*)$/,
  rules: exim.rules,
  sure: 90,
});
