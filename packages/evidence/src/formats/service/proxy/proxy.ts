import { loginRefused, noted, refused } from "../message-rule/rule-makers.ts";
import type { Service } from "../message-rule/service.ts";

/** stunnel. */
export const stunnel: Service = {
  module: "stunnel",
  category: "network",
  programs: /^stunnel4?$/,
  rules: [
    refused(
      "SSL_accept",
      /SSL_accept from (?<ip>\S+?):(?<port>\d+) : .*(?:peer did not return a certificate|alert|error)/,
      "tls_handshake",
    ),
    noted("accepted connection from", /accepted connection from (?<ip>\S+):(?<port>\d+)/, "connection_opened"),
  ],
};

/** 3proxy. */
export const threeProxy: Service = {
  module: "3proxy",
  category: "network",
  programs: /^3proxy$/,
  rules: [loginRefused("PROXY", /^PROXY\.\d+ \d{3}0[1-9] (?<user>\S+) (?<ip>\S+)/)],
};

/** Port scan detectors: portsentry, scanlogd, psad. */
export const scanDetectors: Service = {
  module: "portscan",
  category: "intrusion_detection",
  programs: /^(?:portsentry|scanlogd|psad)$/,
  rules: [
    refused("Host: ", /Host: (?<ip>[^/\s]+)\/\S+ Port: (?<dport>\d+) (?<transport>TCP|UDP) Blocked/, "port_scan"),
    refused("attackalert", /attackalert: .*(?:from host:|Host) (?<ip>[^/\s]+).*(?:port: (?<dport>\d+))?/, "port_scan"),
    refused(" to ", /^(?<ip>[\d.a-fA-F:]+?)(?::(?<port>\d+))? to (?<dip>[\d.]+) ports /, "port_scan"),
    refused("scan detected", /scan detected.*?: (?<ip>\S+) ->/, "port_scan"),
  ],
};

/** MikroTik RouterOS. */
export const routeros: Service = {
  module: "routeros",
  category: "authentication",
  programs: /^(?:routeros|(?:system|account|firewall|ipsec|l2tp|pptp|dhcp)(?:,[\w!]+)+)$/,
  rules: [
    loginRefused("login failure for user", /login failure for user (?<user>.*?) from (?<ip>\S+) via \S+$/),
    noted("logged in from", /user (?<user>.*?) logged in from (?<ip>\S+)/, "login"),
  ],
};
