import { metricKind, type MetricKind, type Metrics } from "@stanch/model/metrics";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { addressOf } from "../../api/address.ts";
import { useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { spellDuration } from "../../time/clock-state.ts";
import { useWords } from "../../words/language-context.tsx";
import { HoursTotals } from "./hours-totals.tsx";
import { MetricCharts } from "./metric-charts.tsx";
import { MetricFilters } from "./metric-filters.tsx";
import { metricsQueryOf, type MetricsSearch } from "./metrics-search.ts";

/** How fast the centre is: five times from the proof of the request on, by month, level, type and customer. All of it is in the address. */
export function MetricsPage(): ReactNode {
  const { metrics: words } = useWords().measuring;
  const search: MetricsSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = (part: MetricsSearch) =>
    void navigate({ to: "/figures", search: { ...search, ...part }, replace: true, resetScroll: false });
  const query = metricsQueryOf(search);
  const metrics = useRead("metrics.get", { query }, { fresh: 60_000 });
  const kind = search.kind ?? "contact";
  return (
    <div className="page stack">
      <div className="spread">
        <h1>{words.title}</h1>
        <a href={addressOf("/metrics/cases", undefined, query)} download>
          {words.csv}
        </a>
      </div>
      <p className="muted">{words.about}</p>
      <MetricFilters search={search} change={change} />
      <AsyncView query={metrics}>
        {(data) =>
          data.total.cases === 0 ? (
            <Empty words={words.none} />
          ) : (
            <>
              <Tiles metrics={data} kind={kind} choose={(next) => change({ kind: next })} />
              <MetricCharts metrics={data} kind={kind} />
            </>
          )
        }
      </AsyncView>
      <HoursTotals search={search} />
    </div>
  );
}

/** The five times over all cases; the chosen one is what the charts show. */
function Tiles({
  metrics,
  kind,
  choose,
}: {
  readonly metrics: Metrics;
  readonly kind: MetricKind;
  readonly choose: (kind: MetricKind) => void;
}): ReactNode {
  const { metrics: words } = useWords().measuring;
  return (
    <section className="stack-tight">
      <p>
        <b>{words.cases(metrics.total.cases)}</b> <span className="muted small">{words.zone(metrics.zone)}</span>
      </p>
      <div className="metric-tiles">
        {metricKind.options.map((one) => {
          const { p50, p90, count, promised = 0, kept = 0 } = metrics.total.figures[one];
          return (
            <button
              key={one}
              type="button"
              className="metric-tile"
              aria-pressed={one === kind}
              title={words.meaning[one]}
              onClick={() => choose(one)}
            >
              <span className="metric-name">{words.kinds[one]}</span>
              <span className="metric-value">{p50 === undefined ? words.notYet : spellDuration(p50 * 1000)}</span>
              <span className="muted small">
                {p90 === undefined ? words.meaning[one] : words.ninety(spellDuration(p90 * 1000), count)}
              </span>
              {promised === 0 ? null : <span className="small">{words.keptOf(kept, promised)}</span>}
            </button>
          );
        })}
        <div className="metric-tile still">
          <span className="metric-name">{words.rating}</span>
          <span className="metric-value">{metrics.total.rating.mean?.toFixed(2) ?? words.notYet}</span>
          <span className="muted small">{words.ratingOf(metrics.total.rating.count)}</span>
        </div>
      </div>
    </section>
  );
}
