import type { JournalHead } from "@stanch/model/journal-chain";
import { z } from "zod";
import type { ReadBundle } from "./bundle-reading.ts";
import { type Manifest, manifestText, sha256Sums } from "./manifest.ts";
import { keyFingerprint, rawPublicKey, signedBy } from "./signed-note.ts";
import { type Check, type Verification, fails, holds, verificationOf } from "./verification.ts";
import { checkFiles, checkManifest, parseJson } from "./verify-files.ts";
import { checkJournal, checkpointHead, readJournal } from "./verify-journal.ts";

const unlisted = new Set(["manifest.json", "SHA256SUMS", "SHA256SUMS.sig"]);

/** Checks a sealed bundle from the outside in: packing, manifest, key, signature, files, journal, checkpoints, evidence. */
export function verifyBundle(bundle: ReadBundle, expectedKey?: string): Verification {
  const { manifest, check } = checkManifest(bundle, "bundle");
  const checks = [bundle.form, check];
  if (manifest === undefined) return verificationOf("bundle", checks);
  const key = rawPublicKey(bundle.kept.get("public-key.pem")?.toString("latin1") ?? "");
  checks.push(checkKey(key, expectedKey));
  if (key === undefined) return verificationOf("bundle", checks);
  checks.push(checkSignature(bundle, manifest, key), checkFiles(bundle, manifest, unlisted));
  const { heads, check: notes } = checkpoints(bundle, key);
  checks.push(journal(bundle, manifest, heads), notes, evidence(bundle));
  return verificationOf("bundle", checks);
}

function checkKey(key: Uint8Array | undefined, expected: string | undefined): Check {
  if (key === undefined) return fails("key", "key.bad");
  const fingerprint = keyFingerprint(key);
  if (expected === undefined) return holds("key", "key.compare", { fingerprint });
  return expected.toLowerCase() === fingerprint
    ? holds("key", "key.same", { fingerprint })
    : fails("key", "key.other", { fingerprint });
}

function checkSignature({ kept, files }: ReadBundle, manifest: Manifest, key: Uint8Array): Check {
  const sums = kept.get("SHA256SUMS") ?? Buffer.alloc(0);
  const own = files.get("manifest.json");
  const expected =
    own === undefined ? "" : sha256Sums([{ path: "manifest.json", sha256: own.sha256 }, ...manifest.files]);
  const sameManifest = kept.get("manifest.json")?.toString("utf8") === manifestText(manifest);
  if (!signedBy(key, sums, kept.get("SHA256SUMS.sig") ?? Buffer.alloc(0))) return fails("signature", "signature.bad");
  if (!sameManifest || sums.toString("utf8") !== expected) return fails("signature", "signature.sums");
  const { data } = z.object({ signer: z.object({ name: z.string() }) }).safeParse(manifest.about);
  return holds("signature", "signature.ok", { signer: data?.signer.name ?? "–" });
}

function checkpoints({ kept }: ReadBundle, key: Uint8Array): { heads: JournalHead[]; check: Check } {
  const heads: JournalHead[] = [];
  for (const [path, note] of kept) {
    if (!path.startsWith("checkpoints/")) continue;
    const head = checkpointHead(note.toString("utf8"), key);
    if (head === undefined) return { heads, check: fails("checkpoints", "checkpoints.bad", { path }) };
    heads.push(head);
  }
  const count = heads.length;
  return {
    heads,
    check: count === 0 ? holds("checkpoints", "checkpoints.none") : holds("checkpoints", "checkpoints.ok", { count }),
  };
}

function journal({ kept }: ReadBundle, { about }: Manifest, heads: readonly JournalHead[]): Check {
  const text = kept.get("journal.jsonl")?.toString("utf8") ?? "";
  const check = checkJournal(text, heads);
  const { entries } = readJournal(text);
  const { data } = z.object({ journal: z.object({ entries: z.int(), head: z.string() }) }).safeParse(about);
  const same = data?.journal.entries === entries.length && data.journal.head === entries.at(-1)?.hash;
  return check.ok && !same ? fails("journal", "journal.head") : check;
}

const indexRow = z.array(z.object({ id: z.string(), label: z.string(), sha256: z.string(), path: z.string() }));
const recorded = z.object({ evidence: z.array(z.object({ id: z.string(), label: z.string(), sha256: z.string() })) });

/** Every evidence item of the records lies in the bundle with the recorded hash. */
function evidence({ kept, files }: ReadBundle): Check {
  const { data: index = [] } = indexRow.safeParse(parseJson(kept.get("evidence/index.json")));
  const { data: records } = recorded.safeParse(parseJson(kept.get("records.json")));
  const byId = new Map(index.map((row) => [row.id, row]));
  for (const item of records?.evidence ?? []) {
    const row = byId.get(item.id);
    if (row === undefined) return fails("evidence", "evidence.absent", { path: item.label });
    if (row.sha256 !== item.sha256 || files.get(row.path)?.sha256 !== item.sha256) {
      return fails("evidence", "evidence.differs", { path: row.path });
    }
  }
  return holds("evidence", "evidence.ok", { count: records?.evidence.length ?? 0 });
}
