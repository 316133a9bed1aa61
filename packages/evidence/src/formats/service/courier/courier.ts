import { loginGranted, loginRefused, refused } from "../message-rule/rule-makers.ts";
import { uwImap } from "../mail-other/mail-other.ts";
import type { Service } from "../message-rule/service.ts";

/** Courier IMAP, POP3 and ESMTP. Source: courier-mta source, `imap/imaplogin.c`, `courier/module.esmtp/courieresmtpd.c`. */
export const courier: Service = {
  module: "courier",
  category: "email",
  programs: /^(?:courier\w*|(?:imapd|pop3d)(?:-ssl)?|pop3login|imaplogin)$/,
  rules: [
    loginRefused(
      "LOGIN FAILED",
      /^LOGIN FAILED, (?:user=(?<user>.*?)|method=\S+?), ip=\[(?<ip>[^\]]+)\](?:, port=\[(?<port>\d+)\])?$/,
    ),
    loginGranted("LOGIN, user=", /^LOGIN, user=(?<user>.*?), ip=\[(?<ip>[^\]]+)\]/),
    loginRefused("535 ", /^error,relay=(?<ip>[^,]+),(?:port=\d+,)?msg="535 Authentication failed\.",cmd:/),
    refused(
      "error,relay=",
      /^error,relay=(?<ip>[^,]+),.*?(?:from=<(?<from>[^>]*)>,)?(?:to=<(?<to>[^>]*)>)?: 5\d\d /,
      "mail_rejected",
    ),
    loginRefused("Login failed", /^Login fail\w*(?: user=(?<user>\S*))?.* host=(?:\S+ )?\[(?<ip>[^\]]+)\]/),
    loginRefused("Command stream", /^AUTHENTICATE \S+ failure host=(?:\S+ )?\[(?<ip>[^\]]+)\]/),
    loginRefused("failure host=", /failure host=(?:\S+ )?\[(?<ip>[^\]]+)\]/),
    ...uwImap.rules,
  ],
};
