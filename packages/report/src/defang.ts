import { isIPv4, isIPv6 } from "node:net";

/**
 * Writes an address so that nobody follows it by accident: `hxxp` for `http`, brackets around the dots of the host, the colons
 * of an IPv6 address and the at sign. Only for people; exports for machines carry the raw value.
 *
 * `refang(defang(x)) === x` for every string: what already looks defanged is escaped first.
 *
 * @example defang("http://evil.example/a.php") === "hxxp://evil[.]example/a.php"
 */
export function defang(value: string): string {
  if (isIPv6(value)) return value.replaceAll(/[:.]/g, "[$&]");
  const safe = value.replaceAll("[", "[[]").replaceAll(/(h)(x)(xp)/gi, "$1[$2]$3");
  const url = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/is.exec(safe);
  if (url === null) return host(safe);
  const [, scheme = "", authority = "", rest = ""] = url;
  return `${scheme.replace(/^(h)(t)(t)(p)/i, crossed)}://${host(authority)}${rest}`;
}

/** Undoes {@link defang}; also reads the same marks as others write them. */
export function refang(value: string): string {
  return value.replaceAll(
    /\[([[.@:x])\]|(h)(x)(x)(p)/gi,
    (_all, inner: string | undefined, h: string, x1: string, x2: string, p: string) =>
      inner ?? `${h}${uncrossed(x1)}${uncrossed(x2)}${p}`,
  );
}

function host(value: string): string {
  return value.replaceAll(/[.@]/g, "[$&]");
}

function crossed(_all: string, h: string, t1: string, t2: string, p: string): string {
  return `${h}${t1 === "t" ? "x" : "X"}${t2 === "t" ? "x" : "X"}${p}`;
}

function uncrossed(x: string): string {
  return x === "x" ? "t" : "T";
}

/**
 * A function that defangs addresses inside sentences: every URL with http, every mail address, every IPv4 address that is not
 * private, and every value in `known` (domains, IPv6 addresses).
 *
 * @example proseDefanger([])("from 203.0.113.9") === "from 203[.]0[.]113[.]9"
 */
export function proseDefanger(known: Iterable<string>): (sentence: string) => string {
  const listed = [...new Set(known)]
    .filter((value) => value.length > 2)
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  const pattern = [
    String.raw`https?:\/\/[^\s"'<>，。；、）】)]+`,
    ...listed.map((value) => `(?<![\\w.:])${RegExp.escape(value)}(?![\\w:])`),
    String.raw`[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}`,
    String.raw`(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w])`,
  ].join("|");
  const matcher = new RegExp(pattern, "gi");
  return (sentence) => sentence.replaceAll(matcher, (found) => (isPrivateAddress(found) ? found : defang(found)));
}

/** Addresses of inner networks and of the machine itself, which nobody outside can reach. Sources: RFC 1918, 4193, 4291, 6598, 3927. */
export function isPrivateAddress(address: string): boolean {
  if (isIPv4(address)) {
    const [a = 0, b = 0] = address.split(".").map(Number);
    return (
      a === 0 ||
      a === 10 ||
      a === 127 ||
      a >= 224 ||
      (a === 100 && b >= 64 && b < 128) ||
      (a === 169 && b === 254) ||
      (a === 172 && b >= 16 && b < 32) ||
      (a === 192 && b === 168)
    );
  }
  return isIPv6(address) && /^(?:::1?$|f[cd]|fe[89ab]|ff)/i.test(address);
}
