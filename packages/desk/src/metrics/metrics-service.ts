import { createHash } from "node:crypto";
import { csvText } from "@stanch/model/csv";
import {
  type CaseFacts,
  metricKind,
  type Metrics,
  metricsOf,
  type MetricsQuery,
  promisedKind,
} from "@stanch/model/metrics";
import type { FileAnswer } from "../handler.ts";
import type { SettingsService } from "../settings/settings-service.ts";
import type { Unit } from "../unit-of-work.ts";
import { readCaseFacts } from "./metrics-repo.ts";

export interface MetricsService {
  readonly get: (unit: Unit, query: MetricsQuery) => Promise<Metrics>;
  /** The cases behind the figures, as CSV. */
  readonly file: (unit: Unit, query: MetricsQuery) => Promise<FileAnswer>;
}

function casesCsv(cases: readonly CaseFacts[]): string {
  const head = [
    "number",
    "organisation",
    "customer",
    "month",
    "started",
    "level",
    "type",
    ...metricKind.options.map((kind) => `${kind}_seconds`),
    ...promisedKind.options.map((kind) => `${kind}_kept`),
    "stars",
  ];
  const rows = cases.map(({ number, organisation, customer, month, startedAt, level, type, seconds, kept, stars }) => [
    number,
    organisation,
    customer?.name,
    month,
    startedAt,
    level,
    type,
    ...metricKind.options.map((kind) => seconds[kind]),
    ...promisedKind.options.map((kind) => (kept[kind] === undefined ? undefined : kept[kind] ? "yes" : "no")),
    stars,
  ]);
  return csvText(head, rows);
}

function fileOf(name: string, text: string): FileAnswer {
  const bytes = new TextEncoder().encode(text);
  return {
    name,
    type: "text/csv; charset=utf-8",
    size: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    open: async function* (range) {
      const { offset = 0, length = bytes.length } = range ?? {};
      yield bytes.subarray(offset, offset + length);
    },
  };
}

/** How fast the centre was, from the proof of the request on; computed from the rows whenever it is asked for. */
export function metricsService(parts: { readonly settings: Pick<SettingsService, "all"> }): MetricsService {
  const facts = async (unit: Unit, query: MetricsQuery) => {
    const { zone } = (await parts.settings.all(unit)).centre;
    return { zone, cases: await readCaseFacts(unit.tx, query, { zone, now: unit.now }) };
  };
  return {
    get: async (unit, query) => {
      const { zone, cases } = await facts(unit, query);
      return metricsOf(cases, zone);
    },
    file: async (unit, query) => {
      const { cases } = await facts(unit, query);
      const name = ["metrics", query.from, query.to].filter((part) => part !== undefined).join("-");
      return fileOf(`${name}.csv`, casesCsv(cases));
    },
  };
}
