import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LogEvent } from "@stanch/model/log-event";
import type { ChunkReport } from "../../chunk-report.ts";
import { planRead } from "../../plan.ts";
import { readChunk } from "../../read-chunk.ts";

export interface FileRead {
  readonly format: string;
  readonly events: readonly LogEvent[];
  /** The first event of each line, by its number from 1. */
  readonly byRecord: ReadonlyMap<number, LogEvent>;
  readonly reports: readonly ChunkReport[];
}

export interface FileOptions {
  readonly name?: string;
  readonly zone?: string;
  /** Epoch milliseconds. */
  readonly now?: number;
  readonly chunkBytes?: number;
}

/** Reads bytes as a file of evidence is read: identified, planned, parsed, counted. */
export function readFileBytes(bytes: Uint8Array | string, options: FileOptions = {}): FileRead {
  const folder = mkdtempSync(join(tmpdir(), "stanch-evidence-"));
  try {
    const file = join(folder, "file");
    writeFileSync(file, bytes);
    const { name = "file.log", ...plan } = options;
    const size = Buffer.byteLength(bytes);
    const plans = planRead({ path: name, file, size, sha256: createHash("sha256").update(bytes).digest("hex") }, plan);
    const events: LogEvent[] = [];
    const reports = plans.map((one) => readChunk(one, { event: (event) => events.push(event) }));
    const byRecord = new Map<number, LogEvent>();
    for (const event of events) if (!byRecord.has(event.record)) byRecord.set(event.record, event);
    return { format: plans[0]?.format ?? "none", events, byRecord, reports };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
