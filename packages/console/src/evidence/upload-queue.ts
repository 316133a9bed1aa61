import type { Upload } from "@stanch/model/handling";
import type { IncidentId } from "@stanch/model/ids";
import type { BodyOf } from "@stanch/model/route";
import type { Api } from "@stanch/model/api";
import { call } from "../api/client.ts";
import { sendFile, uploadKey } from "../api/upload.ts";
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

/** The files of one case that are on their way; it outlives the page that shows it, so that one may look elsewhere meanwhile. */
export class UploadQueue {
  #jobs: Job[] = [];
  #running = 0;
  #next = 1;
  #items: readonly UploadItem[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #incident: IncidentId;
  readonly #onArrived: () => void;

  constructor(incident: IncidentId, onArrived: () => void) {
    this.#incident = incident;
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
    const incident = this.#incident;
    try {
      const done = await sendFile({
        calls: {
          create: () =>
            call("upload.create", {
              params: { incident },
              body: { name: file.path, size: file.file.size, evidence: form },
            }),
          get: (upload) => call("upload.get", { params: { incident, upload } }),
          append: (upload, offset, bytes) => append(incident, upload, offset, bytes),
        },
        memory: {
          read: (key) => localStorage.getItem(key) ?? undefined,
          write: (key, id) => localStorage.setItem(key, id),
          drop: (key) => localStorage.removeItem(key),
        },
        key: uploadKey(incident, file.path, file.file),
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

/** The body is bytes; the route's schema has none to check. */
function append(incident: IncidentId, upload: Upload["id"], offset: number, bytes: Blob): Promise<Upload> {
  const input = { params: { incident, upload }, query: { offset }, body: bytes };
  return call("upload.append", input as unknown as Parameters<typeof call<"upload.append">>[1]);
}

const queues = new Map<string, UploadQueue>();

/** The queue of a case. */
export function uploadQueue(incident: IncidentId, onArrived: () => void): UploadQueue {
  const queue = queues.get(incident) ?? new UploadQueue(incident, onArrived);
  queues.set(incident, queue);
  return queue;
}
