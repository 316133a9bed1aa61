import { isIPv6 } from "node:net";

/** Who a log says it was: an address, or the name it gives instead. */
export interface Party {
  readonly ip: string | undefined;
  readonly name: string | undefined;
  readonly port: number | undefined;
}

/** True for four decimal octets without anything around them. */
export function isIpv4(text: string): boolean {
  const { length } = text;
  if (length < 7 || length > 15) return false;
  let octets = 1;
  let value = -1;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    if (code === 46) {
      if (value < 0) return false;
      octets++;
      value = -1;
    } else if (code >= 48 && code <= 57) {
      value = (value < 0 ? 0 : value * 10) + code - 48;
      if (value > 255) return false;
    } else return false;
  }
  return octets === 4 && value >= 0;
}

/** True for an IPv4 or IPv6 address without port or brackets. */
export function isAddress(text: string): boolean {
  return isIpv4(text) || (text.includes(":") && isIPv6(text));
}

const mapped = "::ffff:";

/** An IPv4 address hidden in IPv6 (`::ffff:192.0.2.4`) as what it is; anything else unchanged. */
export function plainAddress(text: string): string {
  if (text.length > 10 && text.charCodeAt(0) === 58 && text.slice(0, 7).toLowerCase() === mapped) {
    const inner = text.slice(7);
    if (isIpv4(inner)) return inner;
  }
  return text;
}

function portOf(text: string): number | undefined {
  if (!/^\d{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  return port <= 65_535 ? port : undefined;
}

function partyOf(host: string, port: string | undefined): Party {
  const bare = plainAddress(host);
  const known = port === undefined ? undefined : portOf(port);
  return isAddress(bare)
    ? { ip: bare, name: undefined, port: known }
    : { ip: undefined, name: host === "" || host === "-" ? undefined : host, port: known };
}

/**
 * Reads `192.0.2.4`, `192.0.2.4:80`, `[2001:db8::1]:443`, `[IPv6:2001:db8::1]`, `::ffff:192.0.2.4`, `192.0.2.4.5060`, `name:80`.
 *
 * @example party("[2001:db8::1]:443") // { ip: "2001:db8::1", name: undefined, port: 443 }
 */
export function party(text: string): Party {
  const trimmed = text
    .trim()
    .replace(/^IPv6:/i, "")
    .replace(/[.,;]$/, "");
  const bracket = /^\[(?:IPv6:)?([^\]]*)\](?::(\d+))?$/i.exec(trimmed);
  if (bracket !== null) return partyOf(bracket[1] ?? "", bracket[2]);
  const bare = plainAddress(trimmed);
  if (isAddress(bare)) return { ip: bare, name: undefined, port: undefined };
  const colon = trimmed.lastIndexOf(":");
  if (colon > 0) {
    const host = trimmed.slice(0, colon);
    if (portOf(trimmed.slice(colon + 1)) !== undefined) return partyOf(host, trimmed.slice(colon + 1));
  }
  // SonicWall: address, port, interface.
  const faced = /^(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5}):[\w-]{0,32}$/.exec(trimmed);
  if (faced !== null) return partyOf(faced[1] ?? "", faced[2]);
  const dotted = /^(\d{1,3}(?:\.\d{1,3}){3})[.#](\d{1,5})$/.exec(trimmed);
  if (dotted !== null) return partyOf(dotted[1] ?? "", dotted[2]);
  return partyOf(trimmed.replace(/%[\w.]+$/, ""), undefined);
}
