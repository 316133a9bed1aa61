import type { Failure } from "./failure.ts";

/** A file inside an evidence item: a leaf to be read, or the archive it lay in. */
export interface SourceFile {
  /** Logical path, `/`-separated; members of archives as `outer.tar.gz!/inner.log`. Untrusted text. */
  readonly path: string;
  /** Where the bytes lie on this machine: the original, or the unpacked copy in the scratch folder. */
  readonly file: string;
  readonly size: number;
  /** SHA-256 of the bytes, hex; 64 zeros when they could not be read. */
  readonly sha256: string;
  /** Last change as the file system or the archive tells, epoch milliseconds. */
  readonly mtime?: number;
  /** Set for an archive whose members follow: its kind. Such a source is not parsed. */
  readonly container?: ContainerKind;
  /** Present when it, or a part of it, could not be read. A leaf with a failure may still hold the bytes before the damage. */
  readonly failure?: Failure;
}

export type ContainerKind = "gzip" | "bzip2" | "xz" | "zstd" | "zip" | "tar" | "7z" | "rar";

/** Guards against archives made to exhaust the machine. */
export interface Limits {
  /** Containers inside containers. */
  readonly depth: number;
  /** Members of one archive. */
  readonly entries: number;
  /** Unpacked bytes of everything together. */
  readonly total: number;
  /** Unpacked : packed, judged once 64 MiB have come out. */
  readonly ratio: number;
}

export const defaultLimits: Limits = { depth: 6, entries: 1_000_000, total: 200 * 2 ** 30, ratio: 1_200 };

export const noHash = "0".repeat(64);
