/**
 * `npm run fuzz:evidence -- [--count 1000000] [--seed 1] [--format syslog,cef] [NAME…]`: the long run of mutated inputs through every
 * parser of evidence, one after another in one process each, `count` inputs for each format. `--format` narrows the line formats, NAMEs
 * the test files. Prints for each parser how many inputs, seconds, the slowest and the memory; what fails prints its seed.
 * The short run is part of the unit tests.
 */
import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";

const root = new URL("..", import.meta.url).pathname;
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    count: { type: "string", default: "1000000" },
    seed: { type: "string", default: "1" },
    format: { type: "string" },
  },
});
if (!(Number(values.count) >= 1) || !Number.isInteger(Number(values.seed))) {
  console.error("usage: npm run fuzz:evidence -- [--count N] [--seed N] [--format ID,ID] [NAME…]");
  process.exit(2);
}

/** Test files that heed `FUZZ_INPUTS`: lines first, then bytes, archives last. */
const files = globSync("packages/evidence/src/**/*.test.ts", { cwd: root })
  .filter((file) => /FUZZ_INPUTS|assertSurvives\(/.test(readFileSync(root + file, "utf8")))
  .filter((file) => positionals.length === 0 || positionals.some((name) => file.includes(name)))
  .filter((file) => values.format === undefined || file.endsWith("fuzz.test.ts"))
  .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

function rank(file: string): number {
  if (file.endsWith("fuzz.test.ts")) return 0;
  return file.includes("/containers/") ? 2 : 1;
}

let failed = 0;
for (const file of files) {
  console.log(`# ${file}`);
  const { status } = spawnSync(process.execPath, ["--test-reporter=dot", root + file], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      FUZZ_INPUTS: values.count,
      FUZZ_SEED: values.seed,
      ...(values.format === undefined ? {} : { FUZZ_FORMAT: values.format }),
    },
  });
  if (status !== 0) failed++;
  console.log(`\n# ${file}: ${status === 0 ? "held" : "FAILED"}`);
}
console.log(`${files.length - failed} of ${files.length} files of tests held`);
process.exit(failed === 0 && files.length > 0 ? 0 : 1);
