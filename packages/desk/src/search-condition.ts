import { type RawBuilder, sql } from "kysely";
import { bigrams, searchWords } from "./search-text.ts";

/**
 * Rows whose `search` holds every word of the query. The pairs of characters narrow by the index, `position` decides; nothing in the
 * query is a pattern.
 */
export function searchCondition(query: string, options: { readonly indexed: boolean }): RawBuilder<boolean> {
  const words = searchWords(query);
  const pairs = options.indexed ? words.flatMap(bigrams) : [];
  const parts = words.map((word) => sql`position(${word}::text in search) > 0`);
  if (pairs.length > 0) parts.unshift(sql`grams @> ${pairs}::text[]`);
  return parts.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(parts, sql` and `)}`;
}
