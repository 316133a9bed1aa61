import { flatFields } from "../../generic/json-format/flat-fields.ts";
import { jsonFormat } from "../../generic/json-format/json-format.ts";
import type { JsonObject } from "../../generic/json-format/json-value.ts";
import { zeekFields } from "./zeek-event.ts";

/** The log a JSON record is from, when neither `_path` nor the file name says: by fields only that log has. */
const signs: readonly (readonly [field: string, path: string])[] = [
  ["conn_state", "conn"],
  ["qtype_name", "dns"],
  ["query", "dns"],
  ["status_code", "http"],
  ["uri", "http"],
  ["server_name", "ssl"],
  ["cipher", "ssl"],
  ["auth_success", "ssh"],
  ["kexAlg", "ssh"],
  ["kex_alg", "ssh"],
  ["mailfrom", "smtp"],
  ["fuid", "files"],
  ["note", "notice"],
  ["request_type", "kerberos"],
  ["reply_code", "ftp"],
];

function pathOf(record: JsonObject, file: string): string {
  const own = record["_path"];
  if (typeof own === "string") return own;
  const name =
    /(?:^|\/)(conn|dns|http|ssl|ssh|smtp|ftp|files|notice|weird|kerberos|ntlm|rdp|rfb|mysql|radius|intel|signatures|smb_files|x509|dhcp|software|tunnel|ldap)[._-]/.exec(
      file,
    )?.[1];
  return name ?? signs.find(([field]) => record[field] !== undefined)?.[1] ?? "unknown";
}

/** Zeek logs as JSON lines. */
export const zeekJson = jsonFormat({
  id: "zeek-json",
  names: { zh: "Zeek 日志（JSON）", en: "Zeek log (JSON)" },
  family: "sensor",
  module: "zeek",
  category: "network",
  references: ["https://docs.zeek.org/en/master/log-formats.html#zeek-json-format-logs"],
  sure: 99,
  flat: false,
  splittable: true,
  is: (record) =>
    (record["ts"] !== undefined || record["_write_ts"] !== undefined) &&
    (record["id.orig_h"] !== undefined ||
      record["_path"] !== undefined ||
      (record["uid"] !== undefined && record["ts"] !== undefined) ||
      record["fuid"] !== undefined),
  time: (record) => record["ts"] ?? record["_write_ts"],
  map() {},
  follow:
    ({ path }) =>
    (record, event) => {
      const fields = flatFields(record);
      zeekFields(fields, pathOf(record, path), event);
      event.fields = fields;
    },
});
