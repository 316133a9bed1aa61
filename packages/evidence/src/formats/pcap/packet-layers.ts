/** What one packet says of the network: who sent to whom, and what it carried. */
export interface Layers {
  readonly transport: "tcp" | "udp" | "icmp" | "ipv6-icmp" | `ip-${number}` | `ether-${string}`;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** TCP flags; 0 for others. */
  readonly flags: number;
  readonly sequence: number;
  readonly payload: Buffer;
}

const none = Buffer.alloc(0);

function mac(bytes: Buffer, at: number): string {
  return bytes.toString("hex", at, at + 6).replace(/..(?!$)/g, "$&:");
}

const v4 = (bytes: Buffer, at: number): string =>
  `${bytes[at] ?? 0}.${bytes[at + 1] ?? 0}.${bytes[at + 2] ?? 0}.${bytes[at + 3] ?? 0}`;

/** The way RFC 5952 writes an IPv6 address. */
function v6(bytes: Buffer, at: number): string {
  const groups: string[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(bytes.readUInt16BE(at + i).toString(16));
  const runs = groups.join(":").match(/\b0(?::0)+\b/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), "");
  if (longest === "") return groups.join(":");
  const whole = `:${groups.join(":")}:`;
  return whole.replace(`:${longest}:`, "::").replace(/^:(?!:)|(?<!:):$/g, "");
}

interface Parties {
  readonly source: string;
  readonly destination: string;
}

function transport(protocol: number, parties: Parties, body: Buffer): Layers {
  const base = { ...parties, sourcePort: 0, destinationPort: 0, flags: 0, sequence: 0, payload: none };
  if (protocol === 6 && body.length >= 20) {
    const head = ((body[12] ?? 0) >> 4) * 4;
    return {
      ...base,
      transport: "tcp",
      sourcePort: body.readUInt16BE(0),
      destinationPort: body.readUInt16BE(2),
      sequence: body.readUInt32BE(4),
      flags: body[13] ?? 0,
      payload: head >= 20 && head <= body.length ? body.subarray(head) : none,
    };
  }
  if (protocol === 17 && body.length >= 8) {
    const ports = { sourcePort: body.readUInt16BE(0), destinationPort: body.readUInt16BE(2) };
    return { ...base, ...ports, transport: "udp", payload: body.subarray(8) };
  }
  const named = protocol === 1 ? "icmp" : protocol === 58 ? "ipv6-icmp" : (`ip-${protocol}` as const);
  return { ...base, transport: named };
}

function ipv4(bytes: Buffer): Layers | undefined {
  const head = ((bytes[0] ?? 0) & 15) * 4;
  if (bytes.length < 20 || head < 20 || head > bytes.length) return undefined;
  const total = bytes.readUInt16BE(2);
  const end = total >= head && total <= bytes.length ? total : bytes.length;
  const parties = { source: v4(bytes, 12), destination: v4(bytes, 16) };
  // Later fragments carry no ports: they are packets of their own kind.
  const later = (bytes.readUInt16BE(6) & 0x1fff) !== 0;
  return transport(later ? 255 : (bytes[9] ?? 0), parties, bytes.subarray(head, end));
}

const extensions = new Set([0, 43, 60]);

function ipv6(bytes: Buffer): Layers | undefined {
  if (bytes.length < 40) return undefined;
  const parties = { source: v6(bytes, 8), destination: v6(bytes, 24) };
  let next = bytes[6] ?? 59;
  let at = 40;
  for (let steps = 0; steps < 8 && extensions.has(next) && at + 8 <= bytes.length; steps++) {
    next = bytes[at] ?? 59;
    at += ((bytes[at + 1] ?? 0) + 1) * 8;
  }
  return transport(next, parties, bytes.subarray(Math.min(at, bytes.length)));
}

const ip = (bytes: Buffer): Layers | undefined => ((bytes[0] ?? 0) >> 4 === 6 ? ipv6(bytes) : ipv4(bytes));

function ethernet(bytes: Buffer): Layers | undefined {
  if (bytes.length < 14) return undefined;
  let at = 12;
  let type = bytes.readUInt16BE(at);
  for (
    let tags = 0;
    tags < 4 && (type === 0x8100 || type === 0x88a8 || type === 0x9100) && at + 6 <= bytes.length;
    tags++
  ) {
    at += 4;
    type = bytes.readUInt16BE(at);
  }
  const body = bytes.subarray(at + 2);
  if (type === 0x0800 || type === 0x86dd) return ip(body);
  if (type === 0x8864 && body.length > 8) return ip(body.subarray(8));
  return {
    transport: `ether-${type < 0x600 ? "llc" : type.toString(16).padStart(4, "0")}`,
    source: mac(bytes, 6),
    destination: mac(bytes, 0),
    sourcePort: 0,
    destinationPort: 0,
    flags: 0,
    sequence: 0,
    payload: none,
  };
}

/**
 * Takes a captured packet apart; undefined when it is too short or of a kind of network that is not known.
 * Sources: RFC 791, 8200, 9293, 768; LINKTYPE values of tcpdump.org.
 */
export function packetLayers(link: number, bytes: Buffer): Layers | undefined {
  switch (link) {
    case 1:
      return ethernet(bytes);
    case 0:
    case 108:
      return bytes.length > 4 ? ip(bytes.subarray(4)) : undefined;
    case 12:
    case 14:
    case 101:
    case 228:
    case 229:
      return ip(bytes);
    case 113:
      return bytes.length > 16 ? ip(bytes.subarray(16)) : undefined;
    case 276:
      return bytes.length > 20 ? ip(bytes.subarray(20)) : undefined;
    default:
      return undefined;
  }
}
