import { noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

/** Redis and Valkey. Source: redis source, `server.c`, `serverLogRaw`. */
export const redis: Service = {
  module: "redis",
  category: "database",
  programs: /^(?:redis|valkey)(?:-server)?(?:_\d+)?$/,
  rules: [
    refused(
      "Possible SECURITY ATTACK",
      /Possible SECURITY ATTACK detected.*?(?:from (?<ip>[\d.:a-fA-F]+))?(?:\. Connection aborted)?\.?$/,
      "protocol_abuse",
    ),
    refused("Denied", /Denied.*? from (?<ip>\S+)/, "connection_refused"),
    noted("Accepted", /Accepted (?<ip>\S+)/, "connection_opened"),
    noted("Client closed", /Client closed connection .*?addr=(?<ip>\S+)/, "connection_closed"),
    noted("REPLICAOF", /(?:REPLICAOF|SLAVEOF|MASTER MODE|Connecting to MASTER) ?(?<dip>[\d.:]*)/, "replication_change"),
    noted("DB saved on disk", /DB saved on disk/, "database_saved"),
    noted("Module", /Module '(?<rule>[^']*)' loaded from (?<file>\S+)/, "module_loaded"),
  ],
};

/** Redis' own log. */
export const redisLog = serviceFormat({
  id: "redis",
  names: { zh: "Redis 日志", en: "Redis log" },
  module: redis.module,
  category: redis.category,
  references: ["https://redis.io/docs/latest/operate/oss_and_stack/management/config/"],
  line: /^(?<pid>\d+):[XCSM] (?<date>\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d\.\d{3}) [.*#-] (?<message>.*)$/,
  rules: redis.rules,
  sure: 98,
});
