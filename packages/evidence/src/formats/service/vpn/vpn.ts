import { loginGranted, loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";
import type { LogEvent } from "@stanch/model/log-event";
import { serviceFormat } from "../service-format/service-format.ts";

/** strongSwan names the peer in the packet lines and the user in the EAP lines; the connection joins them. */
function ikePeers(): (message: string, event: LogEvent) => void {
  const peers = new Map<string, string>();
  return (message, event) => {
    const connection = /<([^|>]{1,80}\|\d+)>/.exec(message)?.[1];
    if (connection === undefined) return;
    event["session.id"] = connection;
    if (event["source.ip"] !== undefined && message.includes("received packet")) {
      if (peers.size > 10_000) peers.clear();
      peers.set(connection, event["source.ip"]);
    } else if (event["source.ip"] === undefined) {
      const peer = peers.get(connection);
      if (peer !== undefined) event["source.ip"] = peer;
    }
  };
}

/** strongSwan's charon, pluto and other IKE daemons. */
export const ipsec: Service = {
  module: "ipsec",
  category: "authentication",
  programs: /^(?:charon(?:-\w+)?|ipsec|pluto|strongswan)$/,
  follow: ikePeers,
  rules: [
    loginRefused("verification failed", /EAP-MS-CHAPv2 verification failed/),
    loginRefused("failed for", /EAP method \S+ failed for peer (?<ip>\S+)/),
    loginRefused("authentication of", /authentication of '(?<user>[^']*)' .*failed/),
    loginRefused("no matching peer config", /no matching peer config found/),
    refused("no IKE config found", /no IKE config found for \S+\.\.\.(?<ip>[^,\s]+)/, "connection_refused"),
    loginRefused("AUTH_FAILED", /generating .*AUTH_FAILED|N\(AUTH_FAILED\)/),
    loginGranted("successful", /authentication of '(?<user>[^']*)' .*successful/),
    loginGranted("successful", /EAP method \S+ succeeded/),
    noted(
      "received packet",
      /received packet: from (?<ip>[^[\s]+)\[(?<port>\d+)\] to (?<dip>[^[\s]+)\[(?<dport>\d+)\]/,
      "packet",
      "network",
    ),
    noted("initiating", /(?<ip>\S+) is initiating/, "connection_opened", "network"),
  ],
};

/** WireGuard, with dynamic debug in the kernel log. */
export const wireguard: Service = {
  module: "wireguard",
  category: "network",
  programs: /^wireguard(?:-go)?$/,
  rules: [
    refused(
      "unallowed src IP",
      /Packet has unallowed src IP \([^)]*\) from peer \d+ \((?<ip>[^)]+)\)/,
      "packet_refused",
    ),
    refused(
      "Invalid",
      /Invalid (?:handshake initiation|MAC of handshake|handshake response).*? from (?<ip>\S+?)[,.]?$/,
      "handshake_refused",
    ),
    noted("Receiving handshake", /Receiving handshake \w+ from peer \d+ \((?<ip>[^)]+)\)/, "handshake"),
    noted("Keypair", /Keypair \d+ created for peer (?<session>\d+)/, "handshake"),
  ],
};

/** Dante SOCKS server. */
export const dante: Service = {
  module: "dante",
  category: "authentication",
  programs: /^(?:danted|sockd)$/,
  rules: [
    loginRefused(
      "authentication failed for user",
      /block\(\d+\): tcp\/accept \]: (?<ip>\S+) \S+: error after reading .*authentication failed for user "(?<user>.*)"/,
    ),
    loginRefused(
      "could not access user",
      /block\(\d+\): tcp\/accept \]: (?<ip>\S+) \S+: error after reading .*could not access user "(?<user>.*)"/,
    ),
    loginRefused(
      "pam_authenticate",
      /block\(\d+\): tcp\/accept \]: (?<ip>\S+) \S+: error after reading .*pam_authenticate\(\) for user "(?<user>.*)" failed/,
    ),
    refused("block(", /block\(\d+\): \S+ [\][]: (?<ip>\S+) (?<dip>\S+)/, "connection_refused", "network"),
    noted("pass(", /pass\(\d+\): \S+ [\][]: (?<ip>\S+)/, "connection_opened", "network"),
  ],
};

/** SoftEther VPN, PPTP, L2TP and PPP daemons. */
export const softether: Service = {
  module: "vpn",
  category: "authentication",
  programs: /^(?:vpnserver|softether\w*|pptpd|xl2tpd|pppd|ocserv)$/,
  rules: [
    loginRefused(
      "User authentication failed",
      /Connection ".*": User authentication failed\. The user name that has been provided was "(?<user>.*)", from (?<ip>\S+?)\.$/,
    ),
    loginGranted(
      "Successfully authenticated as user",
      /Connection ".*": Successfully authenticated as user "(?<user>.*)"\.$/,
    ),
    noted(
      "has connected",
      /a Client \(IP address (?<ip>[^,\s]+), Host name ".*", Port number (?<port>\d+)\) has connected/,
      "connection_opened",
      "network",
    ),
    noted(
      "has been created",
      /For the client \(IP address: (?<ip>[^,\s]+), host name: ".*", port number: (?<port>\d+)\), connection "(?<session>[^"]*)" has been created/,
      "connection_opened",
      "network",
    ),
    loginRefused(
      "failed authentication",
      /(?<ip>\S+): user '(?<user>.*)' failed authentication|worker\[(?<user2>[^\]]*)\]: (?<ip2>\S+) failed/,
    ),
    loginRefused("authentication failed", /(?:CHAP|PAP|MS-?CHAP\w*) (?:peer )?authentication failed for (?<user>\S+)/),
    loginGranted(
      "authentication succeeded",
      /(?:CHAP|PAP|MS-?CHAP\w*) (?:peer )?authentication succeeded for (?<user>\S+)/,
    ),
  ],
};

/** SoftEther VPN server's own log files (`server_log`, `security_log`). */
export const softetherLog = serviceFormat({
  id: "softether",
  names: { zh: "SoftEther VPN 日志", en: "SoftEther VPN log" },
  module: softether.module,
  category: softether.category,
  references: ["https://www.softether.org/4-docs/1-manual/3/3.10"],
  line: /^(?<date>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}) (?<message>(?:Connection|Session|SSL communication for connection|On the TCP Listener|For the client|The connection|The session|\[HUB|Virtual (?:Hub|DHCP)|Server Administration|Administration mode)\b.*)$/,
  rules: softether.rules,
  sure: 97,
});
