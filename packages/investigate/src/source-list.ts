import { createHash } from "node:crypto";
import { openEvidence } from "@stanch/evidence/open-evidence";
import type { SourceFile } from "@stanch/evidence/source-file";
import type { EventSource } from "@stanch/model/log-event";

export interface SourceListOptions {
  /** Folder for unpacked copies. */
  readonly scratch: string;
  readonly signal?: AbortSignal | undefined;
  readonly onSource?: ((source: { readonly path: string; readonly size: number }) => void) | undefined;
}

/** Opens evidence and puts its files into one order that no file system decides: by logical path, then by content. */
export async function listSources(paths: readonly string[], options: SourceListOptions): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  const opened = openEvidence(paths, {
    scratch: options.scratch,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  for await (const source of opened) {
    sources.push(source);
    options.onSource?.(source);
  }
  return sources.sort((a, b) => order(a.path, b.path) || order(a.sha256, b.sha256));
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The identity that event ids of this file begin with. */
export function eventSource(source: SourceFile): EventSource {
  const key = createHash("sha256").update(source.sha256).update("\0").update(source.path).digest("hex").slice(0, 16);
  return { key, path: source.path };
}
