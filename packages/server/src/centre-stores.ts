import { accessSync, constants, mkdirSync } from "node:fs";
import path from "node:path";
import type { DeskTables } from "@stanch/desk/tables";
import { StanchError } from "@stanch/model/error";
import type { Blobs } from "@stanch/store/blobs";
import { openDuckdbEvents } from "@stanch/store/duckdb-events";
import type { EventStore } from "@stanch/store/events";
import { openFolderBlobs } from "@stanch/store/folder-blobs";
import { openPgliteRecords } from "@stanch/store/pglite-records";
import { type PidLock, takePidLock } from "@stanch/store/pid-lock";
import { openPostgresRecords } from "@stanch/store/postgres-records";
import type { Records } from "@stanch/store/records";

/** The stores of a data folder, which this process owns while they are open. */
export interface CentreStores extends AsyncDisposable {
  readonly records: Records<DeskTables>;
  readonly blobs: Blobs;
  readonly events: EventStore;
}

/** Makes the data folder, and says in plain words why it cannot be used. */
export function prepareFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "?";
    throw new StanchError("E_DATA_FOLDER", { path: folder, reason }, error);
  }
}

function openRecords(data: string, database: string | undefined): Promise<Records<DeskTables>> {
  return database === undefined
    ? openPgliteRecords<DeskTables>({ folder: path.join(data, "records") })
    : openPostgresRecords<DeskTables>({ url: database });
}

/** Waits for all three, hands what needs closing to the stack, and only then tells of a failure. */
async function allOrNone<A extends AsyncDisposable, B extends AsyncDisposable, C>(
  stack: AsyncDisposableStack,
  first: Promise<A>,
  second: Promise<B>,
  third: Promise<C>,
): Promise<[A, B, C]> {
  const [one, two] = await Promise.allSettled([first, second, third]);
  if (two.status === "fulfilled") stack.use(two.value);
  if (one.status === "fulfilled") stack.use(one.value);
  return Promise.all([first, second, third]);
}

/**
 * Opens records, blobs and events below `data`. One process at a time owns the folder, also when the records are elsewhere.
 *
 * @throws StanchError `E_STORE_LOCKED`, `E_DATA_FOLDER`, `E_STORE_UNAVAILABLE`
 */
export async function openCentreStores(data: string, database: string | undefined): Promise<CentreStores> {
  prepareFolder(data);
  const lock: PidLock = await takePidLock(path.join(data, "centre.lock"));
  await using opened = new AsyncDisposableStack();
  opened.defer(() => lock.release());
  // Side by side, since each takes its time; what opened is closed even when the other did not.
  const [records, events, blobs] = await allOrNone(
    opened,
    openRecords(data, database),
    openDuckdbEvents({ folder: path.join(data, "events") }),
    openFolderBlobs(path.join(data, "blobs")),
  );
  const stack = opened.move();
  return { records, blobs, events, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
