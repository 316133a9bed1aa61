import { incidentType } from "@stanch/model/incident-type";
import { levelNames } from "@stanch/model/level-table";
import type { MetricKind, Metrics, MetricsRow } from "@stanch/model/metrics";
import type { ReactNode } from "react";
import { durationTicks, wholeUnit } from "../../chart/axis-ticks.ts";
import { BarChart, type BarRow } from "../../chart/bar-chart.tsx";
import { type Column, DataTable } from "../../parts/data-table.tsx";
import { spellDuration } from "../../time/clock-state.ts";
import { useText, useWords } from "../../words/language-context.tsx";

/** Groups that a picture can hold; the table holds all. */
const SHOWN = 16;
const shareTicks = [0, 25, 50, 75, 100];
const isLevel = (key: string): key is "1" | "2" | "3" | "4" => ["1", "2", "3", "4"].includes(key);

/** One time, by month, level, type and customer: picture and table side by side. */
export function MetricCharts({ metrics, kind }: { readonly metrics: Metrics; readonly kind: MetricKind }): ReactNode {
  const { metrics: words } = useWords().measuring;
  const text = useText();
  const levelOf = ({ key }: MetricsRow) => (isLevel(key) ? `${key} ${text(levelNames[key])}` : words.noLevel);
  const typeOf = ({ key }: MetricsRow) => {
    const type = incidentType(key);
    return key === "" ? words.noType : type === undefined ? key : `${key} ${text(type.name)}`;
  };
  const customerOf = ({ key, name }: MetricsRow) => (key === "" ? words.noCustomer : (name ?? key));
  const parts = [
    { title: words.byMonth, rows: metrics.byMonth, label: ({ key }: MetricsRow) => key },
    { title: words.byLevel, rows: metrics.byLevel, label: levelOf },
    { title: words.byType, rows: metrics.byType, label: typeOf },
    { title: words.byCustomer, rows: metrics.byCustomer, label: customerOf },
  ];
  return parts.map(({ title, rows, label }) => (
    <section key={title} className="panel stack-tight">
      <h2>{words.chartTitle(words.kinds[kind], title)}</h2>
      <div className="chart-pair">
        <Charts rows={rows} kind={kind} label={label} />
        <Figures title={title} rows={rows} kind={kind} label={label} />
      </div>
    </section>
  ));
}

interface Group {
  readonly rows: readonly MetricsRow[];
  readonly kind: MetricKind;
  readonly label: (row: MetricsRow) => string;
}

function Charts({ rows, kind, label }: Group): ReactNode {
  const { metrics: words } = useWords().measuring;
  const measured = rows.filter((row) => row.figures[kind].count > 0);
  const promised = rows.filter((row) => (row.figures[kind].promised ?? 0) > 0);
  if (measured.length + promised.length === 0) return <p className="muted">{words.notYetLong}</p>;
  const bars = (of: readonly MetricsRow[], values: (row: MetricsRow) => BarRow["values"]): BarRow[] =>
    of.slice(-SHOWN).map((row) => ({ key: row.key, label: label(row), values: values(row) }));
  const largest = Math.max(0, ...measured.map((row) => row.figures[kind].p90 ?? 0));
  const tickWords = (seconds: number) => {
    const [count, unit] = wholeUnit(seconds);
    return count === 0 ? "0" : words.units[unit](count);
  };
  const share = ({ figures }: MetricsRow) => [
    ((figures[kind].kept ?? 0) / Math.max(1, figures[kind].promised ?? 0)) * 100,
  ];
  return (
    <div className="stack-tight">
      {measured.length === 0 ? null : (
        <BarChart
          rows={bars(measured, ({ figures }) => [figures[kind].p50, figures[kind].p90])}
          series={[words.p50, words.p90]}
          ticks={durationTicks(largest)}
          tickWords={tickWords}
        />
      )}
      {promised.length === 0 ? null : (
        <>
          <h3>{words.kept}</h3>
          <BarChart rows={bars(promised, share)} series={[words.kept]} ticks={shareTicks} tickWords={words.percent} />
        </>
      )}
    </div>
  );
}

function Figures({ title, rows, kind, label }: Group & { readonly title: string }): ReactNode {
  const { metrics: words } = useWords().measuring;
  const time = (seconds: number | undefined) => (seconds === undefined ? words.notYet : spellDuration(seconds * 1000));
  const columns: Column<MetricsRow>[] = [
    { head: words.group, cell: label },
    { head: words.casesHead, numeric: true, cell: (row) => row.cases },
    { head: words.count, numeric: true, cell: (row) => row.figures[kind].count },
    { head: words.p50, numeric: true, cell: (row) => time(row.figures[kind].p50) },
    { head: words.p90, numeric: true, cell: (row) => time(row.figures[kind].p90) },
  ];
  const keptOf = ({ figures }: MetricsRow) => {
    const { promised = 0, kept = 0 } = figures[kind];
    return promised === 0 ? words.notYet : words.share(Math.round((kept / promised) * 100), kept, promised);
  };
  if (kind === "contact" || kind === "arrive") columns.push({ head: words.kept, numeric: true, cell: keptOf });
  columns.push({
    head: words.rating,
    numeric: true,
    cell: ({ rating }) => (rating.mean === undefined ? words.notYet : `${rating.mean.toFixed(2)} (${rating.count})`),
  });
  return <DataTable label={words.tableOf(title)} columns={columns} rows={rows} rowKey={({ key }) => key} />;
}
