import { closeSync, openSync, readSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { CitedItem } from "@stanch/desk/desk-directory";
import { detectEncoding, type Encoding } from "@stanch/evidence/encoding";
import { formatById } from "@stanch/evidence/identify";
import { openEvidence } from "@stanch/evidence/open-evidence";
import { readRawLine } from "@stanch/investigate/raw-line";
import { StanchError } from "@stanch/model/error";
import type { SourceReport } from "@stanch/model/sources";
import type { RawRecord, TimelineEvent } from "@stanch/model/timeline";
import type { Blobs } from "@stanch/store/blobs";
import { stageItem } from "../stage-item.ts";
import { visibleText } from "./visible-text.ts";

/** Finds the bytes of an event again, in the original or in a copy unpacked from it. */
export type RawReader = (
  event: TimelineEvent,
  items: readonly CitedItem[],
  sources: readonly SourceReport[],
) => Promise<RawRecord>;

const AROUND = 3;
const SAMPLE = 1 << 16;
/** Unpacked archives that are kept for the next question. */
const KEPT = 3;

/** Logical paths begin with the label of the item; members of archives follow after `!/`. */
function itemOf(event: TimelineEvent, items: readonly CitedItem[]): CitedItem {
  const label = event["log.file.path"].split("/")[0];
  const item = items.find((one) => one.label === label);
  if (item === undefined) throw new StanchError("E_NOT_FOUND");
  return item;
}

function encodingOf(file: string, stated: string | undefined): Encoding {
  const known: readonly Encoding[] = ["utf-8", "utf-16le", "utf-16be", "gb18030", "latin1"];
  const named = known.find((one) => one === stated);
  if (named !== undefined) return named;
  const descriptor = openSync(file, "r");
  try {
    const sample = Buffer.alloc(SAMPLE);
    return detectEncoding(sample.subarray(0, readSync(descriptor, sample, 0, SAMPLE, 0))).encoding;
  } finally {
    closeSync(descriptor);
  }
}

class UnpackedItems {
  readonly #folder: string;
  readonly #blobs: Pick<Blobs, "path">;
  readonly #kept = new Map<string, Promise<ReadonlyMap<string, string>>>();
  constructor(folder: string, blobs: Pick<Blobs, "path">) {
    this.#folder = folder;
    this.#blobs = blobs;
  }

  /** Where each source file of an item lies, by logical path. */
  async files(item: CitedItem): Promise<ReadonlyMap<string, string>> {
    const key = `${item.label}-${item.sha256}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const opening = this.#open(item, path.join(this.#folder, key));
    this.#kept.set(key, opening);
    opening.catch(() => this.#kept.delete(key));
    for (const old of [...this.#kept.keys()].slice(0, -KEPT)) {
      await this.#kept.get(old)?.catch(() => undefined);
      this.#kept.delete(old);
      await rm(path.join(this.#folder, old), { recursive: true, force: true });
    }
    return opening;
  }

  async #open(item: CitedItem, folder: string): Promise<ReadonlyMap<string, string>> {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const stage = path.join(folder, "in");
    await stageItem(stage, item, await this.#blobs.path(item.sha256));
    const files = new Map<string, string>();
    for await (const source of openEvidence([stage], { scratch: path.join(folder, "out") }))
      if (source.container === undefined) files.set(source.path, source.file);
    return files;
  }
}

/** Reads raw records of evidence items; `folder` holds unpacked copies and is emptied first. */
export async function openRawReader(folder: string, blobs: Pick<Blobs, "path">): Promise<RawReader> {
  await rm(folder, { recursive: true, force: true });
  const unpacked = new UnpackedItems(folder, blobs);
  return async (event, items, sources) => {
    const item = itemOf(event, items);
    const logical = event["log.file.path"];
    const source = sources.find((one) => one.path === logical);
    const file = (await unpacked.files(item)).get(logical);
    if (source === undefined || file === undefined) throw new StanchError("E_NOT_FOUND");
    const { "log.offset": offset, "log.record": record, "event.id": id } = event;
    // A format that is not built in was defined by a person, of lines.
    const lines = (formatById(source.format)?.by ?? "line") === "line";
    const { raw, before, after } = lines
      ? readRawLine(file, offset, encodingOf(file, source.encoding), AROUND)
      : { raw: JSON.stringify(event, null, 1), before: [], after: [] };
    return {
      id,
      path: logical,
      offset,
      record,
      sha256: source.sha256,
      evidence: { id: item.id, label: item.label, name: item.name, sha256: item.sha256 },
      raw: lines ? visibleText(raw) : raw,
      before: before.map(visibleText),
      after: after.map(visibleText),
      citation: visibleText(`${logical}:${record} @${offset} sha256:${source.sha256} (${item.label} ${item.name})`),
    };
  };
}
