import { noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

/** dnsmasq. Source: dnsmasq(8), `--log-queries` and `--log-dhcp`. */
export const dnsmasq: Service = {
  module: "dnsmasq",
  category: "network",
  programs: /^dnsmasq(?:-\w+)?$/,
  rules: [
    noted("query[", /query\[(?<type>\w+)\] (?<name>\S+) from (?<ip>\S+)/, "dns_query"),
    noted(" is ", /(?:reply|cached|config|\/\S+) (?<name>\S+) is (?<dip>\S+)/, "dns_answer"),
    noted("forwarded", /forwarded (?<name>\S+) to (?<dip>\S+)/, "dns_forward"),
    noted("DHCP", /DHCP\w+\(\S+\) (?<ip>[\d.]+) \S+/, "dhcp"),
    refused("rebind", /possible DNS-rebind attack detected: (?<name>\S+)/, "dns_rebind"),
    refused("Maximum number", /Maximum number of concurrent DNS queries reached/, "rate_limited"),
  ],
};

/** Unbound, with `log-queries` and `log-replies`. */
export const unbound: Service = {
  module: "unbound",
  category: "network",
  programs: /^unbound$/,
  rules: [
    refused(
      "refused",
      /(?:query|control cmd|access) .*refused.* from (?<ip>\S+)|(?<ip2>\S+)#?\d* .*refused/,
      "dns_refused",
    ),
    refused(
      " REFUSED ",
      /^(?:\[[\d:]+\] )?(?:info|reply): (?<ip>\S+) (?<name>\S+)\. (?<type>\S+) IN REFUSED /,
      "dns_query",
    ),
    noted(
      " IN",
      /^(?:\[[\d:]+\] )?(?:info|query|reply): (?<ip>\S+) (?<name>\S+?)\.? (?<type>[A-Z0-9]+) IN/,
      "dns_query",
    ),
  ],
};

/** NSD. */
export const nsd: Service = {
  module: "nsd",
  category: "network",
  programs: /^nsd$/,
  rules: [
    refused(
      "ratelimit block",
      /ratelimit block (?<name>\S+?)\.? (?:type )?.*? query (?<ip>\S+) (?<type>\S+)$/,
      "rate_limited",
    ),
    refused("refused", /axfr for (?:zone )?(?<name>\S+?)\.? from (?:client )?(?<ip>\S+) refused/, "dns_transfer"),
  ],
};

const own = { category: "network", sure: 97 } as const;

/** Unbound's own log. */
export const unboundLog = serviceFormat({
  ...own,
  id: "unbound",
  names: { zh: "Unbound 域名服务日志", en: "Unbound log" },
  module: "unbound",
  references: ["unbound.conf(5)"],
  line: /^\[(?<date>\d{10}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?)\] unbound\[(?<pid>\d+):\w+\] (?<message>.*)$/,
  rules: unbound.rules,
});

/** NSD's own log. */
export const nsdLog = serviceFormat({
  ...own,
  id: "nsd",
  names: { zh: "NSD 域名服务日志", en: "NSD log" },
  module: "nsd",
  references: ["nsd.conf(5)"],
  line: /^\[(?<date>\d{10}|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?)\] nsd\[(?<pid>\d+)\]: (?<message>.*)$/,
  rules: nsd.rules,
});
