import { open, readFile, stat } from "node:fs/promises";
import { readFolder, readTarBundle } from "./bundle-reading.ts";
import { type SealContent, sealBundle } from "./seal.ts";
import type { SealSigner } from "./signed-note.ts";
import { type Verification, fails, verificationOf } from "./verification.ts";
import { verifyBundle } from "./verify-bundle.ts";
import { checkFiles, checkManifest, checkSheets } from "./verify-files.ts";
import { checkJournal } from "./verify-journal.ts";

export interface VerifyOptions {
  /** SHA-256 of the signer's raw public key in hex, known from elsewhere. */
  readonly key?: string;
}

/**
 * Checks what lies at a path, offline: a sealed bundle (packed or unpacked), the output folder of an investigation, or a journal.
 * Never throws for what it finds; a path that cannot be read is a check that fails.
 *
 * @example const { holds, checks } = await verifyPath("SEC-2026-0001.tar");
 */
export async function verifyPath(path: string, options: VerifyOptions = {}): Promise<Verification> {
  try {
    return (await stat(path)).isDirectory() ? await verifyFolder(path, options) : await verifyFile(path, options);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return verificationOf("unknown", [fails("files", "files.unreadable", { path, detail })]);
  }
}

async function verifyFolder(path: string, { key }: VerifyOptions): Promise<Verification> {
  const folder = await readFolder(path);
  if (folder.files.has("SHA256SUMS")) return verifyBundle(folder, key);
  const { manifest, check } = checkManifest(folder, "investigation");
  if (manifest === undefined) {
    return folder.files.has("manifest.json") ? verificationOf("investigation", [check]) : unknown();
  }
  const files = checkFiles(folder, manifest, new Set(["manifest.json"]));
  return verificationOf("investigation", [check, files, ...checkSheets(folder)]);
}

async function verifyFile(path: string, { key }: VerifyOptions): Promise<Verification> {
  const head = await firstBytes(path, 512);
  if (head.toString("latin1", 0, 13) === "manifest.json" || head.toString("latin1", 257, 262) === "ustar") {
    return verifyBundle(await readTarBundle(path), key);
  }
  if (!/^\s*\{/.test(head.toString("utf8"))) return unknown();
  return verificationOf("journal", [checkJournal(await readFile(path, "utf8"))]);
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  await using file = await open(path, "r");
  const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, 0);
  return buffer.subarray(0, bytesRead);
}

function unknown(): Verification {
  return verificationOf("unknown", [fails("kind", "kind.unknown")]);
}

/** Seals and verifies for a centre: fits the port that the desk asks for. */
export function makeSealer(signer: SealSigner): {
  readonly seal: (content: SealContent) => AsyncIterable<Uint8Array>;
  readonly verify: (path: string) => Promise<{ holds: boolean; findings: { zh: string; en: string }[] }>;
} {
  return {
    seal: (content) => sealBundle(content, signer),
    verify: async (path) => {
      const { holds, checks } = await verifyPath(path);
      const findings = checks.map(({ name, detail }) => ({
        zh: `${name.zh}：${detail.zh}`,
        en: `${name.en}: ${detail.en}`,
      }));
      return { holds, findings };
    },
  };
}
