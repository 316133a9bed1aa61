import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import type { Signer } from "@stanch/desk/ports";

/** What the centre keeps outside its database, readable for its own user only. */
export interface CentreKeys {
  readonly signer: Signer;
  /** 32 random bytes: links, stored passwords, cookies are derived from it. */
  readonly secret: Uint8Array;
}

/** Writes a file that must not exist yet: whole and on the disk, or not at all. */
function writeOnce(file: string, content: string): void {
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, "wx", 0o600);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  try {
    linkSync(draft, file);
  } finally {
    rmSync(draft);
  }
}

function readOrMake(file: string, make: () => string): string {
  if (!existsSync(file)) writeOnce(file, make());
  return readFileSync(file, "utf8");
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync("ed25519");
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** The last 32 bytes of the DER form are the raw key. Source: RFC 8410, section 4. */
function rawPublic(key: KeyObject): Uint8Array {
  return createPublicKey(key).export({ type: "spki", format: "der" }).subarray(-32);
}

/** Reads the keys of a data folder, making them at the first start. */
export function openCentreKeys(folder: string, name: string): CentreKeys {
  const key = createPrivateKey(readOrMake(path.join(folder, "signing-key.pem"), makeKey));
  const secret = Buffer.from(
    readOrMake(path.join(folder, "secret"), () => randomBytes(32).toString("hex")),
    "hex",
  );
  if (secret.length !== 32) throw new TypeError("the secret file of the data folder is damaged");
  return {
    secret,
    signer: { name, publicKey: rawPublic(key), sign: (bytes) => sign(null, bytes, key) },
  };
}
