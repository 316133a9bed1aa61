import { createHash } from "node:crypto";

/** Namespace of deterministic STIX 2.1 identifiers. Source: STIX 2.1, section 2.9. */
export const stixNamespace = "00abedb4-aa42-466c-9c01-fed23315a9b7";

/** A name-based UUID with SHA-1: the same name has the same id everywhere. Source: RFC 9562, section 5.5. */
export function uuidV5(namespace: string, name: string): string {
  const bytes = createHash("sha1")
    .update(Buffer.from(namespace.replaceAll("-", ""), "hex"))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
