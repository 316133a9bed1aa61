import { createDecipheriv, createECDH, createHmac, type ECDH, randomBytes } from "node:crypto";
import type { PushSubscription } from "./push-encryption.ts";

const mac = (key: Uint8Array, ...parts: Uint8Array[]): Buffer =>
  createHmac("sha256", key).update(Buffer.concat(parts)).digest();

/** A browser's side of a subscription, written from RFC 8291 with HMAC alone, apart from the code it tests. */
export class PushBrowser {
  readonly #pair: ECDH = createECDH("prime256v1");
  readonly #auth: Buffer;
  constructor(known?: { readonly privateKey: string; readonly auth: string }) {
    if (known === undefined) this.#pair.generateKeys();
    else this.#pair.setPrivateKey(known.privateKey, "base64url");
    this.#auth = known === undefined ? randomBytes(16) : Buffer.from(known.auth, "base64url");
  }

  subscription(endpoint: string): PushSubscription {
    return { endpoint, p256dh: this.#pair.getPublicKey("base64url"), auth: this.#auth.toString("base64url") };
  }

  /** What the service worker gets; throws when it was not meant for this browser, or was changed. */
  open(body: Buffer): string {
    const [salt, theirs, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)];
    const one = Buffer.of(1);
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), this.#pair.getPublicKey(), theirs]);
    const secret = mac(mac(this.#auth, this.#pair.computeSecret(theirs)), info, one);
    const base = mac(salt, secret);
    const key = mac(base, Buffer.from("Content-Encoding: aes128gcm\0"), one).subarray(0, 16);
    const nonce = mac(base, Buffer.from("Content-Encoding: nonce\0"), one).subarray(0, 12);
    const cipher = createDecipheriv("aes-128-gcm", key, nonce);
    cipher.setAuthTag(sealed.subarray(-16));
    const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    if (plain.at(-1) !== 2) throw new Error("not the last record");
    return plain.subarray(0, -1).toString("utf8");
  }
}
