/** The name of a stored blob is what it holds. `size` in bytes. */
export interface BlobRef {
  readonly sha256: string;
  readonly size: number;
}

/** Bytes from `start` up to, not including, `end` (default: the end of the blob). */
export interface ByteRange {
  readonly start: number;
  readonly end?: number;
}

export type ByteSource = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Where an upload stands: `offset` bytes are safely stored and the next append starts there. */
export interface UploadState {
  readonly id: string;
  readonly offset: number;
}

/** Whether the bytes still hash to the name. `found` is what they hash to now; absent when the blob is missing. */
export interface BlobCheck {
  readonly holds: boolean;
  readonly found?: string;
}

/**
 * Originals by content: written once, never changed, named by SHA-256.
 *
 * Errors: `E_BLOB_MISSING`, `E_BLOB_RANGE`, `E_UPLOAD_MISSING`, `E_UPLOAD_OFFSET`, `E_UPLOAD_DIFFERS`, `E_DISK_FULL`, `E_STORE_DENIED`.
 */
export interface Blobs {
  /** Stores a whole stream; the same bytes again cost no space. When the source throws, nothing remains. */
  write(source: ByteSource): Promise<BlobRef>;

  /** Begins an upload, or finds one again after a restart. `id` is a UUID of the caller. */
  openUpload(id: string): Promise<UploadState>;
  /** State of an upload; undefined when there is none. */
  upload(id: string): Promise<UploadState | undefined>;
  /**
   * Adds bytes at exactly the offset reached (`E_UPLOAD_OFFSET` with `{offset}` otherwise). When the source breaks off, what
   * arrived is kept and counts. One append at a time for each upload (`E_UPLOAD_BUSY`).
   */
  append(id: string, offset: number, source: ByteSource): Promise<UploadState>;
  /** Turns the upload into a blob; with `expect` it must match (`E_UPLOAD_DIFFERS`, the upload is kept). */
  finish(id: string, expect?: Partial<BlobRef>): Promise<BlobRef>;
  /** Forgets an upload. No error when there is none. */
  abandon(id: string): Promise<void>;

  read(sha256: string, range?: ByteRange): AsyncIterable<Uint8Array>;
  /** A path of the local file system that workers may read, never write. */
  path(sha256: string): Promise<string>;
  has(sha256: string): Promise<boolean>;
  /** Size in bytes; undefined when there is no such blob. */
  size(sha256: string): Promise<number | undefined>;
  verify(sha256: string): Promise<BlobCheck>;
  /** The names of all blobs, ascending; those added meanwhile may be among them or not. */
  all(): AsyncIterable<string>;
}
