import type { LogEvent } from "@stanch/model/log-event";
import { loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import { serviceFormat } from "../service-format/service-format.ts";

const peer = String.raw`^(?:[\w.-]+/)?(?<ip>[\d.]+|\[?[0-9a-fA-F:]+\]?):(?<port>\d+) `;
const remembered = 10_000;

/** A reset means little alone; after a packet no OpenVPN client sends, the restart is the refusal. */
function badPeers(): (message: string, event: LogEvent) => void {
  const bad = new Set<string>();
  return (message, event) => {
    const key = `${event["source.ip"] ?? ""}:${event["source.port"] ?? ""}`;
    if (message.includes("Bad encapsulated packet length")) {
      if (bad.size >= remembered) bad.clear();
      bad.add(key);
      // Counted once: at the restart that ends the attempt.
      event["event.outcome"] = "unknown";
    } else if (message.includes("SIGUSR1[soft,connection-reset]") && bad.delete(key))
      event["event.outcome"] = "failure";
  };
}

/** OpenVPN servers. Source: openvpn source, `ssl.c`, `ssl_verify.c`. */
export const openvpn: Service = {
  module: "openvpn",
  category: "authentication",
  programs: /^(?:openvpn|ovpn)[\w@.-]*$/,
  follow: badPeers,
  rules: [
    loginRefused(
      "TLS Auth Error",
      new RegExp(peer + String.raw`TLS Auth Error: Auth Username/Password verification failed for peer`),
    ),
    loginRefused(
      "VERIFY ERROR",
      new RegExp(peer + String.raw`VERIFY ERROR: depth=\d+, error=.*?(?:CN=(?<user>[^,/]+))?`),
    ),
    loginRefused(
      "TLS Error",
      new RegExp(peer + String.raw`TLS Error: (?:TLS handshake failed|TLS object|TLS key negotiation failed)`),
    ),
    loginRefused("TLS Error", /^TLS Error: .*? from \[AF_INET6?\](?<ip>.*):(?<port>\d+)/),
    loginRefused("AUTH_FAILED", new RegExp(peer + String.raw`.*AUTH_FAILED`)),
    loginRefused("CRL", new RegExp(peer + String.raw`.*CRL CHECK FAILED`)),
    refused(
      "Bad encapsulated packet length",
      new RegExp(peer + String.raw`WARNING: Bad encapsulated packet length`),
      "protocol_abuse",
    ),
    noted(
      "SIGUSR1",
      new RegExp(peer + String.raw`SIGUSR1\[soft,(?:connection-reset|tls-error)\] received`),
      "connection_reset",
    ),
    loginGranted(
      "Peer Connection Initiated",
      /^(?:[\w.-]+\/)?\S+:\d+ \[(?<user>[^\]]*)\] Peer Connection Initiated with \[AF_INET6?\](?<ip>.*):(?<port>\d+)/,
    ),
    noted(
      "MULTI_sva: pool returned",
      new RegExp(String.raw`^(?<user>[\w.@-]+)/(?<ip>[\d.]+):(?<port>\d+) MULTI_sva: pool returned`),
      "address_assigned",
      "network",
    ),
    noted(
      "connection established",
      /connection established with \[AF_INET6?\](?<ip>.*):(?<port>\d+)/,
      "connection_opened",
    ),
    noted("Connection reset", new RegExp(peer + "Connection reset"), "connection_closed"),
  ],
};

/** OpenVPN's own log (`log`, `log-append`). */
export const openvpnLog = serviceFormat({
  id: "openvpn",
  names: { zh: "OpenVPN 日志", en: "OpenVPN log" },
  module: openvpn.module,
  category: openvpn.category,
  references: ["openvpn(8)"],
  line: /^(?<date>(?:[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4})|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) (?:us=\d+ )?(?<message>(?:[\w.-]+\/)?(?:\d{1,3}\.){3}\d{1,3}:\d+ .*|(?:OpenVPN|TLS Error|MULTI|Initialization|TUN\/TAP|Diffie|UDPv4|TCPv4|TCP connection|VERIFY|Control Channel|Data Channel|library versions|\/sbin\/ip|net_\w+|Listening|Outgoing|Incoming|GID|UID|IFCONFIG).*)$/,
  rules: openvpn.rules,
  sure: 88,
  follow: badPeers,
});
