import type { LogEvent } from "@stanch/model/log-event";
import { urlParts, target } from "../http-request/http-request.ts";

const part = /\[(id|msg|hostname|uri|severity|unique_id|file|data|tag) "((?:[^"\\]|\\.){0,2000})"\]/g;

/** What went wrong inside ModSecurity itself and says nothing of the client. */
const own =
  /ModSecurity: (?:collection_|Rule (?:processing failed|execution error)|Failed to |Audit log: |Geo Lookup: |Unable to |Input filter: Failed|Output filter: Failed|Internal error)/;

/**
 * Reads the `[id "…"] [msg "…"]` parts that ModSecurity and Coraza append to a server's error line.
 * Source: ModSecurity reference manual, "Error log format". False when the message is none of theirs.
 */
export function modsecurityMessage(message: string, event: LogEvent): boolean {
  if (!/ModSecurity|Coraza/.test(message)) return false;
  part.lastIndex = 0;
  let found = false;
  for (let match = part.exec(message); match !== null; match = part.exec(message)) {
    const value = match[2] ?? "";
    if (value === "") continue;
    found = true;
    setPart(event, match[1] ?? "", value);
  }
  if (!found) return false;
  event["event.module"] = "modsecurity";
  event["event.category"] = "intrusion_detection";
  const ill = own.test(message);
  event["event.action"] = ill ? "waf_error" : /Access denied|Intercepted/i.test(message) ? "waf_block" : "waf_alert";
  event["event.outcome"] = ill ? "unknown" : "failure";
  return true;
}

function setPart(event: LogEvent, name: string, value: string): void {
  if (name === "id") event["rule.id"] = value;
  else if (name === "msg") event["rule.name"] ??= value;
  else if (name === "severity") event["rule.level"] = value;
  else if (name === "hostname") event["url.domain"] ??= value;
  else if (name === "uri" && event["url.path"] === undefined) {
    urlParts(value);
    if (target.path !== undefined) event["url.path"] = target.path;
  } else if (name === "data" || name === "unique_id" || name === "tag") {
    event.fields ??= {};
    event.fields[name] ??= value;
  }
}
