import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { openPgliteRecords } from "@stanch/store/pglite-records";

/** Makes the image of a fresh database that first starts begin from. */
export async function makeImage(to: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), "stanch-image-"));
  try {
    const records = await openPgliteRecords({ folder: path.join(folder, "records"), image: to });
    await records.close();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
