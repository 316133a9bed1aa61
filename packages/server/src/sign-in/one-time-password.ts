import { randomInt } from "node:crypto";

/** Without characters that look alike on paper or over the phone. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * A password for one use: 20 characters of 31, 99 bits.
 *
 * @example oneTimePassword() // "k7mq2-w9xhe-…"
 */
export function oneTimePassword(): string {
  const group = (): string => Array.from({ length: 5 }, () => alphabet[randomInt(alphabet.length)] ?? "").join("");
  return [group(), group(), group(), group()].join("-");
}
