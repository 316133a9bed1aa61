import { readFileSync } from "node:fs";
import { StanchError } from "@stanch/model/error";
import { ecsFields, type FieldValue, timeBasis } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { z } from "zod";

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const fieldValues = z.record(z.string(), z.union([value, z.array(value)]));
const written = ecsFields.extend({
  "@timestamp": z.string().optional(),
  "log.offset": z.int().optional(),
  "log.record": z.int().optional(),
  "stanch.time": timeBasis.optional(),
  fields: fieldValues.optional(),
});
/** Members of an event line that say where it lies, not what it says. */
const placing = new Set([...Object.keys(written.shape), "event.id", "log.file.path"]);

/**
 * One event from a file: a line of `stanch events`, or a bare object whose unknown names are the record's own fields.
 *
 * @throws StanchError `E_EVENT_FILE`, `E_PATH_MISSING`
 * @example readEventFile("event.json")["event.module"] // "sshd"
 */
export function readEventFile(path: string): LogEvent {
  try {
    const data = z.record(z.string(), z.unknown()).parse(JSON.parse(read(path)));
    const line = written.parse(data);
    const own = fieldValues.parse(Object.fromEntries(Object.entries(data).filter(([name]) => !placing.has(name))));
    const { "@timestamp": at, "log.offset": offset = 0, "log.record": record = 1, fields, ...rest } = line;
    const { "stanch.time": basis = "none", ...ecs } = rest;
    const all: Record<string, FieldValue> = { ...own, ...fields };
    return {
      ...ecs,
      time: at === undefined ? undefined : Temporal.Instant.from(at).epochMilliseconds * 1000,
      digits: 3,
      basis,
      offset,
      record,
      ...(Object.keys(all).length === 0 ? {} : { fields: all }),
    };
  } catch (error) {
    if (error instanceof StanchError) throw error;
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : "";
    throw new StanchError("E_EVENT_FILE", { path, reason }, error);
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new StanchError("E_PATH_MISSING", { path }, error);
  }
}
