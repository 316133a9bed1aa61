import { createHash, createHmac } from "node:crypto";
import type { Random } from "./ports.ts";

/** What a row keeps of a secret link: enough to make it again with the desk's secret, and to find it by the link. */
export interface LinkKeys {
  readonly token_nonce: string;
  readonly token_hash: string;
}

export type LinkKind = "status" | "notice";

/** Links that open one thing to whoever holds them; a copy of the database opens none. */
export interface SecretLinks {
  readonly issue: (kind: LinkKind) => LinkKeys;
  readonly tokenOf: (kind: LinkKind, nonce: string) => string;
  readonly hashOf: (token: string) => string;
  /** Six digits that belong to a nonce, typed by whoever got them. */
  readonly codeOf: (nonce: string) => string;
}

/** Tokens of 256 bits: HMAC-SHA-256 over a random nonce under the desk's secret, stored only as SHA-256. */
export function secretLinks({ secret, random }: { secret: Uint8Array; random: Pick<Random, "bytes"> }): SecretLinks {
  if (secret.byteLength < 32) throw new TypeError("the desk's secret has at least 32 bytes");
  const tokenOf = (kind: LinkKind, nonce: string): string =>
    createHmac("sha256", secret).update(`stanch-link:${kind}:${nonce}`).digest("base64url");
  const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");
  return {
    tokenOf,
    hashOf,
    codeOf: (nonce) => {
      const bytes = createHmac("sha256", secret).update(`stanch-link:code:${nonce}`).digest();
      // 48 bits over a million: no digit is likelier than another by more than one in 10^8.
      return String(bytes.readUIntBE(0, 6) % 1_000_000).padStart(6, "0");
    },
    issue: (kind) => {
      const nonce = Buffer.from(random.bytes(16)).toString("base64url");
      return { token_nonce: nonce, token_hash: hashOf(tokenOf(kind, nonce)) };
    },
  };
}
