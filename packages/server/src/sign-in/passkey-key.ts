import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { z } from "zod";
import { CborError, type CborMap } from "./cbor.ts";

/** Public keys that passkeys may have, as they are kept. Source: RFC 7517, RFC 8037. */
export const passkeyKey = z.discriminatedUnion("kty", [
  z.strictObject({ kty: z.literal("EC"), crv: z.literal("P-256"), x: z.string(), y: z.string() }),
  z.strictObject({ kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string() }),
  z.strictObject({ kty: z.literal("RSA"), n: z.string(), e: z.string() }),
]);
export type PasskeyKey = z.infer<typeof passkeyKey>;

/** ES256, EdDSA and RS256, best first, as a browser is asked for them. Source: IANA COSE Algorithms. */
export const coseAlgorithms = [-7, -8, -257] as const;

const LEAST_RSA_BITS = 2048;
const MOST_RSA_BITS = 8192;

function part(map: CborMap, label: number, size?: number): string {
  const value = map.get(label);
  if (!(value instanceof Uint8Array)) throw new CborError(`no bytes under ${label}`);
  if (size !== undefined && value.length !== size) throw new CborError(`a wrong length under ${label}`);
  return Buffer.from(value).toString("base64url");
}

function shape(cose: CborMap): PasskeyKey {
  const [kty, alg, crv] = [cose.get(1), cose.get(3), cose.get(-1)];
  if (kty === 2 && alg === -7 && crv === 1) {
    return { kty: "EC", crv: "P-256", x: part(cose, -2, 32), y: part(cose, -3, 32) };
  }
  if (kty === 1 && alg === -8 && crv === 6) return { kty: "OKP", crv: "Ed25519", x: part(cose, -2, 32) };
  if (kty === 3 && alg === -257) return { kty: "RSA", n: part(cose, -1), e: part(cose, -2) };
  throw new CborError("a kind of key that is not asked for");
}

function opened(key: PasskeyKey): KeyObject {
  return createPublicKey({ key: { ...key }, format: "jwk" });
}

/**
 * The key of a new passkey. Source: RFC 9053, section 7; RFC 8230, section 4.
 *
 * @throws CborError when it is of another kind, too weak, or a point that is not on its curve
 */
export function keyFromCose(cose: CborMap): PasskeyKey {
  const key = shape(cose);
  let bits: number | undefined;
  try {
    bits = opened(key).asymmetricKeyDetails?.modulusLength;
  } catch (error) {
    throw new CborError("not a key", { cause: error });
  }
  if (key.kty === "RSA" && (bits === undefined || bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS)) {
    throw new CborError("an RSA key of a wrong length");
  }
  return key;
}

/** Whether the signature was made with this passkey over these bytes. */
export function signedBy(key: PasskeyKey, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(key.kty === "OKP" ? null : "sha256", data, opened(key), signature);
  } catch {
    return false;
  }
}
