import type { SearchAnswer, SearchQuery } from "@stanch/model/search";
import { readIncidents } from "../incident/incident-repo.ts";
import type { Unit } from "../unit-of-work.ts";
import { findLines } from "./search-repo.ts";

export interface SearchService {
  readonly find: (unit: Unit, query: SearchQuery) => Promise<SearchAnswer>;
}

const CASES = 20;
const LINES = 50;

/** Cases by their own words, and by what was written down in them. */
export function searchService(): SearchService {
  return {
    find: async (unit, { text }) => ({
      incidents: await readIncidents(unit.tx, { text, limit: CASES }),
      lines: await findLines(unit.tx, text, LINES),
    }),
  };
}
