import type { EventCategory } from "@stanch/model/event-line";
import type { Text } from "@stanch/model/text";
import type { LineFormat, LineReader, ReadContext, Sample } from "../../../format.ts";
import { stateEvent, type StateEntry } from "./state-format.ts";

/** The output of a tool that prints a table under a header, kept by a responder or a collection. */
export interface CaptureTable {
  readonly id: string;
  readonly names: Text;
  readonly module: string;
  readonly category: EventCategory;
  readonly action: string;
  readonly references: readonly string[];
  /** Names of the columns when the line is the header; the last column holds the rest of a row. */
  header(line: string): readonly string[] | undefined;
  /** One row by the names of its columns; undefined when it is none. */
  row(cells: Readonly<Record<string, string>>, line: string): StateEntry | undefined;
  /** Lines between that say nothing: titles, uptime, totals. */
  readonly aside?: RegExp;
}

const longest = 65_536;

/** A row cut at white space into as many cells as there are columns; cells that are missing at the end are empty. */
export function cellsOf(line: string, columns: readonly string[]): Record<string, string> {
  const cells: Record<string, string> = {};
  let rest = line.trim();
  for (const [index, name] of columns.entries()) {
    const space = index === columns.length - 1 ? -1 : rest.search(/\s/);
    cells[name] = space < 0 ? rest : rest.slice(0, space);
    rest = space < 0 ? "" : rest.slice(space).trimStart();
  }
  return cells;
}

function sniff(table: CaptureTable, sample: Sample): number {
  const lines = sample.lines.filter((line) => line.trim() !== "").slice(0, 60);
  const at = lines.findIndex((line) => table.header(line) !== undefined);
  const columns = table.header(lines[at] ?? "");
  if (columns === undefined || at > 6) return 0;
  const rows = lines.slice(at + 1);
  if (rows.length === 0) return 40;
  const fit = rows.filter((line) => table.row(cellsOf(line, columns), line) !== undefined).length;
  return fit >= rows.length * 0.6 ? 94 : 0;
}

function openTable(table: CaptureTable, context: ReadContext): LineReader {
  const { sink } = context;
  let columns: readonly string[] | undefined;
  return {
    line(text) {
      if (text.trim() === "") return sink.skip("blank");
      const header = text.length > longest ? undefined : table.header(text);
      if (header !== undefined) {
        columns = header;
        return sink.skip("header");
      }
      if (table.aside?.test(text) === true) return sink.skip("header");
      const entry =
        columns === undefined || text.length > longest ? undefined : table.row(cellsOf(text, columns), text);
      if (entry === undefined) return sink.unparsed();
      const { action, module, category } = table;
      sink.event(
        stateEvent({ action, module, category }, { message: text.trim(), "file.path": undefined, ...entry }, context),
      );
    },
    end() {},
  };
}

/** The {@link LineFormat} of a captured table. */
export function captureFormat(table: CaptureTable): LineFormat {
  return {
    id: table.id,
    names: table.names,
    family: "unix",
    modules: [table.module],
    references: table.references,
    by: "line",
    // A row means nothing without the header before it.
    splittable: false,
    sticky: true,
    sniff: (sample) => sniff(table, sample),
    open: (context) => openTable(table, context),
  };
}
