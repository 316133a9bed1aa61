import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type CaseFacts,
  caseFacts,
  type MetricFigure,
  metricKind,
  metrics,
  metricsOf,
  type MetricsRow,
} from "./metrics.ts";

const uuid = (at: number): string => `00000000-0000-4000-8000-${String(at).padStart(12, "0")}`;
const seconds = fc.option(fc.integer({ min: 0, max: 400 }), { nil: undefined });
const maybe = fc.option(fc.boolean(), { nil: undefined });

const oneCase: fc.Arbitrary<CaseFacts> = fc
  .record({
    customer: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    level: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    type: fc.option(fc.constantFrom("MAL-07", "NA-05"), { nil: undefined }),
    month: fc.constantFrom("2026-01", "2026-02", "2025-12"),
    times: fc.tuple(seconds, seconds, seconds, seconds, seconds),
    kept: fc.tuple(maybe, maybe),
  })
  .map(({ customer, level, type, month, times, kept }) =>
    caseFacts.parse({
      incident: uuid(9),
      number: "SEC-1",
      organisation: "x",
      ...(customer === undefined ? {} : { customer: { id: uuid(customer), name: `C${customer}` } }),
      ...(level === undefined ? {} : { level }),
      ...(type === undefined ? {} : { type }),
      startedAt: `${month}-10T00:00:00Z`,
      month,
      seconds: Object.fromEntries(
        metricKind.options.flatMap((kind, at) => (times[at] === undefined ? [] : [[kind, times[at]]])),
      ),
      kept: Object.fromEntries(
        (["contact", "arrive"] as const).flatMap((kind, at) => (kept[at] === undefined ? [] : [[kind, kept[at]]])),
      ),
    }),
  );

/** By counting instead of sorting: the smallest time that at least the share of all does not exceed. */
function naive(cases: readonly CaseFacts[], kind: (typeof metricKind.options)[number]): MetricFigure {
  const times: number[] = [];
  for (const one of cases) if (one.seconds[kind] !== undefined) times.push(one.seconds[kind]);
  const rank = (share: number): number | undefined => {
    for (let value = 0; value <= 400; value++)
      if (times.length > 0 && times.filter((time) => time <= value).length >= share * times.length) return value;
    return undefined;
  };
  const figure: { -readonly [Key in keyof MetricFigure]: MetricFigure[Key] } = { count: times.length };
  if (times.length > 0) [figure.p50, figure.p90] = [rank(0.5), rank(0.9)];
  if (kind === "contact" || kind === "arrive") {
    figure.promised = 0;
    figure.kept = 0;
    for (const one of cases) {
      if (one.kept[kind] !== undefined) figure.promised++;
      if (one.kept[kind] === true) figure.kept++;
    }
  }
  return figure;
}

test("a naive second computation agrees, over all and in each group", () => {
  fc.assert(
    fc.property(fc.array(oneCase, { maxLength: 40 }), (cases) => {
      const told = metrics.parse(metricsOf(cases, "UTC"));
      const check = (row: MetricsRow | undefined, of: readonly CaseFacts[]): void => {
        assert.equal(row?.cases ?? 0, of.length);
        for (const kind of metricKind.options)
          if (row !== undefined) assert.deepEqual(row.figures[kind], naive(of, kind));
      };
      const find = (rows: readonly MetricsRow[], key: string) => rows.find((row) => row.key === key);
      check(told.total, cases);
      for (const month of ["2025-12", "2026-01", "2026-02"])
        check(
          find(told.byMonth, month),
          cases.filter((one) => one.month === month),
        );
      for (const level of ["1", "2", "3", "4", ""])
        check(
          find(told.byLevel, level),
          cases.filter((one) => String(one.level ?? "") === level),
        );
      for (const type of ["MAL-07", "NA-05", ""])
        check(
          find(told.byType, type),
          cases.filter((one) => (one.type ?? "") === type),
        );
      for (const id of [uuid(1), uuid(2), uuid(3), ""])
        check(
          find(told.byCustomer, id),
          cases.filter((one) => (one.customer?.id ?? "") === id),
        );
      assert.deepEqual(
        told.byMonth.map(({ key }) => key),
        told.byMonth.map(({ key }) => key).toSorted(),
      );
    }),
    { numRuns: 300 },
  );
});

test("nearest rank: of one value both figures are it, of ten the ninth is p90", () => {
  const of = (values: readonly number[]) =>
    metricsOf(
      values.map((contact) => ({ month: "2026-01", seconds: { contact }, kept: {} }) as unknown as CaseFacts),
      "UTC",
    ).total.figures.contact;
  assert.deepEqual(of([7]), { count: 1, p50: 7, p90: 7, promised: 0, kept: 0 });
  assert.deepEqual(of([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]), { count: 10, p50: 5, p90: 9, promised: 0, kept: 0 });
});
