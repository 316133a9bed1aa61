import { createHash } from "node:crypto";
import type { Signer } from "../ports.ts";

/** Algorithm byte of Ed25519 in signed notes. */
const ED25519 = 0x01;

/** First four bytes of SHA-256 over name, line feed, algorithm and public key. */
export function noteKeyId(name: string, publicKey: Uint8Array): Uint8Array {
  return createHash("sha256")
    .update(`${name}\n`)
    .update(Uint8Array.of(ED25519))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
}

/**
 * A signed note: the text, an empty line, and one Ed25519 signature over the UTF-8 bytes of the text.
 *
 * Source: C2SP signed-note.
 * @param text ends with a line feed and has no empty last line.
 */
export async function signNote(signer: Signer, text: string): Promise<string> {
  const signature = await signer.sign(new TextEncoder().encode(text));
  const keyed = Buffer.concat([noteKeyId(signer.name, signer.publicKey), signature]);
  return `${text}\n— ${signer.name} ${keyed.toString("base64")}\n`;
}

/**
 * The text of a checkpoint over a journal: origin, number of lines, hash of the last line in base64, and when.
 *
 * Source: C2SP tlog-checkpoint; the "root hash" is the hash of entry `seq`, which covers all before it.
 * @example checkpointText("centre.example", { number: "SEC-2026-0001", seq: 12, hash: "9f…" }, "2026-03-01T02:14:07Z")
 */
export function checkpointText(
  name: string,
  head: { readonly number: string; readonly seq: number; readonly hash: string },
  at: string,
): string {
  return `${name}/journal/${head.number}\n${head.seq}\n${Buffer.from(head.hash, "hex").toString("base64")}\n${at}\n`;
}
