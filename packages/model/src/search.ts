import { z } from "zod";
import { incidentId } from "./ids.ts";
import { incidentSummary } from "./incident.ts";
import { journalEntry } from "./journal.ts";

/** Words that must all occur, in any order, in either width and case; Chinese needs no blanks. */
export const searchQuery = z.object({ text: z.string().trim().min(1).max(200) });
export type SearchQuery = z.infer<typeof searchQuery>;

/** Cases and lines of their journals, the newest first; at most 20 and 50. */
export const searchAnswer = z.object({
  incidents: z.array(incidentSummary),
  lines: z.array(z.object({ incident: incidentId, number: z.string(), organisation: z.string(), entry: journalEntry })),
});
export type SearchAnswer = z.infer<typeof searchAnswer>;
