/**
 * The reports of one investigation, zh and en, in a process of its own: `report-once.ts OUT ROWS PATH…`. ROWS above 0 stretches the
 * timeline to so many rows. Prints one JSON line.
 */
import { investigate } from "@stanch/investigate/investigation";
import { ownRules, readRuleFiles } from "@stanch/investigate/rule-files";
import { renderPdf } from "@stanch/report/pdf";
import { reportFromAnswer } from "@stanch/report/report-from-answer";

const [out = "", rows = "0", ...paths] = process.argv.slice(2);
const { answer, sources, citations } = await investigate({
  paths,
  out,
  rules: readRuleFiles([ownRules()]),
  version: "bench",
});
const made = reportFromAnswer({ answer, sources: sources.sources, citations });
const { timeline } = made;
const count = Number(rows) || timeline.length;
const model = {
  ...made,
  timeline: Array.from({ length: count }, (_, at) => timeline[Math.floor((at * timeline.length) / count)]).filter(
    (row) => row !== undefined,
  ),
};
const start = performance.now();
const [zh, en] = await Promise.all([renderPdf(model, "zh"), renderPdf(model, "en")]);
const seconds = (performance.now() - start) / 1000;
const pages = [zh, en].map(
  (pdf) => /\/Type\s*\/Pages[^>]*?\/Count\s+(\d+)/.exec(Buffer.from(pdf).toString("latin1"))?.[1],
);
console.log(
  JSON.stringify({
    events: answer.counts.events,
    rows: model.timeline.length,
    seconds,
    pages,
    bytes: zh.length + en.length,
  }),
);
