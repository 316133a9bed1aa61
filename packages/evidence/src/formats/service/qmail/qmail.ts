import { refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

/** qmail with rblsmtpd and spamdyke. */
export const qmail: Service = {
  module: "qmail",
  category: "email",
  programs: /^(?:qmail(?:-\w+)?|rblsmtpd|spamdyke)$/,
  rules: [
    refused("rblsmtpd:", /^(?:\d+\.\d+ )?rblsmtpd: (?<ip>\S+) pid \d+ \S+ 4\d\d /, "connection_refused"),
    refused("badiprbl", /^(?:\d+\.\d+ )?qmail-smtpd: 4\d\d badiprbl: ip (?<ip>\S+) rbl: /, "connection_refused"),
    refused("blocked", /^\S+ blocked (?<ip>\S+) \S+ -$/, "connection_refused"),
    refused("DENIED", /^DENIED_\w+ .*?origin_ip: (?<ip>\S+)/, "mail_rejected"),
    refused("FILTER_", /^FILTER_\w+ .*?ip: (?<ip>\S+)/, "mail_rejected"),
  ],
};
