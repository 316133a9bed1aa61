import { route } from "./route.ts";
import { searchAnswer, searchQuery } from "./search.ts";

/** Cases and what was done in them, by words. */
export const searchRoutes = {
  "search.find": route({
    method: "GET",
    path: "/search",
    permission: "incident.read",
    query: searchQuery,
    output: searchAnswer,
  }),
};
