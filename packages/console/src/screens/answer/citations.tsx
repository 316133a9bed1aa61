import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { writeTerms } from "../../timeline/query-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";

/** The search that shows exactly these records, the first of them open. */
export function citationSearch(events: readonly string[]): { q: string; event?: string } {
  const [first] = events;
  return {
    q: writeTerms(events.slice(0, 50).map((value) => ({ field: "event.id" as const, value }))),
    ...(first === undefined ? {} : { event: first }),
  };
}

/** Small numbered marks; each opens the raw line it stands for. Many become one link to all of them. */
export function Citations({
  events,
  most = 3,
}: {
  readonly events: readonly string[];
  readonly most?: number;
}): ReactNode {
  const { answer } = useWords().analysis;
  const incident = useIncidentId();
  if (events.length === 0) return null;
  return (
    <span className="cites">
      {events.slice(0, most).map((event, index) => (
        <Link
          key={event}
          to="/incidents/$incident/timeline"
          params={{ incident }}
          search={{ event, q: writeTerms([{ field: "event.id", value: event }]) }}
          className="cite"
          aria-label={`${answer.evidence} ${index + 1}: ${event}`}
        >
          {index + 1}
        </Link>
      ))}
      {events.length > most ? (
        <Link to="/incidents/$incident/timeline" params={{ incident }} search={citationSearch(events)} className="cite">
          {answer.openEvidence(events.length)}
        </Link>
      ) : null}
    </span>
  );
}
