import type { ReactNode } from "react";

/** One group of bars; a value that is not known has no bar. */
export interface BarRow {
  readonly key: string;
  readonly label: string;
  readonly values: readonly (number | undefined)[];
}

const BAR = 9;
const GAP = 3;
const percent = (value: number, end: number): string => `${Math.min(100, (value / end) * 100)}%`;

/**
 * Bars that lie: a label above each group, so that long names have room on a phone too. What it shows stands in the table beside it, so
 * those who hear the page are spared the picture.
 */
export function BarChart({
  rows,
  series,
  ticks,
  tickWords,
}: {
  readonly rows: readonly BarRow[];
  /** Names of the bars of a group; the second is drawn hollow. */
  readonly series: readonly string[];
  readonly ticks: readonly number[];
  readonly tickWords: (value: number) => string;
}): ReactNode {
  const end = ticks.at(-1) ?? 1;
  return (
    <div className="chart" aria-hidden="true">
      {series.length > 1 ? <Legend series={series} /> : null}
      <div className="chart-rows">
        {rows.map(({ key, label, values }) => (
          <div key={key} className="chart-row">
            <span className="chart-label">{label}</span>
            <svg width="100%" height={values.length * (BAR + GAP)} className="chart-bars">
              <Grid ticks={ticks} end={end} />
              {values.map((value, at) =>
                value === undefined ? null : (
                  <rect
                    key={at}
                    className={at === 0 ? "bar" : "bar hollow"}
                    x="0"
                    y={at * (BAR + GAP) + 1}
                    height={BAR}
                    width={percent(value, end)}
                  />
                ),
              )}
            </svg>
          </div>
        ))}
      </div>
      <Axis ticks={ticks} end={end} words={tickWords} />
    </div>
  );
}

function Legend({ series }: { readonly series: readonly string[] }): ReactNode {
  return (
    <p className="chart-legend small">
      {series.map((name, at) => (
        <span key={name}>
          <svg width="18" height="9">
            <rect className={at === 0 ? "bar" : "bar hollow"} x="1" y="1" width="16" height="7" />
          </svg>
          {name}
        </span>
      ))}
    </p>
  );
}

function Grid({ ticks, end }: { readonly ticks: readonly number[]; readonly end: number }): ReactNode {
  return ticks.map((tick) => (
    <line key={tick} className="grid" x1={percent(tick, end)} x2={percent(tick, end)} y1="0" y2="100%" />
  ));
}

/** The line below with its marks; the first and the last word stay inside the picture. */
function Axis({
  ticks,
  end,
  words,
}: {
  readonly ticks: readonly number[];
  readonly end: number;
  readonly words: (value: number) => string;
}): ReactNode {
  const anchor = (at: number): "start" | "middle" | "end" =>
    at === 0 ? "start" : at === ticks.length - 1 ? "end" : "middle";
  return (
    <svg width="100%" height="22" className="chart-axis">
      <line className="axis" x1="0" x2="100%" y1="0.5" y2="0.5" />
      {ticks.map((tick, at) => (
        <text key={tick} x={percent(tick, end)} y="16" textAnchor={anchor(at)}>
          {words(tick)}
        </text>
      ))}
    </svg>
  );
}
