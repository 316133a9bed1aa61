import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { newestTime, planRead } from "@stanch/evidence/plan";
import type { AnswerSheet } from "@stanch/model/answer";
import { buildAnswer } from "./answer-builder.ts";
import { projectRules, scratchFolder } from "./case.testkit.ts";
import { ChunkWork } from "./chunk-work.ts";
import { runLot } from "./correlation-lot.ts";
import { correlationFindings } from "./correlation-run.ts";
import { FindingBook } from "./finding-book.ts";
import { makeRuling, type Ruling } from "./ruling.ts";
import { SegmentWriter } from "./segment-writer.ts";
import { signalPlaces } from "./signal-places.ts";
import { eventSource, listSources } from "./source-list.ts";

/** The folder of a corpus, or undefined where corpora are absent; then the test skips itself. */
export function corpus(name: string): string | undefined {
  const folder = resolve(import.meta.dirname, "../../../../shared/corpora", name);
  return existsSync(folder) ? folder : undefined;
}

/** Reads and concludes in this thread with rules compiled before: hundreds of small cases in one run. */
export async function answerTo(paths: readonly string[], scratch: string, ruling: Ruling): Promise<AnswerSheet> {
  const parts = join(scratch, "parts");
  mkdirSync(parts, { recursive: true });
  const files = await listSources(paths, { scratch: join(scratch, "unpacked") });
  const now = newestTime(files, Date.now());
  const plans = files.map((file) => planRead(file, { sources: files, ...(now === undefined ? {} : { now }) }));
  const sources = files.map(eventSource);
  const writer = new SegmentWriter();
  const book = new FindingBook(files.length);
  for (const [source, of] of plans.entries()) {
    for (const plan of of) {
      const task = { plan, source, key: sources[source]?.key ?? "", name: `${source}-${plan.part}` };
      book.add(new ChunkWork(task, ruling, parts, writer).run());
    }
  }
  const chunks = book.signals;
  const places = signalPlaces(chunks);
  const { told } = runLot({ ruling, chunks, places, sources, folder: parts });
  const findings = {
    sources,
    reports: book.reports(files),
    hours: book.hours(),
    rules: ruling.rules,
    tallies: book.tallies(),
    correlations: await correlationFindings(told, chunks, places),
    notable: book.notable,
    activity: book.activity,
    modules: book.modules,
    detections: book.detections,
    overflow: book.overflow,
    span: { first: book.first, last: book.last },
  };
  return buildAnswer(findings, { version: "0", ruleSet: ruling.hash, zone: "UTC", now: "2026-12-01T00:00:00Z" });
}

let project: Ruling | undefined;

/** The answer of the project's rules to files written by hand, by their paths. */
export async function answerToFiles(files: Readonly<Record<string, string>>): Promise<AnswerSheet> {
  using scratch = scratchFolder("raw");
  const evidence = join(scratch.path, "evidence");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(evidence, path)), { recursive: true });
    writeFileSync(join(evidence, path), text);
  }
  project ??= makeRuling(projectRules());
  return await answerTo([evidence], scratch.path, project);
}

/** Thirty refused passwords, one a second, within the given minute. */
export function guessingLines(minute: string, address: string, account: string, host = "web-01"): string {
  return Array.from({ length: 30 }, (_, at) => {
    const second = String(at + 1).padStart(2, "0");
    return `${minute}:${second}.000000+00:00 ${host} sshd[${900 + at}]: Failed password for ${account} from ${address} port ${40_000 + at} ssh2\n`;
  }).join("");
}
