import { readSearch, type TimelineSearch } from "./query-text.ts";

/** A query kept under a name in this browser. */
export interface SavedView {
  readonly name: string;
  readonly search: TimelineSearch;
}

const key = (incident: string) => `stanch.views.${incident}`;

/** The views of a case. */
export function readViews(incident: string, store: Pick<Storage, "getItem"> = localStorage): SavedView[] {
  let raw: unknown;
  try {
    raw = JSON.parse(store.getItem(key(incident)) ?? "[]");
  } catch {
    raw = [];
  }
  return Array.isArray(raw) ? raw.flatMap(readView) : [];
}

function readView(raw: unknown): SavedView[] {
  if (typeof raw !== "object" || raw === null || !("name" in raw) || typeof raw.name !== "string") return [];
  const search = "search" in raw && typeof raw.search === "object" && raw.search !== null ? raw.search : {};
  return [{ name: raw.name, search: readSearch({ ...search }) }];
}

/** Keeps the views of a case. */
export function writeViews(
  incident: string,
  views: readonly SavedView[],
  store: Pick<Storage, "setItem"> = localStorage,
): void {
  store.setItem(key(incident), JSON.stringify(views));
}
