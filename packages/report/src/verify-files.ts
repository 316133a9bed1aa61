import { answerSheet } from "@stanch/model/answer";
import { balance, sourcesSheet } from "@stanch/model/sources";
import type { ReadBundle } from "./bundle-reading.ts";
import { type Manifest, manifest as manifestSchema, manifestDigest } from "./manifest.ts";
import { type Check, fails, holds } from "./verification.ts";

/** The manifest of what was read, and whether it is whole. */
export function checkManifest({ kept }: ReadBundle, kind: Manifest["kind"]): { manifest?: Manifest; check: Check } {
  const value = parseJson(kept.get("manifest.json"));
  const { data: manifest } = manifestSchema.strict().safeParse(value);
  if (manifest === undefined || manifest.kind !== kind) return { check: fails("manifest", "manifest.missing") };
  if (manifestDigest(manifest) !== manifest.digest) return { check: fails("manifest", "manifest.digest") };
  return { manifest, check: holds("manifest", "manifest.ok", { count: manifest.files.length, at: manifest.made.at }) };
}

/** Compares what was found with what the manifest lists; `besides` are files that belong there without being listed. */
export function checkFiles({ files }: ReadBundle, manifest: Manifest, besides: ReadonlySet<string>): Check {
  for (const { path, bytes, sha256 } of manifest.files) {
    const found = files.get(path);
    if (found === undefined) return fails("files", "files.missing", { path });
    if (found.bytes !== bytes || found.sha256 !== sha256) return fails("files", "files.changed", { path });
  }
  const listed = new Set(manifest.files.map(({ path }) => path));
  const extra = [...files.keys()].find((path) => !listed.has(path) && !besides.has(path));
  if (extra !== undefined) return fails("files", "files.extra", { path: extra });
  return holds("files", "files.ok", { count: manifest.files.length });
}

/** Sheets of an investigation: their form, and that no record is unaccounted for. */
export function checkSheets({ kept }: ReadBundle): Check[] {
  const checks: Check[] = [];
  if (kept.has("sources.json")) {
    const { data: sheet } = sourcesSheet.safeParse(parseJson(kept.get("sources.json")));
    const off = sheet?.sources.find((source) => balance(source) !== 0);
    if (sheet === undefined) checks.push(fails("sources", "sources.form"));
    else if (off !== undefined) checks.push(fails("sources", "sources.bad", { path: off.path }));
    else checks.push(holds("sources", "sources.ok", { count: sheet.sources.length }));
  }
  if (kept.has("answer.json")) {
    const { data: answer } = answerSheet.safeParse(parseJson(kept.get("answer.json")));
    checks.push(
      answer === undefined
        ? fails("answer", "answer.bad")
        : holds("answer", "answer.ok", { count: answer.threads.length }),
    );
  }
  return checks;
}

export function parseJson(bytes: Buffer | undefined): unknown {
  try {
    return JSON.parse(bytes?.toString("utf8") ?? "");
  } catch {
    return undefined;
  }
}
