import { parentPort, workerData } from "node:worker_threads";
import { type ChunkTask, ChunkWork } from "./chunk-work.ts";
import { type Ruling, rulingOf } from "./ruling.ts";
import { SegmentWriter } from "./segment-writer.ts";

/** What every worker of one investigation is given. */
export interface ChunkSetup {
  readonly documents: Ruling["documents"];
  /** Folder in which workers leave their parts. */
  readonly folder: string;
}

const { documents, folder } = workerData as ChunkSetup;
const ruling = rulingOf(documents);
const writer = new SegmentWriter();

parentPort?.on("message", ({ id, task }: { id: number; task: ChunkTask }) => {
  try {
    const result = new ChunkWork(task, ruling, folder, writer).run();
    parentPort?.postMessage({ id, result });
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
