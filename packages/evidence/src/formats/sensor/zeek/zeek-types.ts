import { table } from "../../../table.ts";
/** Types of fields that Zeek's own scripts write, for files that lost their header (`zeek-cut -c`); others are strings. */
const byType: Readonly<Record<string, string>> = table({
  time: "ts start_time network_time certificate.not_valid_before certificate.not_valid_after times.modified",
  bool: "AA TC RD RA rejected established resumed auth_success local_orig local_resp notice is_orig timedout success is_webmail tls forwardable renewable suppress_for.enabled",
  count:
    "trans_id qclass qtype rcode Z orig_bytes resp_bytes missed_bytes orig_pkts orig_ip_bytes resp_pkts resp_ip_bytes trans_depth request_body_len response_body_len status_code info_code auth_attempts version_num depth seen_bytes total_bytes missing_bytes overflow_bytes extracted_size file_size reply_code ip_proto message_id",
  port: "id.orig_p id.resp_p p data_channel.resp_p",
  interval: "duration rtt lease_time root_delay",
  "set[string]": "tunnel_parents tags analyzers tx_hosts rx_hosts conn_uids proxied uids",
  "vector[string]":
    "answers msg_types path orig_fuids orig_filenames orig_mime_types resp_fuids resp_mime_types rcptto",
  "vector[interval]": "TTLs",
});
const types = new Map<string, string>();
for (const type in byType) for (const name of (byType[type] ?? "").split(" ")) types.set(name, type);

const telling = new Set(["uid", "fuid", "ts", "id.orig_h", "conn_state", "trans_depth", "uids"]);

/** The column names of a header line of `zeek-cut -c`, or undefined when the line is none. */
export function bareHeader(line: string): readonly string[] | undefined {
  const names = line.replace(/\t$/, "").split("\t");
  if (names.length < 2 || !names.every((name) => /^[A-Za-z_][\w.]{0,63}$/.test(name))) return undefined;
  return names.some((name) => telling.has(name)) && new Set(names).size === names.length ? names : undefined;
}

/** The type a field of this name has in Zeek's own logs. */
export function usualType(name: string): string {
  return types.get(name) ?? "string";
}
