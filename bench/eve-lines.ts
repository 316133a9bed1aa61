import { host, intruder, isoStamp, type LineSource } from "./line-source.ts";
import { addressAt, hexText, type Random } from "./random.ts";

const names = ["shop.example.com", "cdn.example.net", "update.example.org", "mirrors.example.cn", "api.example.com"];

/** Suricata `eve.json` of a sensor before the server: flows, DNS, HTTP, TLS and a few alerts. */
export function eveLines(random: Random): LineSource {
  const stamp = (at: number): string =>
    `${isoStamp(Math.floor(at))}.${String(random.below(1_000_000)).padStart(6, "0")}+0000`;
  const flow = (at: number, type: string, source: string, to: number): Record<string, unknown> => ({
    timestamp: stamp(at),
    flow_id: 1_000_000_000_000_000 + random.below(2 ** 40),
    in_iface: "eth0",
    event_type: type,
    src_ip: source,
    src_port: 32_768 + random.below(28_000),
    dest_ip: "192.0.2.10",
    dest_port: to,
    proto: to === 53 ? "UDP" : "TCP",
  });
  const flowEnd = (at: number, source: string) => ({
    ...flow(at, "flow", source, 443),
    app_proto: "tls",
    flow: {
      pkts_toserver: random.below(90),
      pkts_toclient: random.below(120),
      bytes_toserver: random.below(90_000),
      bytes_toclient: random.below(900_000),
      start: stamp(at - 9),
      end: stamp(at),
      age: 9,
      state: "closed",
      reason: "timeout",
      alerted: false,
    },
    tcp: {
      tcp_flags: "1b",
      tcp_flags_ts: "1b",
      tcp_flags_tc: "1b",
      syn: true,
      fin: true,
      psh: true,
      ack: true,
      state: "closed",
    },
    host,
  });
  const dns = (at: number, source: string) => ({
    ...flow(at, "dns", source, 53),
    dns: {
      type: "query",
      id: random.below(65_536),
      rrname: `${hexText(random, 4)}.${random.pick(names)}`,
      rrtype: "A",
      tx_id: 0,
    },
    host,
  });
  const http = (at: number, source: string) => ({
    ...flow(at, "http", source, 80),
    tx_id: 0,
    http: {
      hostname: random.pick(names),
      url: `/product/${random.skewed(4000)}.html?from=${hexText(random, 8)}`,
      http_user_agent:
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
      http_content_type: "text/html",
      http_method: "GET",
      protocol: "HTTP/1.1",
      status: 200,
      length: random.below(60_000),
    },
    host,
  });
  const tls = (at: number, source: string) => ({
    ...flow(at, "tls", source, 443),
    tls: {
      subject: "CN=shop.example.com",
      issuerdn: "C=US, O=Example CA, CN=R11",
      serial: hexText(random, 32).toUpperCase(),
      fingerprint: hexText(random, 40).replaceAll(/(..)(?=.)/g, "$1:"),
      sni: random.pick(names),
      version: "TLS 1.3",
      notbefore: "2026-01-01T00:00:00",
      notafter: "2026-12-31T23:59:59",
      ja3: { hash: hexText(random, 32), string: "771,4865-4866-4867,0-23-65281-10-11,29-23-24,0" },
    },
    host,
  });
  const alert = (at: number, source: string, signature: string, severity: number) => ({
    ...flow(at, "alert", source, 80),
    alert: {
      action: "allowed",
      gid: 1,
      signature_id: 2_010_935,
      rev: 3,
      signature,
      category: "Potentially Bad Traffic",
      severity,
    },
    app_proto: "http",
    host,
  });
  return {
    file: "eve.json",
    ordinary(at, lines) {
      const source = addressAt(random.skewed(120_000));
      const dice = random.unit();
      const make = dice < 0.45 ? flowEnd : dice < 0.65 ? dns : dice < 0.83 ? http : tls;
      const line =
        dice < 0.99 ? make(at, source) : alert(at, source, "ET SCAN Suspicious inbound to MySQL port 3306", 2);
      lines.push(JSON.stringify(line));
    },
    intrusion(at, lines) {
      const { address } = intruder;
      for (let hit = 0; hit < 40; hit++)
        lines.push(JSON.stringify(alert(at + hit, address, "ET WEB_SERVER Possible SQL Injection UNION SELECT", 1)));
      lines.push(JSON.stringify(alert(at + 310, address, "ET WEB_SERVER PHP WebShell Command Execution", 1)));
    },
  };
}
