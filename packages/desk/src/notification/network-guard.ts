import { BlockList, isIP } from "node:net";

/** Ranges that are not the public Internet. Source: IANA special-purpose address registries (RFC 6890 and updates). */
const inner: readonly (readonly [string, number, "ipv4" | "ipv6"])[] = [
  ["0.0.0.0", 8, "ipv4"],
  ["10.0.0.0", 8, "ipv4"],
  ["100.64.0.0", 10, "ipv4"],
  ["127.0.0.0", 8, "ipv4"],
  ["169.254.0.0", 16, "ipv4"],
  ["172.16.0.0", 12, "ipv4"],
  ["192.0.0.0", 24, "ipv4"],
  ["192.0.2.0", 24, "ipv4"],
  ["192.168.0.0", 16, "ipv4"],
  ["198.18.0.0", 15, "ipv4"],
  ["198.51.100.0", 24, "ipv4"],
  ["203.0.113.0", 24, "ipv4"],
  ["224.0.0.0", 3, "ipv4"],
  ["::", 3, "ipv6"],
  ["64:ff9b:1::", 48, "ipv6"],
  ["2001::", 23, "ipv6"],
  ["2001:db8::", 32, "ipv6"],
  ["2002::", 16, "ipv6"],
  ["3fff::", 20, "ipv6"],
  ["4000::", 2, "ipv6"],
  ["8000::", 1, "ipv6"],
];

// One list for each family: a list of both takes an IPv4 address for an IPv6 one that begins with zeros.
const innerLists = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, bits, family] of inner) innerLists[family].addSubnet(net, bits, family);

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 4 ? "ipv4" : "ipv6";
}

/** IPv4 addresses that are written as IPv6 (`::ffff:127.0.0.1`) count as what they are. */
function plain(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  return mapped?.[1] ?? address;
}

/** The administrator's exceptions: host names, addresses, and ranges `10.1.0.0/16`. */
export interface Allowed {
  readonly host: (name: string) => boolean;
  readonly address: (address: string) => boolean;
}

export function allowedBy(entries: readonly string[]): Allowed {
  const names = new Set<string>();
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const entry of entries) {
    const [net = "", bits] = entry.split("/");
    if (isIP(net) === 0) {
      names.add(entry.toLowerCase());
      continue;
    }
    const family = familyOf(net);
    const whole = family === "ipv4" ? 32 : 128;
    const size = bits === undefined ? whole : Number(bits);
    if (Number.isInteger(size) && size >= 0 && size <= whole) lists[family].addSubnet(net, size, family);
  }
  return {
    host: (name) => names.has(name.toLowerCase()),
    address: (address) => {
      const target = plain(address);
      return lists[familyOf(target)].check(target, familyOf(target));
    },
  };
}

/**
 * Whether a request may go to this resolved address: the public Internet, or what the administrator allowed.
 *
 * @example mayReach("169.254.169.254", "metadata.example", allowedBy([])) // false
 */
export function mayReach(address: string, host: string, allowed: Allowed): boolean {
  const target = plain(address);
  if (isIP(target) === 0) return false;
  return !innerLists[familyOf(target)].check(target, familyOf(target)) || allowed.host(host) || allowed.address(target);
}
