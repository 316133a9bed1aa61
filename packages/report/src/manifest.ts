import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { canonicalJson } from "@stanch/model/canonical-json";
import { z } from "zod";
import { sha256 } from "./statement.ts";

/** One file of a folder or bundle: its path within it, with slashes, its size and hash. */
export const manifestFile = z.object({
  path: z.string().min(1).refine(isInside),
  bytes: z.int().min(0),
  sha256,
  /** What people call it, when the path had to be made safe. */
  name: z.string().optional(),
});
export type ManifestFile = z.infer<typeof manifestFile>;

/** `manifest.json`: what belongs to an output or bundle, so that a stranger can tell whether anything is missing, added or changed. */
export const manifest = z.object({
  version: z.literal(1),
  kind: z.enum(["investigation", "bundle"]),
  made: z.object({ product: z.string(), version: z.string(), at: z.string() }),
  files: z.array(manifestFile),
  /** What the files are about: archive number, run parameters. */
  about: z.record(z.string(), z.json()),
  /** SHA-256 over the canonical JSON of all other members. */
  digest: sha256,
});
export type Manifest = z.infer<typeof manifest>;

/**
 * Lists files with sizes and hashes, sorted by path, under a digest of its own.
 *
 * @throws TypeError for a path that leaves the folder or stands there twice.
 * @example makeManifest({ kind: "investigation", made: { product: "stanch", version: "0.1.0", at: now }, files })
 */
export function makeManifest(
  content: Pick<Manifest, "kind" | "made" | "files"> & { readonly about?: Manifest["about"] },
): Manifest {
  const files = content.files
    .map((file) => manifestFile.parse(file))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const twice = files.find(({ path }, index) => files[index - 1]?.path === path);
  if (twice !== undefined) throw new TypeError(`manifest lists ${twice.path} twice`);
  const { kind, made, about = {} } = content;
  const rest = { version: 1 as const, kind, made, files, about };
  return { ...rest, digest: manifestDigest(rest) };
}

/** The digest that a manifest with these members has to carry. */
export function manifestDigest({ version, kind, made, files, about }: Omit<Manifest, "digest">): string {
  return createHash("sha256").update(canonicalJson({ version, kind, made, files, about })).digest("hex");
}

/** `manifest.json` as it is written: readable, one text for one manifest. */
export function manifestText(value: Manifest): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(value)), undefined, 2)}\n`;
}

/**
 * `SHA256SUMS` as `sha256sum -c` reads it.
 *
 * Source: GNU coreutils, "sha2 utilities": two blanks between hash and name. Paths with line feeds or backslashes are refused by
 * {@link manifestFile}, so that no escaping is needed.
 */
export function sha256Sums(files: readonly Pick<ManifestFile, "path" | "sha256">[]): string {
  return files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join("");
}

/** Size and hash of a file on disk, read once. */
export async function hashFile(path: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest("hex") };
}

/** Plain relative paths only: nothing that climbs out, is absolute, or means something to a shell or another system. */
export function isInside(path: string): boolean {
  if (!/^[^\\\p{Cc}:]+$/u.test(path) || path.startsWith("/")) return false;
  return path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
