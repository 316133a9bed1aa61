/**
 * Reads files into one Parquet file of events without rules and without conclusions, in a process of its own:
 * `parquet-once.ts OUT [--workers N] PATH…`. Prints one JSON line.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { readEvidence } from "@stanch/investigate/evidence-reading";
import { joinSegments } from "@stanch/investigate/segment-file";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { workers: { type: "string" } } });
const [out = "", ...paths] = positionals;
const scratch = join(out, ".work");
mkdirSync(scratch, { recursive: true });
const workers = values.workers === undefined ? undefined : Number(values.workers);
const { book } = await readEvidence({ paths, rules: [], scratch, workers });
joinSegments(book.segments, join(out, "events.parquet"));
rmSync(scratch, { recursive: true });
console.log(JSON.stringify({ records: book.records, events: book.events }));
