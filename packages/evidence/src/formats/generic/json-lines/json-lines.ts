import type { FieldValue } from "@stanch/model/event-line";
import { flatFields } from "../json-format/flat-fields.ts";
import { jsonFormat } from "../json-format/json-format.ts";
import { isObject, type Json, type JsonObject } from "../json-format/json-value.ts";
import { applyRoles, findRoles, type Roles } from "../roles/roles.ts";

/** One record is asked for its time and then for the rest: its fields are found once. */
let last: { record: JsonObject; fields: Record<string, FieldValue>; found: Roles } | undefined;

function known(record: JsonObject): { fields: Record<string, FieldValue>; found: Roles } {
  if (last?.record === record) return last;
  const fields = flatFields(record);
  last = { record, fields, found: findRoles(fields) };
  return last;
}

function timeOf(record: JsonObject): Json | undefined {
  const { time } = known(record).found;
  return typeof time === "boolean" ? undefined : time;
}

/** JSON Lines of any program, when a field says the time; fields whose names are plain are understood. */
export const jsonLines = jsonFormat({
  id: "json-lines",
  names: { zh: "通用 JSON 行日志", en: "JSON Lines" },
  family: "generic",
  module: "unknown",
  references: ["https://jsonlines.org/"],
  sure: 55,
  flat: false,
  is: (record) => Object.keys(record).length > 0,
  inside: (line) => {
    const only = Object.values(line);
    const inner = only.length === 1 ? only[0] : undefined;
    return Array.isArray(inner) && isObject(inner[0] as Json) ? (inner as readonly Json[]) : undefined;
  },
  time: timeOf,
  map(record, event) {
    const { fields, found } = known(record);
    event.fields = fields;
    applyRoles(found, event);
    last = undefined;
  },
});
