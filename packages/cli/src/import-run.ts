import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import {
  type AlertExport,
  type ExportedEntry,
  exportKind,
  MOST_EXPORT_BYTES,
  readAlertExport,
} from "@stanch/model/alert-export";
import { StanchError } from "@stanch/model/error";
import { type CallForm, callForm } from "@stanch/model/request";
import { addressOf, keyOf } from "./centre-key.ts";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { jsonText, note, Output } from "./terminal.ts";

export interface ImportOptions {
  readonly organisation: string;
  readonly contact: string;
  readonly phone: string;
  readonly location: string;
  readonly kind?: string;
  readonly dryRun?: boolean;
  readonly url?: string;
  readonly keyFile?: string;
}

/** Stands in the request, so that the same entry is known when it is imported again. */
export function markOf({ kind, record }: Pick<ExportedEntry, "kind" | "record">): string {
  return `${kind}:${createHash("sha256").update(record).digest("hex").slice(0, 16)}`;
}

/**
 * An entry as the request that it becomes. When it was noticed is kept apart from when it was entered: the clock runs from the latter,
 * as nobody asked for help before.
 *
 * @throws StanchError `E_IMPORT_FIELDS` naming what does not fit
 */
export function requestOf(entry: ExportedEntry, options: ImportOptions, language: "zh" | "en"): CallForm {
  const { organisation, contact: name, phone, location } = options;
  const made = callForm.safeParse({
    organisation,
    contact: { name, phone },
    location,
    systems: entry.systems.join(" ").slice(0, 1000),
    symptoms: ["alert-or-notice"],
    description: `${entry.title.slice(0, 500)}\n\n${entry.text}\n\n${markOf(entry)}`,
    ...(entry.at === undefined ? {} : { firstNoticed: entry.at }),
    language,
    channel: "form",
  });
  if (made.success) return made.data;
  const fields = [...new Set(made.error.issues.map(({ path }) => path.join(".")))].join(", ");
  throw new StanchError("E_IMPORT_FIELDS", { fields });
}

function readExport(file: string, kind: string | undefined): AlertExport {
  const wanted = kind === undefined ? undefined : exportKind.safeParse(kind).data;
  if (kind !== undefined && wanted === undefined) throw new StanchError("E_IMPORT_KIND", { kind });
  try {
    if (statSync(file).size > MOST_EXPORT_BYTES) throw new StanchError("E_IMPORT_NONE", { path: file });
    const read = readAlertExport(readFileSync(file, "utf8"), wanted);
    if (read === undefined) throw new StanchError("E_IMPORT_NONE", { path: file });
    return read;
  } catch (error) {
    if (error instanceof StanchError) throw error;
    throw new StanchError("E_PATH_MISSING", { path: file }, error);
  }
}

/**
 * Makes requests of what another system exported, each once; without a centre (`--dry-run`) prints what they would be.
 *
 * @returns 0, or 1 when records were left out or the centre refused some
 * @throws StanchError `E_PATH_MISSING`, `E_IMPORT_NONE`, `E_IMPORT_KIND`, `E_IMPORT_FIELDS`, `E_CENTRE_URL`, `E_KEY_NONE`
 */
export async function importExport(file: string, options: ImportOptions, context: CommandContext): Promise<ExitCode> {
  const { say, language } = context;
  const { kind, entries, skipped } = readExport(file, options.kind);
  const requests = entries.map((entry) => ({ mark: markOf(entry), form: requestOf(entry, options, language) }));
  if (skipped > 0) note(say("importSkipped", { count: String(skipped), kind }));
  if (options.dryRun === true) {
    const output = new Output();
    for (const { form } of requests) output.line(jsonText(form));
    output.flush();
    return skipped > 0 ? 1 : 0;
  }
  const centre = centreOf(options, language);
  const numbers: string[] = [];
  let known = 0;
  for (const { mark, form } of requests) {
    if (await centre.has(mark)) known++;
    else numbers.push(await centre.create(form));
  }
  note(say("importDone", { made: String(numbers.length), known: String(known), numbers: numbers.join(" ") }));
  return skipped > 0 ? 1 : 0;
}

interface CentreCalls {
  readonly has: (mark: string) => Promise<boolean>;
  /** Answers the number of the new request. */
  readonly create: (form: CallForm) => Promise<string>;
}

const WAIT_MS = 60_000;

function centreOf({ url = "", keyFile }: ImportOptions, language: "zh" | "en"): CentreCalls {
  const address = addressOf(url, "/api/v1/requests");
  const headers = { authorization: `Bearer ${keyOf(keyFile)}`, "content-type": "application/json" };
  const ask = async (method: "GET" | "POST", query: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${address}${query}`, {
      method,
      headers,
      // A redirect would carry the key to somebody else.
      redirect: "error",
      signal: AbortSignal.timeout(WAIT_MS),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).catch((error: unknown) => {
      throw new StanchError("E_IMPORT_REFUSED", { reason: error instanceof Error ? error.message : "" }, error);
    });
    const answer = (await response.json().catch(() => ({}))) as Readonly<Record<string, unknown>>;
    if (response.ok) return answer;
    const what = answer["what"] as Readonly<Record<string, string>> | undefined;
    throw new StanchError("E_IMPORT_REFUSED", { reason: what?.[language] ?? `HTTP ${response.status}` });
  };
  return {
    has: async (mark) => {
      const found = await ask("GET", `?${new URLSearchParams({ text: mark, limit: "1" }).toString()}`);
      return Array.isArray(found) && found.length > 0;
    },
    create: async (form) => {
      const made = (await ask("POST", "", form)) as { readonly number?: string };
      return made.number ?? "";
    },
  };
}
