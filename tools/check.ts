/** The house checks: layers, strings, dependencies, file sizes. `npm run check`. */
import { checkDependencies } from "./check-dependencies.ts";
import { checkLayers } from "./check-layers.ts";
import { checkStrings } from "./check-strings.ts";
import type { Finding } from "./source-files.ts";

const root = new URL("..", import.meta.url).pathname.replace(/\/$/, "");
const checks: Readonly<Record<string, (root: string) => Finding[]>> = {
  layers: checkLayers,
  strings: checkStrings,
  dependencies: checkDependencies,
};

let found = 0;
for (const [name, check] of Object.entries(checks)) {
  const findings = check(root);
  found += findings.length;
  console.log(`${findings.length === 0 ? "ok  " : "FAIL"} ${name}`);
  for (const { file, line, message } of findings) console.log(`  ${file}:${line} ${message}`);
}
process.exitCode = found === 0 ? 0 : 1;
