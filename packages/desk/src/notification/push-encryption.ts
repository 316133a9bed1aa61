import { createCipheriv, createECDH, createPrivateKey, type ECDH, hkdfSync, randomBytes, sign } from "node:crypto";

/** What a browser gives out so that it can be pushed to. Source: Push API, PushSubscription. */
export interface PushSubscription {
  /** The address at the push service of the browser's maker. */
  readonly endpoint: string;
  /** The browser's public key on P-256, 65 bytes in base64url. */
  readonly p256dh: string;
  /** 16 bytes in base64url, known to the browser and us only. */
  readonly auth: string;
}

/** The centre's own key pair for push services, both parts raw in base64url. */
export interface PushKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** One record, and room for its head and its mark: more is not taken by push services. */
export const MOST_PUSH_BYTES = 3993;
const RECORD_SIZE = 4096;
const LAST_RECORD = 2;
/** Push services take no longer than a day; half of that leaves room for clocks that differ. */
const VALID_S = 12 * 3600;

const raw = (text: string): Buffer => Buffer.from(text, "base64url");

function derive(key: Uint8Array, salt: Uint8Array, info: Uint8Array, size: number): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, info, size));
}

function freshPair(): ECDH {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  return pair;
}

/**
 * Encrypts a text so that only the subscribed browser reads it, not the push service. Source: RFC 8291, section 3.4; RFC 8188, section 2.
 *
 * @param once the key pair and the salt of this one message; both are random unless a test needs known ones
 * @returns the body of a request with `Content-Encoding: aes128gcm`
 * @throws RangeError when the text is longer than {@link MOST_PUSH_BYTES}, or the subscription's keys are none
 * @example encryptPush({ endpoint, p256dh, auth }, "SEC-2026-0142").length // 116
 */
export function encryptPush(
  to: PushSubscription,
  text: string,
  once: { readonly pair: ECDH; readonly salt: Uint8Array } = { pair: freshPair(), salt: randomBytes(16) },
): Buffer {
  const plain = Buffer.from(text);
  if (plain.length > MOST_PUSH_BYTES)
    throw new RangeError(`a push holds ${MOST_PUSH_BYTES} bytes, not ${plain.length}`);
  const [theirs, auth, ours] = [raw(to.p256dh), raw(to.auth), once.pair.getPublicKey()];
  if (theirs.length !== 65 || auth.length !== 16)
    throw new RangeError("the keys of the subscription have a wrong length");
  let shared: Buffer;
  try {
    shared = once.pair.computeSecret(theirs);
  } catch (error) {
    throw new RangeError("the key of the subscription is no point on P-256", { cause: error });
  }
  const both = Buffer.concat([Buffer.from("WebPush: info\0"), theirs, ours]);
  const secret = derive(shared, auth, both, 32);
  const key = derive(secret, once.salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derive(secret, once.salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  const sealed = [cipher.update(plain), cipher.update(Buffer.of(LAST_RECORD)), cipher.final(), cipher.getAuthTag()];
  const size = Buffer.alloc(4);
  size.writeUInt32BE(RECORD_SIZE);
  return Buffer.concat([once.salt, size, Buffer.of(ours.length), ours, ...sealed]);
}

/** A new key pair. Browsers subscribe to its public part, so that a new one makes all subscriptions void. */
export function makePushKeys(): PushKeys {
  const pair = freshPair();
  // A private key that begins with zeros comes out shorter, and would not be one in a JWK.
  const padded = pair.getPrivateKey("hex").padStart(64, "0");
  return {
    publicKey: pair.getPublicKey("base64url"),
    privateKey: Buffer.from(padded, "hex").toString("base64url"),
  };
}

/**
 * Says to a push service who is asking. Source: RFC 8292, sections 2 and 3.
 *
 * @param contact `mailto:` or `https:` address at which the push service's operator reaches the centre
 * @param at seconds since 1970
 * @example pushAuthorization(keys, "https://push.example/abc", "mailto:duty@soc.example", 1767225600) // "vapid t=eyJ…, k=BP…"
 */
export function pushAuthorization(keys: PushKeys, endpoint: string, contact: string, at: number): string {
  const point = raw(keys.publicKey);
  const [x, y] = [point.subarray(1, 33).toString("base64url"), point.subarray(33).toString("base64url")];
  const jwk = { kty: "EC", crv: "P-256", x, y, d: keys.privateKey };
  const key = createPrivateKey({ key: jwk, format: "jwk" });
  const claims = { aud: new URL(endpoint).origin, exp: at + VALID_S, sub: contact };
  const parts = [{ typ: "JWT", alg: "ES256" }, claims].map((part) =>
    Buffer.from(JSON.stringify(part)).toString("base64url"),
  );
  const signed = parts.join(".");
  const signature = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");
  return `vapid t=${signed}.${signature}, k=${keys.publicKey}`;
}
