import { noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

const client = String.raw`(?:client )(?:@0x[0-9a-f]+ )?(?<ip>[^#\s]+)#(?<port>\d+)(?:\/key \S+)?(?: \((?<name>[^)]*)\))?: (?:view \S+: )?`;

function of(text: string): RegExp {
  return new RegExp(client + text);
}

/** BIND named. Source: BIND 9 Administrator Reference Manual, "Logging". */
export const bind: Service = {
  module: "named",
  category: "network",
  programs: /^named(?:-\w+)?$/,
  rules: [
    refused(
      "denied",
      of(String.raw`query(?: \(cache\))? '(?<name2>[^'/]*)(?:/(?<type>\w+)/\w+)?' denied`),
      "dns_query",
    ),
    refused("query (cache) denied", of(String.raw`query \(cache\) denied`), "dns_query"),
    refused("transfer", of(String.raw`zone transfer '(?<name2>[^'/]*)(?:/(?<type>\w+)/\w+)?' denied`), "dns_transfer"),
    refused("transfer", of(String.raw`bad zone transfer request: '(?<name2>[^'/]*)`), "dns_transfer"),
    refused("denied", of(String.raw`.*(?:update|notify|recursion|forwarding).* denied`), "dns_refused"),
    refused(
      "refused notify from non-master",
      /zone (?<name>[^/\s]+)\/\w+(?:\/\S+)?: refused notify from non-(?:master|primary): (?<ip>[^#\s]+)#(?<port>\d+)/,
      "dns_refused",
    ),
    refused("refused notify", of("refused notify"), "dns_refused"),
    refused("rate limit", of(String.raw`.*rate limit (?:drop|slip)`), "rate_limited"),
    refused("no more recursive clients", of("no more recursive clients"), "dns_refused"),
    noted("query: ", of(String.raw`query: (?<name2>\S+) \S+ (?<type>\S+) \S*(?: \((?<dip>[^)]+)\))?`), "dns_query"),
    noted("transfer of", /transfer of '(?<name>[^'/]*)(?:\/\w+)?' from (?<dip>[^#]+)#/, "dns_transfer"),
    noted(
      "AXFR started",
      of(String.raw`transfer of '(?<name2>[^'/]*)\S*': (?:AXFR|IXFR) (?:started|ended)`),
      "dns_transfer",
    ),
  ],
};

/** named's own log channels. */
export const bindLog = serviceFormat({
  id: "bind",
  names: { zh: "BIND 域名服务日志", en: "BIND named log" },
  module: bind.module,
  category: bind.category,
  references: ["https://bind9.readthedocs.io/en/latest/reference.html#logging-block-grammar"],
  line: /^(?<date>\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d\.\d{3}) (?:(?!client)[\w-]+: )?(?:(?<level>info|error|warning|notice|debug \d+|critical): )?(?<message>.*)$/,
  rules: bind.rules,
  sure: 86,
});
