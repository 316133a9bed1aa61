import { loginRefused, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

/** FreeSWITCH. Source: freeswitch source, `mod_sofia/sofia_reg.c`. */
export const freeswitch: Service = {
  module: "freeswitch",
  category: "network",
  programs: /^freeswitch$/,
  rules: [
    loginRefused(
      "SIP auth",
      /SIP auth (?:failure|challenge) \((?:REGISTER|INVITE)\) on sofia profile '[^']+' for \[(?<user>[^\]]*)\] from ip (?<ip>\S+)$/,
    ),
    loginRefused("Can't find user", /Can't find user \[(?<user>[^\]]*)\] from (?<ip>\S+)$/),
    refused("Rejected by acl", /IP (?<ip>\S+) Rejected by (?:acl|register acl)/i, "connection_refused"),
  ],
};

/** FreeSWITCH's own log. */
export const freeswitchLog = serviceFormat({
  id: "freeswitch",
  names: { zh: "FreeSWITCH 日志", en: "FreeSWITCH log" },
  module: freeswitch.module,
  category: freeswitch.category,
  references: ["https://developer.signalwire.com/freeswitch/FreeSWITCH-Explained/"],
  line: /^(?:\S{36} )?(?<date>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}) (?:[\d.]+% )?\[(?<level>[A-Z]+)\] (?<message>\S+\.c(?:pp)?:\d+ .*)$/,
  rules: freeswitch.rules,
  sure: 97,
});
