import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import type { Random } from "../ports.ts";

/** Keeps passwords of other systems unreadable in the database. */
export interface SecretBox {
  readonly seal: (key: string, plain: string) => string;
  readonly open: (key: string, sealed: string) => string;
}

/** AES-256-GCM under a key derived from the desk's secret; the name of the setting is bound in, so values cannot be swapped. */
export function secretBox({ secret, random }: { secret: Uint8Array; random: Pick<Random, "bytes"> }): SecretBox {
  const own = new Uint8Array(hkdfSync("sha256", secret, new Uint8Array(0), "stanch settings", 32));
  return {
    seal: (key, plain) => {
      const nonce = random.bytes(12);
      const cipher = createCipheriv("aes-256-gcm", own, nonce).setAAD(Buffer.from(key));
      return Buffer.concat([nonce, cipher.update(plain, "utf8"), cipher.final(), cipher.getAuthTag()]).toString(
        "base64",
      );
    },
    open: (key, sealed) => {
      const bytes = Buffer.from(sealed, "base64");
      const cipher = createDecipheriv("aes-256-gcm", own, bytes.subarray(0, 12)).setAAD(Buffer.from(key));
      cipher.setAuthTag(bytes.subarray(-16));
      return Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]).toString("utf8");
    },
  };
}
