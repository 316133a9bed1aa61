import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { canonicalJson } from "@stanch/model/canonical-json";
import { StanchError, fill } from "@stanch/model/error";
import type { ArchiveRecord, Evidence } from "@stanch/model/handling";
import type { JournalEntry } from "@stanch/model/journal";
import { type ManifestFile, makeManifest, manifestText, sha256Sums } from "./manifest.ts";
import { type SealSigner, keyFingerprint, publicKeyPem } from "./signed-note.ts";
import { tarEnd, tarHeader, tarPadding } from "./tar-form.ts";

/** Bytes in order; several of them make a file. */
export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** A file of the bundle as the caller knows it; `name` is data, never a path. */
export interface SealFile {
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly open: () => Bytes;
}

/** What goes into a bundle: the archive content of a case. */
export interface SealContent {
  readonly archive: Pick<ArchiveRecord, "number" | "incidentNumber" | "classification" | "sealedAt" | "sealedBy">;
  readonly journal: readonly JournalEntry[];
  /** Signed notes over heads of the journal, oldest first. */
  readonly checkpoints: readonly string[];
  /** Tables of the case; those of the evidence carry hashes that are compared with the files. */
  readonly records: { readonly evidence: readonly Evidence[] };
  readonly evidence: readonly (SealFile & { readonly id: string; readonly label: string })[];
  readonly reports: readonly (SealFile & { readonly report: string; readonly version: number })[];
  readonly sheets: readonly (SealFile & { readonly investigation: string })[];
}

interface Entry {
  readonly file: ManifestFile;
  readonly open: () => Bytes;
}

const guide = new URL("../assets/VERIFY.md", import.meta.url);

/**
 * Writes a sealed bundle: a tar in which nothing is left to choose, so that any changed byte shows. A manifest comes first, then
 * `SHA256SUMS` with an Ed25519 signature over it, then the files. The same content and key give the same bytes.
 *
 * @throws StanchError `E_SEAL_DIFFERS` when a file's bytes are not those that the records promise.
 * @example await pipeline(sealBundle(content, signer), createWriteStream("SEC-2026-0001.tar"));
 */
export async function* sealBundle(content: SealContent, signer: SealSigner): AsyncIterable<Uint8Array> {
  const { archive, journal } = content;
  const entries = entriesOf(content, signer);
  const about = {
    archive: archive.number,
    incident: archive.incidentNumber,
    classification: archive.classification,
    sealedBy: archive.sealedBy,
    journal: { entries: journal.length, head: journal.at(-1)?.hash ?? "" },
    signer: { name: signer.name, fingerprint: keyFingerprint(signer.publicKey) },
  };
  const made = { product: "stanch", version: "1", at: archive.sealedAt };
  const manifest = makeManifest({ kind: "bundle", made, files: entries.map(({ file }) => file), about });
  const manifestEntry = entry("manifest.json", manifestText(manifest));
  const sums = Buffer.from(sha256Sums([manifestEntry.file, ...manifest.files]));
  const signature = Buffer.from(await signer.sign(sums));
  const byPath = new Map(entries.map((one) => [one.file.path, one]));
  const ordered = manifest.files.flatMap(({ path }) => byPath.get(path) ?? []);
  const seconds = Math.floor(Date.parse(archive.sealedAt) / 1000);
  const signed = [manifestEntry, entry("SHA256SUMS", sums), entry("SHA256SUMS.sig", signature)];
  for (const one of [...signed, ...ordered]) yield* tarFile(one, seconds);
  yield tarEnd;
}

async function* tarFile({ file, open }: Entry, seconds: number): AsyncIterable<Uint8Array> {
  yield tarHeader(file.path, file.bytes, seconds);
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of open()) {
    hash.update(chunk);
    bytes += chunk.length;
    yield chunk;
  }
  if (bytes !== file.bytes || hash.digest("hex") !== file.sha256) {
    throw new StanchError("E_SEAL_DIFFERS", { name: file.name ?? file.path });
  }
  yield tarPadding(bytes);
}

function entriesOf(content: SealContent, signer: SealSigner): Entry[] {
  const taken = new Set<string>();
  const evidence = content.evidence.map((file) => outside(`evidence/${file.label}-${file.name}`, file, taken));
  const reports = content.reports.map((file) => outside(`reports/v${file.version}-${file.name}`, file, taken));
  const sheets = content.sheets.map((file) => outside(`sheets/${file.investigation}/${file.name}`, file, taken));
  const index = content.evidence.map(({ id, label, name, sha256, size }, at) => ({
    id,
    label,
    name,
    sha256,
    size,
    path: evidence[at]?.file.path,
  }));
  return [
    entry("VERIFY.md", guideText(content, signer)),
    entry("public-key.pem", publicKeyPem(signer.publicKey)),
    entry("journal.jsonl", content.journal.map((line) => `${canonicalJson(line)}\n`).join("")),
    entry("records.json", `${canonicalJson(content.records)}\n`),
    entry("evidence/index.json", `${canonicalJson(index)}\n`),
    ...content.checkpoints.map((note, at) => entry(`checkpoints/${String(at + 1).padStart(4, "0")}.note`, note)),
    ...evidence,
    ...reports,
    ...sheets,
  ];
}

function entry(path: string, content: string | Uint8Array): Entry {
  const bytes = Buffer.from(content);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { file: { path, bytes: bytes.length, sha256 }, open: () => [bytes] };
}

function outside(wanted: string, { name, sha256, size, open }: SealFile, taken: Set<string>): Entry {
  const safe = wanted
    .split("/")
    .map((part) => part.replaceAll(/[^\w.-]+/g, "_").replace(/^[.-]+/, "_"))
    .join("/")
    .slice(0, 88);
  let path = safe;
  for (let again = 2; taken.has(path); again += 1) path = `${safe}.${again}`;
  taken.add(path);
  return { file: { path, bytes: size, sha256, name: name.toWellFormed() }, open };
}

function guideText({ archive }: SealContent, signer: SealSigner): string {
  return fill(readFileSync(guide, "utf8"), {
    archive: archive.number,
    incident: archive.incidentNumber,
    sealedAt: archive.sealedAt,
    signer: signer.name,
    fingerprint: keyFingerprint(signer.publicKey),
  });
}
