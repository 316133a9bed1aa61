import type { Blobs } from "@stanch/store/blobs";

/** A stored JSON document. */
export async function readJsonBlob(blobs: Pick<Blobs, "read">, sha256: string): Promise<unknown> {
  const parts: Uint8Array[] = [];
  for await (const part of blobs.read(sha256)) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString("utf8"));
}
