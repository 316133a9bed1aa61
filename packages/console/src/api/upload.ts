import type { Upload } from "@stanch/model/handling";
import { Refusal } from "./refusal.ts";

/** What an upload needs of the centre; the console gives calls of the API. */
export interface UploadCalls {
  readonly create: () => Promise<Upload>;
  readonly get: (id: Upload["id"]) => Promise<Upload>;
  readonly append: (id: Upload["id"], offset: number, bytes: Blob) => Promise<Upload>;
}

/** Remembers which upload belongs to which file, so that a reloaded page goes on where it was. */
export interface UploadMemory {
  readonly read: (key: string) => string | undefined;
  readonly write: (key: string, id: string) => void;
  readonly drop: (key: string) => void;
}

export interface UploadOptions {
  readonly calls: UploadCalls;
  readonly memory: UploadMemory;
  /** Identity of the file within the case: path, size and time of change. */
  readonly key: string;
  readonly file: Blob;
  readonly onProgress: (offset: number) => void;
  readonly signal?: AbortSignal;
  /** Bytes a call carries. */
  readonly chunk?: number;
  /** Waits before another attempt; attempts from 1. Returns false to give up. */
  readonly wait?: (attempt: number) => Promise<boolean>;
}

const chunkSize = 4 * 1024 * 1024;

async function waitLonger(attempt: number): Promise<boolean> {
  if (attempt > 6) return false;
  await new Promise((resolve) => setTimeout(resolve, Math.min(15_000, 500 * 2 ** attempt)));
  return true;
}

/** The same file of the same case, however often the page is opened. */
export function uploadKey(incident: string, path: string, file: { size: number; lastModified: number }): string {
  return `stanch.upload.${incident}.${path}.${file.size}.${file.lastModified}`;
}

/**
 * Sends a file from where the centre has it and survives breaks: after a failed call it asks for the offset and goes on. The
 * answer carries the SHA-256 that the centre computed over what arrived.
 */
export async function sendFile(options: UploadOptions): Promise<Upload> {
  let upload = await begin(options);
  options.onProgress(upload.offset);
  let attempt = 0;
  while (upload.evidenceId === undefined) {
    options.signal?.throwIfAborted();
    try {
      const end = Math.min(upload.offset + (options.chunk ?? chunkSize), options.file.size);
      upload = await options.calls.append(upload.id, upload.offset, options.file.slice(upload.offset, end));
      attempt = 0;
    } catch (error) {
      attempt++;
      if (isFinal(error) || !(await (options.wait ?? waitLonger)(attempt))) throw error;
      upload = await options.calls.get(upload.id).catch(() => upload);
    }
    options.onProgress(upload.offset);
  }
  options.memory.drop(options.key);
  return upload;
}

async function begin({ calls, memory, key, file }: UploadOptions): Promise<Upload> {
  const known = memory.read(key);
  if (known !== undefined) {
    const upload = await calls.get(known as Upload["id"]).catch(() => undefined);
    if (upload !== undefined && upload.size === file.size && upload.evidenceId === undefined) return upload;
    memory.drop(key);
  }
  const upload = await calls.create();
  memory.write(key, upload.id);
  return upload;
}

/** A refusal that no repetition changes; a wrong offset (409) is cured by asking. */
function isFinal(error: unknown): boolean {
  return (
    error instanceof Refusal &&
    error.status >= 400 &&
    error.status < 500 &&
    ![408, 409, 416, 429].includes(error.status)
  );
}
