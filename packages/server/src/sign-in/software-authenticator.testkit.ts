import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { NewPasskeyAnswer, PasskeyAnswer } from "./passkey-check.ts";

type Item = number | string | Uint8Array | ReadonlyMap<number | string, Item>;

function head(type: number, value: number): Buffer {
  if (value < 24) return Buffer.of((type << 5) | value);
  if (value < 256) return Buffer.of((type << 5) | 24, value);
  return Buffer.of((type << 5) | 25, value >> 8, value & 255);
}

/** Writes CBOR as authenticators do. */
export function cbor(item: Item): Buffer {
  if (typeof item === "number") return item < 0 ? head(1, -1 - item) : head(0, item);
  if (typeof item === "string") return Buffer.concat([head(3, Buffer.byteLength(item)), Buffer.from(item)]);
  if (item instanceof Uint8Array) return Buffer.concat([head(2, item.length), item]);
  const entries = [...item].flatMap(([key, value]) => [cbor(key), cbor(value)]);
  return Buffer.concat([head(5, item.size), ...entries]);
}

export type KeyKind = "ES256" | "EdDSA" | "RS256";

/** What a test may have the authenticator or the browser say wrongly. */
export interface Saying {
  readonly challenge: string;
  readonly origin: string;
  readonly rpId: string;
  readonly type?: string;
  readonly flags?: number;
  readonly counter?: number;
  readonly format?: string;
  readonly statement?: ReadonlyMap<string, string>;
  /** What stands behind the authenticator data, where nothing should. */
  readonly behind?: Uint8Array;
  readonly client?: Readonly<Record<string, unknown>>;
}

function pair(kind: KeyKind): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } {
  if (kind === "ES256") return generateKeyPairSync("ec", { namedCurve: "P-256" });
  if (kind === "EdDSA") return generateKeyPairSync("ed25519");
  return generateKeyPairSync("rsa", { modulusLength: 2048 });
}

function cose(kind: KeyKind, key: KeyObject): Map<number, Item> {
  const jwk = key.export({ format: "jwk" });
  const at = (name: "x" | "y" | "n" | "e"): Buffer => Buffer.from(jwk[name] ?? "", "base64url");
  if (kind === "ES256")
    return new Map<number, Item>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, at("x")],
      [-3, at("y")],
    ]);
  if (kind === "EdDSA")
    return new Map<number, Item>([
      [1, 1],
      [3, -8],
      [-1, 6],
      [-2, at("x")],
    ]);
  return new Map<number, Item>([
    [1, 3],
    [3, -257],
    [-1, at("n")],
    [-2, at("e")],
  ]);
}

const UP = 0x01;
const UV = 0x04;
const AT = 0x40;

/** An authenticator with real keys, which signs whatever it is told. */
export class SoftwareAuthenticator {
  readonly #keys: { readonly privateKey: KeyObject; readonly publicKey: KeyObject };
  readonly #id: Buffer;
  readonly kind: KeyKind;
  constructor(kind: KeyKind, id: string) {
    this.kind = kind;
    this.#keys = pair(kind);
    this.#id = Buffer.from(id);
  }

  #data(saying: Saying, flags: number, more: Buffer): Buffer {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(saying.counter ?? 0);
    const hash = createHash("sha256").update(saying.rpId).digest();
    return Buffer.concat([hash, Buffer.of(flags), counter, more, saying.behind ?? Buffer.alloc(0)]);
  }

  #client(saying: Saying, type: string): Buffer {
    const { challenge, origin, client } = saying;
    return Buffer.from(JSON.stringify({ type: saying.type ?? type, challenge, origin, ...client }));
  }

  /** Answers to `navigator.credentials.create`. */
  create(saying: Saying, key: Map<number, Item> = cose(this.kind, this.#keys.publicKey)): NewPasskeyAnswer {
    const size = Buffer.of(this.#id.length >> 8, this.#id.length & 255);
    const attested = Buffer.concat([Buffer.alloc(16), size, this.#id, cbor(key)]);
    const authData = this.#data(saying, (saying.flags ?? UP | UV) | AT, attested);
    const object = new Map<string, Item>([
      ["fmt", saying.format ?? "none"],
      ["attStmt", saying.statement ?? new Map()],
      ["authData", authData],
    ]);
    return {
      id: this.#id.toString("base64url"),
      response: {
        clientDataJSON: this.#client(saying, "webauthn.create").toString("base64url"),
        attestationObject: cbor(object).toString("base64url"),
      },
    };
  }

  /** Answers to `navigator.credentials.get`. */
  get(saying: Saying, userHandle: string): PasskeyAnswer {
    const data = this.#data(saying, saying.flags ?? UP | UV, Buffer.alloc(0));
    const client = this.#client(saying, "webauthn.get");
    const signed = Buffer.concat([data, createHash("sha256").update(client).digest()]);
    const signature = sign(this.kind === "EdDSA" ? null : "sha256", signed, this.#keys.privateKey);
    return {
      id: this.#id.toString("base64url"),
      response: {
        clientDataJSON: client.toString("base64url"),
        authenticatorData: data.toString("base64url"),
        signature: signature.toString("base64url"),
        userHandle,
      },
    };
  }
}
