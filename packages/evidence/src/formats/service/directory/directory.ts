import type { LogEvent } from "@stanch/model/log-event";
import { loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

const remembered = 10_000;

/** slapd says who connects, who binds and what came of it in three lines, joined by connection and operation. */
function binds(): (message: string, event: LogEvent) => void {
  const clients = new Map<string, string>();
  const names = new Map<string, string>();
  return (message, event) => {
    const head = /^conn=(\d+) (?:fd=\d+|op=(\d+)) (ACCEPT|BIND|RESULT|UNBIND|closed)/.exec(message);
    if (head === null) return;
    const connection = head[1] ?? "";
    event["session.id"] = connection;
    if (clients.size > remembered) clients.clear();
    if (names.size > remembered) names.clear();
    if (head[3] === "ACCEPT" && event["source.ip"] !== undefined) clients.set(connection, event["source.ip"]);
    const client = clients.get(connection);
    if (client !== undefined) event["source.ip"] = client;
    const key = `${connection} ${head[2] ?? ""}`;
    if (head[3] === "BIND" && event["user.name"] !== undefined) names.set(key, event["user.name"]);
    const name = names.get(key);
    if (head[3] === "RESULT" && name !== undefined) event["user.name"] ??= name;
    if (head[3] === "closed") clients.delete(connection);
  };
}

/** OpenLDAP slapd. Source: slapd.conf(5), `loglevel stats`. */
export const slapd: Service = {
  module: "slapd",
  category: "authentication",
  programs: /^slapd$/,
  follow: binds,
  rules: [
    noted("ACCEPT from", /^conn=\d+ fd=\d+ ACCEPT from (?:IP=)?(?<ip>\S+)/, "connection_opened"),
    loginRefused("err=49", /^conn=\d+ op=\d+ RESULT tag=97 err=49 /),
    loginGranted("err=0", /^conn=\d+ op=\d+ RESULT tag=97 err=0 /),
    noted("BIND dn=", /^conn=\d+ op=\d+ BIND dn="(?<user>[^"]*)"/, "bind"),
    noted("SRCH", /^conn=\d+ op=\d+ SRCH /, "search"),
    noted("closed", /^conn=\d+ fd=\d+ closed/, "connection_closed"),
  ],
};

/** Kerberos key distribution centres. */
export const kerberos: Service = {
  module: "krb5kdc",
  category: "authentication",
  programs: /^(?:krb5kdc|kdc|kadmind)$/,
  rules: [
    loginRefused(
      "AS_REQ",
      /^AS_REQ \(.*?\) (?<ip>\S+?): (?:CLIENT_NOT_FOUND|PREAUTH_FAILED|LOCKED_OUT|CLIENT EXPIRED|CLIENT KEY EXPIRED): (?<user>\S+) for/,
    ),
    loginGranted("ISSUE", /^(?:AS|TGS)_REQ \(.*?\) (?<ip>\S+?): ISSUE: .*?, (?<user>\S+) for (?<target>\S+)/),
    noted("_REQ", /^(?:AS|TGS)_REQ \(.*?\) (?<ip>\S+?): \w+/, "kerberos_request"),
  ],
};

/** RADIUS. */
export const radius: Service = {
  module: "radius",
  category: "authentication",
  programs: /^(?:radiusd|freeradius)$/,
  rules: [
    loginRefused(
      "Login incorrect",
      /Login incorrect.*?: \[(?<user>[^\]/]*)(?:\/[^\]]*)?\].*?(?:cli (?<ip>[\d.a-fA-F:]+))?\)?$/,
    ),
    loginGranted("Login OK", /Login OK: \[(?<user>[^\]/]*)(?:\/[^\]]*)?\].*?(?:cli (?<ip>[\d.a-fA-F:]+))?\)?$/),
  ],
};

/** ejabberd, Prosody and other XMPP servers. */
export const xmpp: Service = {
  module: "xmpp",
  category: "authentication",
  programs: /^(?:ejabberd|prosody)$/,
  rules: [
    loginRefused(
      "Failed",
      /Failed (?:c2s \S+ )?authentication for (?<user>\S+) from (?:IP )?(?<ip>[\w:.]+?)(?::? |$|: )/,
    ),
    loginGranted("Accepted", /Accepted (?:c2s \S+ )?authentication for (?<user>\S+) .*?from (?<ip>[\w:.]+)/),
    refused("rejected", /Access rejected by .* from (?<ip>\S+)/, "connection_refused"),
  ],
};
