import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { MemoryFS, PGlite, type PGliteOptions } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import type { PgliteOpening } from "./pglite-protocol.ts";

const settings = PGlite.defaultStartParams;

function fresh(image: string | undefined): PGliteOptions {
  if (image === undefined || !existsSync(image)) return {};
  return { loadDataDir: new Blob([readFileSync(image)]) };
}

/** Keeps an image of a cluster that has just been made; a second process doing the same does no harm. */
async function keepImage(db: PGlite, image: string): Promise<void> {
  const dump = await db.dumpDataDir("gzip");
  mkdirSync(path.dirname(image), { recursive: true });
  const draft = `${image}.${process.pid}`;
  writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
  renameSync(draft, image);
}

/** Makes a cluster in `folder`, whole or not at all. */
async function makeCluster(folder: string, image: string | undefined): Promise<void> {
  const draft = `${folder}.making`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const db = await PGlite.create({ fs: new NodeFS(draft), startParams: settings, ...fresh(image) });
  if (image !== undefined && !existsSync(image)) await keepImage(db, image);
  await db.close();
  renameSync(draft, folder);
}

/**
 * Opens the cluster, making it first when there is none. Whoever calls holds the folder's own lock: PostgreSQL's is a leftover of a process
 * that was killed, and one that was killed while writing it has left it empty, which PostgreSQL takes for another server.
 */
export async function openCluster({ folder, image }: PgliteOpening): Promise<PGlite> {
  if (folder === undefined) return PGlite.create({ fs: new MemoryFS(), startParams: settings, ...fresh(image) });
  if (!existsSync(path.join(folder, "PG_VERSION"))) await makeCluster(folder, image);
  rmSync(path.join(folder, "postmaster.pid"), { force: true });
  return PGlite.create({ fs: new NodeFS(folder), startParams: settings });
}
