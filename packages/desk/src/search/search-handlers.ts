import type { Handlers } from "../handler.ts";
import { reading } from "../incident/incident-work.ts";
import type { Work } from "../unit-of-work.ts";
import type { SearchService } from "./search-service.ts";

export function searchHandlers({
  work,
  search,
}: {
  readonly work: Work;
  readonly search: SearchService;
}): Handlers<"search.find"> {
  return {
    "search.find": (call, { query }) => work(call, "search.find", (unit) => search.find(unit, query), reading),
  };
}
