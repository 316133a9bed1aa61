/** After `npm ci` in a clone: builds what start-up would otherwise wait for. Never fails the installation. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { clusterImage } from "@stanch/store/cluster-image";
import { makeImage } from "./cluster-image.ts";

const root = new URL("..", import.meta.url).pathname;
if (existsSync(`${root}packages/console/vite.config.ts`)) {
  const built = spawnSync("npx", ["vite", "build", "packages/console", "--logLevel", "error"], {
    cwd: root,
    stdio: "inherit",
  });
  if (built.status !== 0) process.stderr.write("The console could not be built; npm run build:console says why.\n");
}

try {
  rmSync(clusterImage, { force: true });
  await makeImage(clusterImage);
} catch (error) {
  process.stderr.write(`No image of a fresh database could be made; the first start makes one. ${String(error)}\n`);
}
