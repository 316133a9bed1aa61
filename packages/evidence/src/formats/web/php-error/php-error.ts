import type { LogEvent } from "@stanch/model/log-event";
import { guessMeaning } from "../../generic/meaning/meaning.ts";
import { noted } from "../../service/message-rule/rule-makers.ts";
import { serviceFormat } from "../../service/service-format/service-format.ts";

function follow(message: string, event: LogEvent): void {
  event["event.outcome"] ??= "unknown";
  // A login plugin may write through PHP's log; PHP's own complaints never refuse anybody.
  if (!message.startsWith("PHP ")) guessMeaning(message, event);
}

/** PHP's error log, WordPress' `debug.log` included; stack traces belong to the line above them. */
export const phpError = serviceFormat({
  id: "php-error",
  names: { zh: "PHP/WordPress 错误日志", en: "PHP and WordPress error log" },
  family: "web",
  module: "php",
  category: "web",
  references: ["https://www.php.net/manual/en/errorfunc.configuration.php#ini.error-log"],
  line: /^\[(?<date>\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d(?: [A-Za-z+-][\w/+:-]*)?)\] (?<message>.*)$/,
  rules: [
    noted(
      "PHP",
      /^PHP (?<rule>[A-Z][a-z]+(?: [a-z]+)?): {1,2}.*? in (?<file>\/\S+|[A-Z]:\\\S+)(?:\(\d+\)| on line \d+)/,
      "php_error",
    ),
    noted(
      "WordPress database error",
      /^WordPress database error .* for query (?<command>.*?)(?: made by .*)?$/,
      "database_error",
      "database",
    ),
  ],
  sure: 90,
  follow: () => follow,
});
