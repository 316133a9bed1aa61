/** After `npm ci` in a clone: builds what start-up would otherwise wait for. Never fails the installation. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

const root = new URL("..", import.meta.url).pathname;
if (existsSync(`${root}packages/console/vite.config.ts`)) {
  const built = spawnSync("npx", ["vite", "build", "packages/console", "--logLevel", "error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (built.status !== 0) process.stderr.write("The console could not be built; npm run build:console says why.\n");
}
