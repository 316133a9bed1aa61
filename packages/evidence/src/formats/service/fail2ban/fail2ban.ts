import { noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

const head = String.raw`^(?:fail2ban\.(?<code>\w+)\s*(?:\[\d+\])?: )?(?:[A-Z]+\s+)?\[(?<rule>[^\]]+)\] (?:Restore )?`;

/** fail2ban: what it found is a sighting, what it banned is refused; its own jail of repeaters repeats what was said. */
export const fail2ban: Service = {
  module: "fail2ban",
  category: "intrusion_detection",
  programs: /^fail2ban(?:[.-]\w+)?$/,
  rules: [
    noted(
      "[recidive] ",
      new RegExp(head.replace("(?<rule>[^\\]]+)", "(?<rule>recidive)") + String.raw`(?:Ban|Found) (?<ip>\S+)`),
      "ban",
    ),
    refused("] Ban ", new RegExp(head + String.raw`Ban (?<ip>\S+)`), "ban"),
    refused("] Restore Ban ", new RegExp(head + String.raw`Ban (?<ip>\S+)`), "ban"),
    noted("Unban ", new RegExp(head + String.raw`Unban (?<ip>\S+)`), "unban"),
    refused("] Found ", new RegExp(head + String.raw`Found (?<ip>\S+)`), "sighting"),
    noted("already banned", new RegExp(head + String.raw`(?<ip>\S+) already banned`), "ban"),
    noted("Ignore", new RegExp(head + String.raw`Ignore (?<ip>\S+)`), "ignored"),
  ],
};

/** fail2ban.log. */
export const fail2banLog = serviceFormat({
  id: "fail2ban",
  names: { zh: "fail2ban 日志", en: "fail2ban log" },
  family: "sensor",
  module: fail2ban.module,
  category: fail2ban.category,
  references: ["fail2ban-server(1)"],
  line: /^(?<date>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (?<message>fail2ban\.[\w.]+\s*(?:\[\d+\])?: (?<level>[A-Z]+)\s+.*)$/,
  rules: fail2ban.rules,
  sure: 99,
});
