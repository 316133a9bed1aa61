import { z } from "zod";
import { customerId, incidentId } from "./ids.ts";
import { incidentLevel } from "./incident.ts";

const month = z.string().regex(/^[1-9]\d{3}-(?:0[1-9]|1[0-2])$/);

/**
 * What is measured, each from the earliest proof of the request, in whole seconds that have passed:
 * `acknowledge` until the first of the staff answered a page or took the request, `contact` until a named person spoke with the customer,
 * `arrive` until the first was on site, `contain` until the last measure of containment was done and none was waiting (or the step was
 * noted as done), `close` until the case was sealed.
 */
export const metricKind = z.enum(["acknowledge", "contact", "arrive", "contain", "close"]);
export type MetricKind = z.infer<typeof metricKind>;

/** Only these two were promised to the customer. */
export const promisedKind = z.enum(["contact", "arrive"]);
export type PromisedKind = z.infer<typeof promisedKind>;

/** One case as it counts. A time that has not come yet is absent; a promise that is neither kept nor broken yet, too. */
export const caseFacts = z.object({
  incident: incidentId,
  number: z.string(),
  organisation: z.string(),
  customer: z.object({ id: customerId, name: z.string() }).optional(),
  level: incidentLevel.optional(),
  type: z.string().optional(),
  /** Earliest proof of the request, and its month in the centre's zone. */
  startedAt: z.iso.datetime({ offset: true }),
  month,
  seconds: z.partialRecord(metricKind, z.int()),
  kept: z.partialRecord(promisedKind, z.boolean()),
  /** What the customer gave, 1–5; the mean where several of its requests became this case. */
  stars: z.number().optional(),
});
export type CaseFacts = z.infer<typeof caseFacts>;

/** Of the cases in which it has happened: the times that half of them and nine in ten of them did not exceed (nearest rank). */
export const metricFigure = z.object({
  count: z.int(),
  p50: z.int().optional(),
  p90: z.int().optional(),
  /** Promises that are decided, and how many of them were kept. */
  promised: z.int().optional(),
  kept: z.int().optional(),
});
export type MetricFigure = z.infer<typeof metricFigure>;

/** A group of cases. `key` is a month, a level, a type or a customer's id; empty where that is not known. */
export const metricsRow = z.object({
  key: z.string(),
  /** Name of the customer. */
  name: z.string().optional(),
  cases: z.int(),
  figures: z.record(metricKind, metricFigure),
  /** Cases that were rated, and the mean of their stars, to one hundredth. */
  rating: z.object({ count: z.int(), mean: z.number().optional() }),
});
export type MetricsRow = z.infer<typeof metricsRow>;

/** Months `YYYY-MM` of the centre's zone, both included; absent: without limit. */
export const metricsQuery = z.object({
  from: month.optional(),
  to: month.optional(),
  customer: customerId.optional(),
  level: z.coerce.number().pipe(incidentLevel).optional(),
  type: z
    .string()
    .regex(/^[A-Z0-9-]{1,20}$/)
    .optional(),
});
export type MetricsQuery = z.infer<typeof metricsQuery>;

export const metrics = z.object({
  zone: z.string(),
  total: metricsRow,
  byMonth: z.array(metricsRow),
  byLevel: z.array(metricsRow),
  byType: z.array(metricsRow),
  byCustomer: z.array(metricsRow),
});
export type Metrics = z.infer<typeof metrics>;

/** The smallest value that at least this share of all values does not exceed. Source: NIST/SEMATECH e-Handbook, nearest rank. */
function ranked(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

function figureOf(cases: readonly CaseFacts[], kind: MetricKind): MetricFigure {
  const times = cases.flatMap(({ seconds }) => seconds[kind] ?? []).toSorted((a, b) => a - b);
  const [p50, p90] = [ranked(times, 0.5), ranked(times, 0.9)];
  const promise = promisedKind.safeParse(kind).data;
  const decided = promise === undefined ? [] : cases.flatMap(({ kept }) => kept[promise] ?? []);
  return {
    count: times.length,
    ...(p50 === undefined ? {} : { p50 }),
    ...(p90 === undefined ? {} : { p90 }),
    ...(promise === undefined ? {} : { promised: decided.length, kept: decided.filter(Boolean).length }),
  };
}

function ratingOf(cases: readonly CaseFacts[]): MetricsRow["rating"] {
  const stars = cases.flatMap((one) => one.stars ?? []);
  if (stars.length === 0) return { count: 0 };
  const mean = stars.reduce((sum, one) => sum + one, 0) / stars.length;
  return { count: stars.length, mean: Math.round(mean * 100) / 100 };
}

function rowOf(key: string, cases: readonly CaseFacts[], name?: string): MetricsRow {
  const figures = Object.fromEntries(metricKind.options.map((kind) => [kind, figureOf(cases, kind)]));
  return {
    key,
    cases: cases.length,
    figures: figures as MetricsRow["figures"],
    rating: ratingOf(cases),
    ...(name === undefined ? {} : { name }),
  };
}

type Named = { readonly key: string; readonly name?: string | undefined };

function grouped(cases: readonly CaseFacts[], by: (one: CaseFacts) => Named): MetricsRow[] {
  const groups = new Map<string, { readonly name: string | undefined; readonly cases: CaseFacts[] }>();
  for (const one of cases) {
    const { key, name } = by(one);
    const group = groups.get(key) ?? { name, cases: [] };
    groups.set(key, group);
    group.cases.push(one);
  }
  return [...groups].map(([key, group]) => rowOf(key, group.cases, group.name));
}

const byKey = (a: MetricsRow, b: MetricsRow): number => (a.key < b.key ? -1 : 1);
/** What is not known stands last. */
const unknownLast = (a: MetricsRow, b: MetricsRow): number => Number(a.key === "") - Number(b.key === "");
const byCount = (a: MetricsRow, b: MetricsRow): number => unknownLast(a, b) || b.cases - a.cases || byKey(a, b);

/**
 * The figures of many cases, over all and by month, level, type and customer.
 *
 * @example metricsOf([{ seconds: { contact: 60 }, kept: { contact: true }, month: "2026-03", … }], "Asia/Shanghai").total.cases // 1
 */
export function metricsOf(cases: readonly CaseFacts[], zone: string): Metrics {
  return {
    zone,
    total: rowOf("", cases),
    byMonth: grouped(cases, ({ month: key }) => ({ key })).toSorted(byKey),
    byLevel: grouped(cases, ({ level }) => ({ key: level === undefined ? "" : String(level) })).toSorted(
      (a, b) => unknownLast(a, b) || byKey(a, b),
    ),
    byType: grouped(cases, ({ type }) => ({ key: type ?? "" })).toSorted(byCount),
    byCustomer: grouped(cases, ({ customer }) => ({ key: customer?.id ?? "", name: customer?.name })).toSorted(byCount),
  };
}
