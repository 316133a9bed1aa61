import { isIPv6 } from "node:net";

/** The first `count` groups of an IPv6 address, none left out. */
function groups(address: string, count: number): string[] {
  const [head = "", tail] = address.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const between = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => "0");
  return [...before, ...(tail === undefined ? [] : between), ...after].slice(0, count).map((one) => one.toLowerCase());
}

/**
 * What counts as one client: an IPv4 address, or the /64 that one IPv6 customer owns whole. Source: RFC 6177, RFC 4291.
 *
 * @example clientNetwork("2001:db8::1") // "2001:db8:0:0/64"
 * @example clientNetwork("::ffff:192.0.2.1") // "192.0.2.1"
 */
export function clientNetwork(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  return isIPv6(address) ? `${groups(address.split("%")[0] ?? "", 4).join(":")}/64` : address;
}
