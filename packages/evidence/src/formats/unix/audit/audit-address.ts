import { plainAddress } from "../../generic/address/address.ts";

/** The socket address of a system call. */
export interface SocketAddress {
  readonly ip: string;
  readonly port: number;
}

const enriched = /saddr_fam=inet6? laddr=(\S+) lport=(\d{1,5})/;

/**
 * Reads `saddr` of a SOCKADDR record: `sockaddr_in` or `sockaddr_in6` in hexadecimal, or the enriched form. `undefined` for other
 * families. The family is in the machine's byte order, port and address in the network's.
 *
 * Source: Linux UAPI `in.h`, `in6.h`.
 * @example socketAddress("02000035C0000201") // { ip: "192.0.2.1", port: 53 }
 */
export function socketAddress(saddr: string): SocketAddress | undefined {
  const named = enriched.exec(saddr);
  if (named !== null) return { ip: plainAddress(named[1] ?? ""), port: Number(named[2]) };
  if (!/^(?:[\dA-Fa-f]{2}){8,128}$/.test(saddr)) return undefined;
  const bytes = Buffer.from(saddr, "hex");
  const family = bytes.readUInt8(0) | bytes.readUInt8(1);
  const port = bytes.readUInt16BE(2);
  if (family === 2) return { ip: [...bytes.subarray(4, 8)].join("."), port };
  if (family !== 10 || bytes.length < 24) return undefined;
  return { ip: plainAddress(ipv6Text(bytes.subarray(8, 24))), port };
}

/** The short form of RFC 5952: the longest run of zero groups is left out. */
function ipv6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, at) => bytes.readUInt16BE(at * 2));
  if (groups.slice(0, 5).every((one) => one === 0) && groups[5] === 0xffff)
    return `::ffff:${[...bytes.subarray(12)].join(".")}`;
  let from = -1;
  let length = 1;
  for (let at = 0; at < 8; at++) {
    let end = at;
    while (groups[end] === 0) end++;
    if (end - at > length) [from, length] = [at, end - at];
  }
  const hex = groups.map((one) => one.toString(16));
  return from < 0 ? hex.join(":") : `${hex.slice(0, from).join(":")}::${hex.slice(from + length).join(":")}`;
}
