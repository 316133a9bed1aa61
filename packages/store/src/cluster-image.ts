import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const shipped = fileURLToPath(new URL("../assets/pgdata.tar.gz", import.meta.url));
/** Made by `npm ci` in a clone, and taken away by the next one. */
const ofClone = fileURLToPath(new URL("../../../node_modules/.cache/stanch/pgdata.tar.gz", import.meta.url));

/** Where an image of a fresh cluster belongs: beside the published code, or in the cache of a clone. */
export const clusterImage: string = existsSync(shipped) ? shipped : ofClone;

/** The image that first starts begin from, a quarter of the work of making a cluster; undefined when none was made. */
export function existingImage(): string | undefined {
  return existsSync(clusterImage) ? clusterImage : undefined;
}
