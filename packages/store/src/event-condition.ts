import type { EventFilter } from "./events.ts";
import { quoted, SEARCH_COLUMN } from "./event-columns.ts";

/** A condition with its values; values are only ever bound, never part of the text. */
export interface Condition {
  readonly sql: string;
  readonly values: readonly (string | bigint)[];
}

/** Joins conditions that must all hold. */
export function all(conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.length === 0 ? "true" : conditions.map(({ sql }) => `(${sql})`).join(" and "),
    values: conditions.flatMap(({ values }) => values),
  };
}

function among(columns: readonly string[], values: readonly string[]): Condition {
  if (values.length === 0) return { sql: "false", values: [] };
  const places = values.map(() => "?").join(", ");
  return {
    sql: columns.map((column) => `${quoted(column)} in (${places})`).join(" or "),
    values: columns.flatMap(() => values),
  };
}

/** The ids of rules stand one a line in one column. */
function ruled(ids: readonly string[]): Condition {
  if (ids.length === 0) return { sql: "false", values: [] };
  const places = ids.map(() => "?").join(", ");
  return { sql: `rules is not null and list_has_any(string_split(rules, chr(10)), [${places}])`, values: ids };
}

const columnsOf = {
  host: ["host.name"],
  user: ["user.name", "user.target.name"],
  address: ["source.ip", "source.address"],
  module: ["event.module"],
  action: ["event.action"],
  outcome: ["event.outcome"],
  path: ["log.file.path"],
  ids: ["event.id"],
} as const satisfies Partial<Record<keyof EventFilter, readonly string[]>>;

/** The condition of a filter. */
export function conditionOf(filter: EventFilter): Condition {
  const parts: Condition[] = [];
  if (filter.from !== undefined) parts.push({ sql: "time >= ?", values: [BigInt(Math.ceil(filter.from))] });
  if (filter.to !== undefined) parts.push({ sql: "time < ?", values: [BigInt(Math.ceil(filter.to))] });
  for (const [key, columns] of Object.entries(columnsOf) as [keyof typeof columnsOf, readonly string[]][]) {
    const values = filter[key];
    if (values !== undefined) parts.push(among(columns, values));
  }
  if (filter.rule !== undefined) parts.push(ruled(filter.rule));
  for (const word of (filter.text ?? "").split(/\s+/u).filter((one) => one !== ""))
    parts.push({ sql: `contains(${quoted(SEARCH_COLUMN)}, lower(?))`, values: [word] });
  return all(parts);
}
