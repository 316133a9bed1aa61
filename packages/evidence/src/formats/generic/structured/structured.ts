import type { LogEvent } from "@stanch/model/log-event";
import { flatFields } from "../json-format/flat-fields.ts";
import { parseLine } from "../json-format/json-format.ts";
import { isObject } from "../json-format/json-value.ts";
import { readLogfmt } from "../logfmt/logfmt-scan.ts";
import { applyRoles, findRoles } from "../roles/roles.ts";

/**
 * Reads a message that is JSON (also after a few words, or after `@cee:`) or `key=value` pairs; false when it is neither.
 *
 * @example readStructured('@cee: {"user":"a","client_ip":"192.0.2.1"}', event) // true; event["source.ip"] === "192.0.2.1"
 */
export function readStructured(message: string, event: LogEvent): boolean {
  const brace = message.endsWith("}") || message.endsWith("]") ? message.indexOf("{") : -1;
  const value = brace >= 0 && brace < 256 ? parseLine(message.slice(brace, message.lastIndexOf("}") + 1)) : undefined;
  const fields = isObject(value) ? flatFields(value) : readLogfmt(message);
  if (fields === undefined) return false;
  event.fields = fields;
  const found = findRoles(fields);
  const words = brace > 12 ? message.slice(0, brace).trim() : undefined;
  if (found.message === undefined && words !== undefined) found.message = words;
  if (found.message !== undefined && brace <= 12) event.message = String(found.message);
  applyRoles(found, event);
  return true;
}
