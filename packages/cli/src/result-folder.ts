import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StanchError } from "@stanch/model/error";
import { takePidLock } from "@stanch/store/pid-lock";
import { futurePlace, isWithin } from "./evidence-paths.ts";

/** Every file that an investigation leaves; `manifest.json` comes last, since it vouches for the others. */
export const resultNames = [
  "answer.json",
  "sources.json",
  "events.parquet",
  "detections.jsonl",
  "report.zh.pdf",
  "report.en.pdf",
  "report.html",
  "manifest.json",
] as const;

const DRAFT = ".part";
const LOCK = ".lock";

/** A folder for results, held by this process: new files come into being in `draft` and appear all at once. */
export interface ResultFolder extends Disposable {
  readonly out: string;
  readonly draft: string;
  /** Puts what lies in the draft in place of the results of earlier runs; tells the names. */
  publish(): readonly string[];
}

/**
 * Opens the folder for results outside the evidence. Earlier results stay until new ones are whole.
 *
 * @throws StanchError `E_OUT_INSIDE`, `E_OUT_TAKEN`, `E_OUT_FOLDER`, `E_STORE_LOCKED`
 */
export async function openResultFolder(out: string, evidence: readonly string[]): Promise<ResultFolder> {
  const place = futurePlace(out);
  const near = evidence.find((path) => isWithin(place, path) || isWithin(path, place));
  if (near !== undefined) throw new StanchError("E_OUT_INSIDE", { out, path: near });
  const made = makeFolder(place, out);
  const foreign = readdirSync(place).find((name) => !isOurs(name));
  if (foreign !== undefined) throw new StanchError("E_OUT_TAKEN", { out, name: foreign });
  const lock = await takePidLock(join(place, LOCK)).catch((error: unknown) => {
    throw error instanceof StanchError ? error : folderError(out, error);
  });
  const draft = join(place, DRAFT);
  rmSync(draft, { recursive: true, force: true });
  return {
    out: place,
    draft,
    publish: () => publish(place, draft),
    [Symbol.dispose]: () => {
      rmSync(draft, { recursive: true, force: true });
      lock.release();
      if (made && readdirSync(place).length === 0) rmdirSync(place);
    },
  };
}

function makeFolder(place: string, out: string): boolean {
  try {
    return mkdirSync(place, { recursive: true }) !== undefined;
  } catch (error) {
    throw folderError(out, error);
  }
}

function folderError(out: string, error: unknown): StanchError {
  const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return new StanchError("E_OUT_FOLDER", { out, reason }, error);
}

function isOurs(name: string): boolean {
  return name === DRAFT || name.startsWith(LOCK) || resultNames.some((one) => one === name);
}

function publish(place: string, draft: string): string[] {
  const fresh = new Set(readdirSync(draft));
  // Without its manifest a half replaced folder cannot pass for a whole one.
  rmSync(join(place, "manifest.json"), { force: true });
  for (const name of resultNames) {
    if (fresh.has(name)) renameSync(join(draft, name), join(place, name));
    else rmSync(join(place, name), { force: true });
  }
  return resultNames.filter((name) => fresh.has(name));
}
