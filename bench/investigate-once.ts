/**
 * One investigation in a process of its own, so that time and memory are its own:
 * `investigate-once.ts OUT [--workers N] [--rules DIR]… PATH…`. Without `--rules` no rule is loaded. Prints one JSON line.
 */
import { parseArgs } from "node:util";
import { investigate } from "@stanch/investigate/investigation";
import { readRuleFiles } from "@stanch/investigate/rule-files";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rules: { type: "string", multiple: true, default: [] }, workers: { type: "string" } },
});
const [out = "", ...paths] = positionals;
const marks: Record<string, number> = {};
const start = performance.now();
const { answer } = await investigate({
  paths,
  out,
  rules: readRuleFiles(values.rules),
  version: "bench",
  workers: values.workers === undefined ? undefined : Number(values.workers),
  progress: ({ phase }) => void (marks[phase] ??= Math.round(performance.now() - start)),
});
const { verdict, counts } = answer;
console.log(JSON.stringify({ verdict, counts, marks, rss: process.resourceUsage().maxRSS * 1024 }));
