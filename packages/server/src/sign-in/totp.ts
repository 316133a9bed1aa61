import { createHmac } from "node:crypto";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Base 32 without padding. Source: RFC 4648, section 6. */
export function base32(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += letters[(buffer >>> (bits - 5)) & 31];
    buffer &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + letters[(buffer << (5 - bits)) & 31];
}

function fromBase32(text: string): Uint8Array {
  const bytes: number[] = [];
  let buffer = 0;
  let bits = 0;
  for (const letter of text) {
    buffer = (buffer << 5) | letters.indexOf(letter);
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((buffer >>> bits) & 255);
    buffer &= (1 << bits) - 1;
  }
  return Uint8Array.from(bytes);
}

/** Address for authenticator apps. Source: Key URI format of Google Authenticator. */
export function totpUri(secret: string, email: string): string {
  const label = `Stanch:${encodeURIComponent(email)}`;
  return `otpauth://totp/${label}?secret=${base32(Buffer.from(secret))}&issuer=Stanch&digits=6&period=30`;
}

/**
 * The code an authenticator shows. Source: RFC 6238, RFC 4226.
 *
 * @param at epoch milliseconds
 * @example totpCode("otpauth://totp/…?secret=JBSWY3DP…", Date.now()) // "492039"
 */
export function totpCode(uri: string, at: number): string {
  const key = fromBase32(new URL(uri).searchParams.get("secret") ?? "");
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac("sha1", key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}
