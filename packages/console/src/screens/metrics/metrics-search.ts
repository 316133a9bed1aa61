import { customerId } from "@stanch/model/ids";
import { incidentType } from "@stanch/model/incident-type";
import { metricKind, type MetricKind, type MetricsQuery } from "@stanch/model/metrics";

/** What the page of figures shows, as the address holds it; an absent month means without limit. */
export interface MetricsSearch {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly customer?: string | undefined;
  readonly level?: number | undefined;
  readonly type?: string | undefined;
  readonly kind?: MetricKind | undefined;
}

const month = /^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/;

/** Reads the search part of an address; what is malformed is dropped, never an error. */
export function readMetricsSearch(raw: Readonly<Record<string, unknown>>): MetricsSearch {
  const monthOf = (key: string) => {
    const value = raw[key];
    return typeof value === "string" && month.test(value) ? value : undefined;
  };
  const level = Number(raw["level"]);
  const { type } = raw;
  return {
    from: monthOf("from"),
    to: monthOf("to"),
    customer: customerId.safeParse(raw["customer"]).data,
    level: [1, 2, 3, 4].includes(level) ? level : undefined,
    type: typeof type === "string" && incidentType(type) !== undefined ? type : undefined,
    kind: metricKind.safeParse(raw["kind"]).data,
  };
}

/** What is asked of the centre: what is known and nothing else. */
export function metricsQueryOf({ kind: _kind, ...search }: MetricsSearch): MetricsQuery {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as MetricsQuery;
}

/**
 * The last months, the newest first.
 *
 * @example lastMonths("2026-02", 3) // ["2026-02", "2026-01", "2025-12"]
 */
export function lastMonths(now: string, count: number): string[] {
  const [year = 0, number = 1] = now.split("-").map(Number);
  return Array.from({ length: count }, (_, back) => {
    const at = new Date(Date.UTC(year, number - 1 - back, 1));
    return at.toISOString().slice(0, 7);
  });
}
