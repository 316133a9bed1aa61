import { parentPort, workerData } from "node:worker_threads";
import type { EventSource } from "@stanch/model/log-event";
import { type ChunkResult, type ChunkTask, ChunkWork } from "./chunk-work.ts";
import { collectGarbage } from "./collect-garbage.ts";
import { runLot } from "./correlation-lot.ts";
import type { RowTask } from "./event-fetch.ts";
import { type Ruling, rulingOf } from "./ruling.ts";
import { readRows } from "./segment-reader.ts";
import { SegmentWriter } from "./segment-writer.ts";
import { type PlacedSignals, type PlaceTable, signalPlaces } from "./signal-places.ts";

/** Columns go over as they are; copies of them would fill the memory twice. */
function buffersOf({ signals, activity }: ChunkResult): ArrayBuffer[] {
  const { times, offsets, records, rows, values, matches } = signals;
  const { labels, counts, more, accounts, accountCounts } = activity;
  const columns = [times, offsets, records, rows, ...values, ...matches.map((one) => one.rows)];
  return [...columns, labels, counts, more, accounts, accountCounts].flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : [],
  );
}

/** What every worker of one investigation is given. */
export interface ChunkSetup {
  readonly documents: Ruling["documents"];
  readonly placeholders: Ruling["placeholders"];
  /** Folder in which workers leave their parts. */
  readonly folder: string;
}

/** A share of the correlations to run over the signals of all chunks. */
export interface LotTask {
  readonly chunks: readonly PlacedSignals[];
  readonly table: PlaceTable;
  /** By source index. */
  readonly sources: readonly EventSource[];
  /** Rule indices. */
  readonly lot: ReadonlySet<number>;
}

const { documents, placeholders, folder } = workerData as ChunkSetup;
const ruling = rulingOf(documents, placeholders);
let writer: SegmentWriter | undefined;

parentPort?.on("message", ({ id, task }: { id: number; task: ChunkTask | LotTask | RowTask }) => {
  try {
    if ("lot" in task) {
      // What reading remembers, and what the lot before held, is as large as what this one needs.
      writer = undefined;
      ruling.forget();
      collectGarbage();
      const { chunks, table, sources, lot } = task;
      const places = signalPlaces(chunks, table);
      parentPort?.postMessage({ id, result: runLot({ ruling, chunks, places, sources, folder }, lot) });
      return;
    }
    if ("rows" in task) {
      parentPort?.postMessage({ id, result: readRows(task.part, task.rows) });
      return;
    }
    const result = new ChunkWork(task, ruling, folder, (writer ??= new SegmentWriter())).run();
    parentPort?.postMessage({ id, result }, buffersOf(result));
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});
