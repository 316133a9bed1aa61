import type { LogEvent } from "@stanch/model/log-event";
import { guessMeaning } from "../../generic/meaning/meaning.ts";
import { noted } from "../../service/message-rule/rule-makers.ts";
import { serviceFormat } from "../../service/service-format/service-format.ts";

function follow(message: string, event: LogEvent): void {
  event["event.outcome"] ??= "unknown";
  if (event["event.action"] === undefined) guessMeaning(message, event);
}

/** Tomcat's catalina and host logs; its access logs are those of any web server. */
export const tomcat = serviceFormat({
  id: "tomcat-catalina",
  names: { zh: "Tomcat catalina 日志", en: "Tomcat catalina log" },
  family: "web",
  module: "tomcat",
  category: "web",
  references: ["https://tomcat.apache.org/tomcat-10.1-doc/logging.html"],
  line: /^(?<date>\d\d-[A-Z][a-z]{2}-\d{4} \d\d:\d\d:\d\d\.\d{3}) (?<level>SEVERE|WARNING|INFO|CONFIG|FINE|FINER|FINEST) (?<message>\[[^\]]*\] .*)$/,
  rules: [
    noted(
      "Deploying web application",
      /Deploying web application (?:archive|directory) \[(?<file>[^\]]+)\]/,
      "application_deployed",
    ),
    noted("Undeploying context", /Undeploying context \[(?<path>[^\]]*)\]/, "application_removed"),
    noted("Server startup in", /Server startup in/, "service_start"),
  ],
  sure: 97,
  follow: () => follow,
});
