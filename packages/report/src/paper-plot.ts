import type { Block, PlotMark } from "./paper.ts";
import type { Pen } from "./paper-pen.ts";
import type { ReportModel, TimelineRow } from "./report-model.ts";
import { keyOf } from "./messages.ts";
import { when } from "./when.ts";

/** Tactics from first contact to damage, the order of the lanes. */
const lanes = [
  "TA0043",
  "TA0042",
  "TA0001",
  "TA0002",
  "TA0003",
  "TA0004",
  "TA0005",
  "TA0112",
  "TA0006",
  "TA0007",
  "TA0008",
  "TA0009",
  "TA0011",
  "TA0010",
  "TA0040",
];
const mostMarks = 60;

/** The intrusion at a glance: a lane for each tactic, a mark for each step, in order of time. Nothing for fewer than two steps. */
export function plot({ timeline }: ReportModel, pen: Pen): Block[] {
  const rows = timeline
    .filter(({ at, tactic }) => at !== undefined && lanes.includes(tactic ?? ""))
    .slice(0, mostMarks);
  if (rows.length < 2) return [];
  const used = lanes.filter((lane) => rows.some(({ tactic }) => tactic === lane));
  const most = Math.max(...rows.map(({ count }) => Math.log(1 + count)));
  const x = (index: number) => (rows.length === 1 ? 0 : index / (rows.length - 1));
  const marks = rows.map((row, index): PlotMark => ({
    lane: used.indexOf(row.tactic ?? ""),
    x: x(index),
    size: Math.log(1 + row.count) / most,
    outcome: row.outcome,
  }));
  return [
    {
      kind: "plot",
      title: pen.say("plot.title"),
      caption: pen.say("plot.caption"),
      lanes: used.map((lane) => tacticName(lane, pen)),
      marks,
      ticks: ticks(rows, pen).map(({ index, label }) => ({ x: x(index), label })),
    },
  ];
}

/** At most five labels, evenly among the steps. */
function ticks(rows: readonly TimelineRow[], pen: Pen): { index: number; label: string }[] {
  const wanted = Math.min(5, rows.length);
  const indexes = Array.from({ length: wanted }, (_, i) =>
    Math.round((i * (rows.length - 1)) / Math.max(1, wanted - 1)),
  );
  return [...new Set(indexes)].map((index) => {
    const at = rows[index]?.at;
    return { index, label: at === undefined ? "" : when(at, pen.zone).local.slice(5, 16) };
  });
}

export function tacticName(tactic: string, pen: Pen): string {
  const key = keyOf(`tactic.${tactic}`);
  return key === undefined ? tactic : pen.say(key);
}
