import type { ByteInput, Cut } from "../../format.ts";
import { chunkHeader } from "./chunk-header.ts";
import { eachChunk } from "./chunk-list.ts";
import { type EvtxChunk, evtxChunk } from "./evtx-chunk.ts";
import type { EvtxRecord } from "./evtx-record.ts";
import { walkRecords } from "./record-walk.ts";

/** Whether the template of a record is there: one that was lost may stand in another chunk, which a range would not see. */
function hasTemplate({ view, size }: EvtxChunk, record: EvtxRecord): boolean {
  const end = record.at + record.size - 4;
  const at = record.at + 24 + (view.getUint8(record.at + 24) === 0x0f ? 4 : 0);
  if (at + 10 > end || view.getUint8(at) !== 0x0c) return true;
  const definition = view.getUint32(at + 6, true);
  return definition + 24 <= size && view.getUint32(definition + 4, true) === view.getUint32(at + 2, true);
}

/**
 * Where a log may be cut: before any of its chunks, since each brings its own templates. The records are counted, not read. A log
 * of which a record has lost its template is not cut, so that the same template of another chunk is found.
 */
export function evtxCuts(input: ByteInput, from: number, chunkBytes: number): Cut[] {
  const cuts: Cut[] = [{ offset: 0, record: 1 }];
  let records = 0;
  let complete = true;
  eachChunk(input, from, input.size, {
    chunk(bytes, at) {
      if (at >= (cuts.at(-1)?.offset ?? 0) + chunkBytes) cuts.push({ offset: at, record: records + 1 });
      const chunk = evtxChunk(bytes, at);
      const header = chunkHeader(chunk);
      if (header === undefined) return;
      walkRecords(chunk, header, {
        record(record) {
          records++;
          complete &&= hasTemplate(chunk, record);
        },
        broken: (gap) => void (records += gap.older + (gap.started ? 1 : 0)),
      });
    },
    short: () => undefined,
  });
  return complete ? cuts : cuts.slice(0, 1);
}
