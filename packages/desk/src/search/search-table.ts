import type { ColumnType } from "kysely";
import type { Instant } from "../column.ts";

/** What the lines of journals are found by. Made from the lines, and made again when it is lost. */
export interface JournalSearchTable {
  incident_id: string;
  seq: number;
  recorded_at: Instant;
  search: string;
  grams: ColumnType<readonly number[], readonly number[], never>;
}
