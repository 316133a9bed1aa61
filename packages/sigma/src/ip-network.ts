/** An address as bytes: 4 for IPv4 (also where IPv6 writes one), 16 for IPv6. */
export type Address = readonly number[];

/** A network in CIDR notation. */
export interface Network {
  readonly bytes: Address;
  readonly bits: number;
}

function ipv4(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4) return undefined;
  const bytes = parts.map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function groups(text: string): number[] | undefined {
  if (text === "") return [];
  const out: number[] = [];
  const parts = text.split(":");
  for (const [at, part] of parts.entries()) {
    const embedded = at === parts.length - 1 && part.includes(".") ? ipv4(part) : undefined;
    if (embedded !== undefined) out.push(...embedded);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) {
      const word = Number.parseInt(part, 16);
      out.push(word >> 8, word & 0xff);
    } else return undefined;
  }
  return out;
}

function ipv6(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const head = groups(halves[0] ?? "");
  const tail = groups(halves[1] ?? "");
  if (head === undefined || tail === undefined) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 2) return undefined;
  return [...head, ...Array.from({ length: missing }, () => 0), ...tail];
}

const mapped = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

/**
 * Reads an address; IPv4 in IPv6 clothes (`::ffff:10.0.0.1`) is IPv4, brackets and a zone (`fe80::1%eth0`) are dropped.
 *
 * @example ipAddress("::ffff:10.0.0.1") // [10, 0, 0, 1]
 */
export function ipAddress(text: string): Address | undefined {
  if (text.length > 64) return undefined;
  const bare = text
    .trim()
    .replace(/^\[|\]$/g, "")
    .replace(/%.*$/, "");
  if (!bare.includes(":")) return ipv4(bare);
  const bytes = ipv6(bare);
  if (bytes !== undefined && mapped.every((byte, at) => bytes[at] === byte)) return bytes.slice(12);
  return bytes;
}

/** @example ipNetwork("10.0.0.0/8") // { bytes: [10, 0, 0, 0], bits: 8 }; an address alone is a network of one */
export function ipNetwork(text: string): Network | undefined {
  const [base = "", prefix, more] = text.trim().split("/");
  const bytes = ipAddress(base);
  if (bytes === undefined || more !== undefined) return undefined;
  const full = bytes.length * 8;
  if (prefix === undefined) return { bytes, bits: full };
  if (!/^\d{1,3}$/.test(prefix)) return undefined;
  const stated = Number(prefix);
  const bits = base.includes(":") && bytes.length === 4 ? stated - 96 : stated;
  return bits < 0 || bits > full ? undefined : { bytes, bits };
}

/** Whether an address lies in a network of its own family. */
export function inNetwork(address: Address, network: Network): boolean {
  if (address.length !== network.bytes.length) return false;
  const whole = network.bits >> 3;
  for (let at = 0; at < whole; at++) if (address[at] !== network.bytes[at]) return false;
  const rest = network.bits & 7;
  if (rest === 0) return true;
  const mask = (0xff << (8 - rest)) & 0xff;
  return ((address[whole] ?? 0) & mask) === ((network.bytes[whole] ?? 0) & mask);
}
