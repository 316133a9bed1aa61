import { z } from "zod";
import { readSearch, type TimelineSearch } from "./query-text.ts";

/** A query kept under a name in this browser. */
export interface SavedView {
  readonly name: string;
  readonly search: TimelineSearch;
}

const stored = z.array(z.object({ name: z.string(), search: z.record(z.string(), z.unknown()) })).catch([]);
const key = (incident: string) => `stanch.views.${incident}`;

/** The views of a case. */
export function readViews(incident: string, store: Pick<Storage, "getItem"> = localStorage): SavedView[] {
  let raw: unknown;
  try {
    raw = JSON.parse(store.getItem(key(incident)) ?? "[]");
  } catch {
    raw = [];
  }
  return stored.parse(raw).map(({ name, search }) => ({ name, search: readSearch(search) }));
}

/** Keeps the views of a case. */
export function writeViews(
  incident: string,
  views: readonly SavedView[],
  store: Pick<Storage, "setItem"> = localStorage,
): void {
  store.setItem(key(incident), JSON.stringify(views));
}
