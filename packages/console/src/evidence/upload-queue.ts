import type { IncidentId, RequestId } from "@stanch/model/ids";
import type { BodyOf } from "@stanch/model/route";
import type { Api } from "@stanch/model/api";
import { call } from "../api/client.ts";
import { sendFile, type UploadCalls, uploadKey } from "../api/upload.ts";
import type { DroppedFile } from "./dropped-files.ts";

/** A file on its way. */
export interface UploadItem {
  readonly id: number;
  readonly path: string;
  readonly size: number;
  readonly sent: number;
  readonly state: "waiting" | "sending" | "arrived" | "failed" | "stopped";
  readonly sha256?: string | undefined;
  readonly error?: unknown;
}

interface Job {
  readonly item: UploadItem;
  readonly file: DroppedFile;
  readonly form: BodyOf<Api["upload.create"]>["evidence"];
  readonly stop: AbortController;
}

const parallel = 2;

/** Where files go: a case, by the staff or by the customer whose it is. */
export interface UploadPlace {
  readonly id: string;
  readonly calls: (file: DroppedFile, form: Job["form"]) => UploadCalls;
}

/** The files of one case that are on their way; it outlives the page that shows it, so that one may look elsewhere meanwhile. */
export class UploadQueue {
  #jobs: Job[] = [];
  #running = 0;
  #next = 1;
  #items: readonly UploadItem[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #place: UploadPlace;
  readonly #onArrived: () => void;

  constructor(place: UploadPlace, onArrived: () => void) {
    this.#place = place;
    this.#onArrived = onArrived;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly items = (): readonly UploadItem[] => this.#items;

  add(files: readonly DroppedFile[], form: Job["form"]): void {
    for (const file of files) {
      const item: UploadItem = { id: this.#next++, path: file.path, size: file.file.size, sent: 0, state: "waiting" };
      this.#jobs.push({ item, file, form, stop: new AbortController() });
    }
    this.#changed();
    this.#pump();
  }

  stop(id: number): void {
    const job = this.#jobs.find(({ item }) => item.id === id);
    job?.stop.abort();
    if (job?.item.state === "waiting") this.#set(id, { state: "stopped" });
  }

  again(id: number): void {
    const job = this.#jobs.find(({ item }) => item.id === id);
    if (job === undefined) return;
    this.#jobs = this.#jobs.map((one) =>
      one === job
        ? { ...job, stop: new AbortController(), item: { ...job.item, state: "waiting", error: undefined } }
        : one,
    );
    this.#changed();
    this.#pump();
  }

  #pump(): void {
    while (this.#running < parallel) {
      const job = this.#jobs.find(({ item }) => item.state === "waiting");
      if (job === undefined) return;
      this.#running++;
      this.#set(job.item.id, { state: "sending" });
      void this.#send(job).finally(() => {
        this.#running--;
        this.#pump();
      });
    }
  }

  async #send({ item, file, form, stop }: Job): Promise<void> {
    const { id, calls } = this.#place;
    try {
      const done = await sendFile({
        calls: calls(file, form),
        memory: {
          read: (key) => localStorage.getItem(key) ?? undefined,
          write: (key, id) => localStorage.setItem(key, id),
          drop: (key) => localStorage.removeItem(key),
        },
        key: uploadKey(id, file.path, file.file),
        file: file.file,
        signal: stop.signal,
        onProgress: (sent) => this.#set(item.id, { sent }),
      });
      this.#set(item.id, { state: "arrived", sha256: done.sha256 });
      this.#onArrived();
    } catch (error) {
      this.#set(item.id, stop.signal.aborted ? { state: "stopped" } : { state: "failed", error });
    }
  }

  #set(id: number, part: Partial<UploadItem>): void {
    this.#jobs = this.#jobs.map((job) => (job.item.id === id ? { ...job, item: { ...job.item, ...part } } : job));
    this.#changed();
  }

  #changed(): void {
    this.#items = this.#jobs.map(({ item }) => item);
    for (const listener of this.#listeners) listener();
  }
}

/** The case of an incident, for its people. */
export function casePlace(incident: IncidentId): UploadPlace {
  return {
    id: incident,
    calls: (file, form) => ({
      create: () =>
        call("upload.create", {
          params: { incident },
          body: { name: file.path, size: file.file.size, evidence: form },
        }),
      get: (upload) => call("upload.get", { params: { incident, upload } }),
      // The body is bytes; the route's schema has none to check.
      append: (upload, offset, bytes) => {
        const input = { params: { incident, upload }, query: { offset }, body: bytes };
        return call("upload.append", input as unknown as Parameters<typeof call<"upload.append">>[1]);
      },
    }),
  };
}

/** The case of a request, for the customer's accounts. */
export function requestPlace(request: RequestId): UploadPlace {
  return {
    id: request,
    calls: (file, { host }) => ({
      create: () =>
        call("portal.uploadCreate", {
          params: { request },
          body: { name: file.path, size: file.file.size, ...(host === undefined ? {} : { host }) },
        }),
      get: (upload) => call("portal.uploadGet", { params: { request, upload } }),
      append: (upload, offset, bytes) => {
        const input = { params: { request, upload }, query: { offset }, body: bytes };
        return call("portal.uploadAppend", input as unknown as Parameters<typeof call<"portal.uploadAppend">>[1]);
      },
    }),
  };
}

const queues = new Map<string, UploadQueue>();

/** The queue of a case. */
export function uploadQueue(place: UploadPlace, onArrived: () => void): UploadQueue {
  const queue = queues.get(place.id) ?? new UploadQueue(place, onArrived);
  queues.set(place.id, queue);
  return queue;
}
