import { loginGranted, loginRefused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

/** Cyrus IMAP and timsieved. Source: cyrus-imapd source, `imap/imapd.c`, `timsieved/parser.c`. */
export const cyrus: Service = {
  module: "cyrus",
  category: "email",
  programs: /^(?:cyrus(?:[/-].*)?|imaps?|pop3s?|(?:tim)?sieved?)$/,
  rules: [
    loginRefused(
      "badlogin:",
      /^badlogin: (?:\S* ?)?\[(?<ip>[^\]]+)\](?: \(.*?\))? \S+(?: (?<user>\S+))? .*(?:fail|error|not found|no mechanism|invalid|disallow|checkpass|user)/i,
    ),
    loginRefused("badlogin:", /^badlogin: (?:\S* ?)?\[(?<ip>[^\]]+)\]/),
    loginGranted("login:", /^login: (?:\S* ?)?\[(?<ip>[^\]]+)\] (?<user>\S+) /),
  ],
};
