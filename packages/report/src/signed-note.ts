import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";

/** Whoever signs: the name in notes, the raw Ed25519 public key (32 bytes), and the act. */
export interface SealSigner {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
}

/** DER of an Ed25519 SubjectPublicKeyInfo up to the key itself. Source: RFC 8410, section 4. */
const spkiHead = Buffer.from("302a300506032b6570032100", "hex");

/** The key object of a raw Ed25519 public key. */
export function ed25519Key(raw: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([spkiHead, raw]), format: "der", type: "spki" });
}

/** The PEM that `openssl pkeyutl -pubin` reads. */
export function publicKeyPem(raw: Uint8Array): string {
  return ed25519Key(raw).export({ format: "pem", type: "spki" }).toString();
}

/** The raw key of a PEM exactly as {@link publicKeyPem} writes it; undefined for anything else. */
export function rawPublicKey(pem: string): Uint8Array | undefined {
  try {
    const der = createPublicKey(pem).export({ format: "der", type: "spki" });
    const raw = der.subarray(spkiHead.length);
    return der.length === 44 && publicKeyPem(raw) === pem ? raw : undefined;
  } catch {
    return undefined;
  }
}

/** How people compare keys: SHA-256 of the raw key, lower-case hex. */
export function keyFingerprint(raw: Uint8Array): string {
  return createHash("sha256").update(raw).digest("hex");
}

/** True when `signature` is an Ed25519 signature of this key over the bytes. */
export function signedBy(raw: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, bytes, ed25519Key(raw), signature);
}

/**
 * The text of a signed note if this key signed it, or undefined.
 *
 * Source: C2SP signed-note: text, empty line, `— name base64(key id, signature)`. A note with several signatures needs ours among them.
 * @example openNote(note, key) // "centre.example/journal/SEC-2026-0001\n12\n…\n"
 */
export function openNote(note: string, raw: Uint8Array): string | undefined {
  const cut = note.lastIndexOf("\n\n— ");
  if (cut === -1 || !note.endsWith("\n")) return undefined;
  const text = note.slice(0, cut + 1);
  const lines = note.slice(cut + 2, -1).split("\n");
  return lines.some((line) => ours(line, text, raw)) ? text : undefined;
}

function ours(line: string, text: string, raw: Uint8Array): boolean {
  const [, name, base64] = /^— (\S+) ([A-Za-z0-9+/]+=*)$/.exec(line) ?? [];
  if (name === undefined || base64 === undefined) return false;
  const keyed = Buffer.from(base64, "base64");
  if (keyed.toString("base64") !== base64) return false;
  const id = createHash("sha256").update(`${name}\n`).update(Uint8Array.of(1)).update(raw).digest().subarray(0, 4);
  return id.equals(keyed.subarray(0, 4)) && signedBy(raw, Buffer.from(text), keyed.subarray(4));
}
