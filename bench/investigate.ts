/**
 * `npm run bench:investigate [-- --mb 1000] [--rules DIR]…`: half auth.log, half access.log, with the rules that ship, to the
 * finished answer; beside goaccess on the same access log in the same run.
 */
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { statSync } from "node:fs";
import { parseArgs } from "node:util";
import { ownRules } from "@stanch/investigate/rule-files";
import { isInstalled, megabytes, printTable, script, withFolder } from "./bench-tools.ts";
import { generateLog } from "./generate.ts";
import { measuredRun, type MeasuredRun } from "./measured-run.ts";

const { values } = parseArgs({
  options: {
    mb: { type: "string", default: "1000" },
    rules: { type: "string", multiple: true, default: [ownRules()] },
  },
});

interface Printed {
  readonly verdict: string;
  readonly counts: { readonly events: number; readonly detections: number; readonly rules: number };
  readonly marks: Readonly<Record<string, number>>;
}

function row(name: string, bytes: number, run: MeasuredRun, events?: number): string[] {
  return [
    name,
    megabytes(bytes),
    run.seconds.toFixed(1),
    (bytes / 1e6 / run.seconds).toFixed(1),
    (bytes / 1e6 / run.cpu).toFixed(1),
    events === undefined ? "-" : Math.round(events / run.seconds).toLocaleString("en"),
    megabytes(run.largest),
    megabytes(run.together),
  ];
}

await withFolder(async (folder) => {
  const half = Number(values.mb) * 5e5;
  const logs = [generateLog("auth.log", half, folder), generateLog("access.log", half, folder)];
  const [auth = 0, access = 0] = logs.map((log) => statSync(log).size);
  const rules = values.rules.flatMap((one) => ["--rules", one]);
  const ours = await measuredRun(process.execPath, [
    script("investigate-once.ts"),
    join(folder, "out"),
    ...rules,
    ...logs,
  ]);
  if (ours.code !== 0) throw new Error("the investigation failed");
  const { verdict, counts, marks } = JSON.parse(ours.stdout) as Printed;
  const rows = [row("stanch investigate", auth + access, ours, counts.events)];
  const peer = isInstalled("goaccess")
    ? await measuredRun("goaccess", [
        logs[1] ?? "",
        "--log-format=COMBINED",
        "--no-progress",
        "--no-global-config",
        "-o",
        join(folder, "goaccess.json"),
      ])
    : undefined;
  if (peer !== undefined) rows.push(row("goaccess (access log)", access, peer));
  printTable(["", "MB", "s", "MB/s", "MB/cpu s", "events/s", "peak MB", "all MB"], rows);
  console.log(
    `verdict ${verdict}, ${counts.events} events, ${counts.detections} detections, ${counts.rules} rules, ${availableParallelism()} processors`,
  );
  console.log(
    `phases begin at ms: ${Object.entries(marks)
      .map(([phase, at]) => `${phase} ${at}`)
      .join(", ")}`,
  );
  if (peer === undefined) console.log("skipped: no goaccess");
  else {
    const ratio = (of: (run: MeasuredRun) => number): string =>
      ((auth + access) / of(ours) / (access / of(peer))).toFixed(2);
    console.log(
      `ratio to goaccess: ${ratio((run) => run.seconds)} by the clock, ${ratio((run) => run.cpu)} by processor time`,
    );
  }
});
