import { createReadStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import type { InvestigationRunner, RunOrder, RunOutcome } from "@stanch/desk/ports";
import { investigate, type Outcome } from "@stanch/investigate/investigation";
import { autoZone } from "@stanch/model/clock";
import type { Placeholders } from "@stanch/sigma/detection-item";
import type { RuleCache } from "@stanch/sigma/rule-cache";
import type { Blobs, BlobRef } from "@stanch/store/blobs";
import type { EventStore } from "@stanch/store/events";
import { narrowingOf } from "./rule-book.ts";
import { ruleOrigins } from "./rule-texts.ts";
import { stageItem } from "./stage-item.ts";

export interface EngineParts {
  /** Folder for work in progress; emptied of what an earlier process left. */
  readonly folder: string;
  readonly blobs: Blobs;
  readonly events: EventStore;
  readonly version: string;
  /** Folders, files or zips of further rules. */
  readonly rules?: readonly string[];
  /** Where parsed rules are kept from one run to the next. */
  readonly ruleCache?: RuleCache;
  /** Values for rules that ask for some of the installation's own. */
  readonly placeholders?: Placeholders;
}

function keepFile(blobs: Blobs, file: string): Promise<BlobRef> {
  return blobs.write(createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Uint8Array>);
}

/** Stores what the run left: the sheets as blobs, the events as segments. */
async function keep({ blobs, events }: EngineParts, order: RunOrder, outcome: Outcome): Promise<RunOutcome> {
  const citations = Buffer.from(JSON.stringify(Object.fromEntries(outcome.citations)));
  await events.addSegments({ caseId: order.incident, investigationId: order.investigation }, [outcome.files.events]);
  return {
    state: outcome.state,
    verdict: outcome.answer.verdict,
    answer: await keepFile(blobs, outcome.files.answer),
    sources: await keepFile(blobs, outcome.files.sources),
    others: {
      detections: await keepFile(blobs, outcome.files.detections),
      citations: await blobs.write([citations]),
    },
    counts: outcome.answer.counts,
  };
}

/** The investigation engine over the stored evidence. */
export async function engineRunner(parts: EngineParts): Promise<InvestigationRunner> {
  await rm(parts.folder, { recursive: true, force: true });
  await mkdir(parts.folder, { recursive: true, mode: 0o700 });
  return {
    run: async (order, { signal, progress }) => {
      const home = path.join(parts.folder, order.investigation);
      const stage = path.join(home, "in");
      await rm(home, { recursive: true, force: true });
      try {
        for (const item of order.items) await stageItem(stage, item, await parts.blobs.path(item.sha256));
        const outcome = await investigate({
          paths: [stage],
          out: path.join(home, "out"),
          rules: (await ruleOrigins(parts, order.rules.sources)).flatMap(({ texts }) => texts),
          narrowing: narrowingOf(order.rules),
          ruleCache: parts.ruleCache,
          placeholders: parts.placeholders,
          zone: order.zone === autoZone ? undefined : order.zone,
          clocks: order.clocks,
          definitions: order.formats,
          now: Date.parse(order.now),
          version: parts.version,
          signal,
          progress,
        });
        signal.throwIfAborted();
        return await keep(parts, order, outcome);
      } finally {
        await rm(home, { recursive: true, force: true });
      }
    },
  };
}
