import {
  createECDH,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import path from "node:path";
import type { Signer } from "@stanch/desk/ports";
import { makePushKeys, type PushKeys } from "@stanch/desk/notification/push-encryption";
import { StanchError } from "@stanch/model/error";
import { z } from "zod";

/** What the centre keeps outside its database, readable for its own user only. */
export interface CentreKeys {
  readonly signer: Signer;
  /** 32 random bytes: links, stored passwords, cookies are derived from it. */
  readonly secret: Uint8Array;
  /** Browsers that take pages subscribed to it: with another one they would all be lost. */
  readonly push: PushKeys;
}

const pushShape = z.object({ publicKey: z.string(), privateKey: z.string() });

/** Writes a file whole and on the disk, or not at all. The caller holds the lock of the folder. */
function writeWhole(file: string, content: string): void {
  const draft = `${file}.new`;
  rmSync(draft, { force: true });
  const descriptor = openSync(draft, "wx", 0o600);
  try {
    writeSync(descriptor, content);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, file);
  const folder = openSync(path.dirname(file), "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function readOrMake(file: string, make: () => string): string {
  if (!existsSync(file)) writeWhole(file, make());
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

function privateKey(file: string): KeyObject {
  const text = readOrMake(file, makeKey);
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch (error) {
    throw new StanchError("E_DATA_FOLDER", { path: file, reason: "signing key" }, error);
  }
  throw new StanchError("E_DATA_FOLDER", { path: file, reason: "signing key" });
}

function pushKeys(file: string): PushKeys {
  const text = readOrMake(file, () => JSON.stringify(makePushKeys()));
  try {
    const { publicKey, privateKey: secret } = pushShape.parse(JSON.parse(text));
    const pair = createECDH("prime256v1");
    pair.setPrivateKey(secret, "base64url");
    if (pair.getPublicKey("base64url") === publicKey) return { publicKey, privateKey: secret };
  } catch (error) {
    throw new StanchError("E_DATA_FOLDER", { path: file, reason: "push key" }, error);
  }
  throw new StanchError("E_DATA_FOLDER", { path: file, reason: "push key" });
}

/**
 * Reads the keys of a data folder, making them at the first start.
 *
 * @throws StanchError `E_DATA_FOLDER` when a key is there but cannot be read: it is never replaced in silence.
 */
export function openCentreKeys(folder: string, name: string): CentreKeys {
  const key = privateKey(path.join(folder, "signing-key.pem"));
  const file = path.join(folder, "secret");
  const text = readOrMake(file, () => randomBytes(32).toString("hex"));
  if (!/^[0-9a-f]{64}$/.test(text)) throw new StanchError("E_DATA_FOLDER", { path: file, reason: "secret" });
  return {
    secret: Buffer.from(text, "hex"),
    push: pushKeys(path.join(folder, "push-key.json")),
    signer: { name, publicKey: rawPublic(key), sign: (bytes) => sign(null, bytes, key) },
  };
}
