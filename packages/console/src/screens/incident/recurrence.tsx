import type { Incident } from "@stanch/model/incident";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useWords } from "../../words/language-context.tsx";

/** What came back here, and whether what was closed has come back since. */
export function Recurrence({ incident }: { readonly incident: Incident }): ReactNode {
  const { recurrence: words } = useWords().going;
  const { recurrenceOf: links = [], recurrenceWatch: watch } = incident;
  if (links.length === 0 && watch === undefined) return null;
  return (
    <section className="panel stack-tight">
      <h2>{words.title}</h2>
      {links.map(({ previous, reasons, at }) => (
        <div key={previous.id} className="row">
          <Badge look="warn">{words.recurred}</Badge>
          <Link className="mono" to="/incidents/$incident" params={{ incident: previous.id }}>
            {previous.number}
          </Link>
          <span className="muted small">
            {reasons
              .map(({ kind, values }) => words.reason(words.kinds[kind], kind === "asset" ? [] : values))
              .join(" · ")}{" "}
            <Instant at={at} />
          </span>
        </div>
      ))}
      {watch === undefined ? null : (
        <p className="row">
          <Badge look={watch.state === "held" ? "solid" : watch.state === "recurred" ? "warn" : "plain"}>
            {words.states[watch.state]}
          </Badge>
          <span className="muted small">
            <Instant at={watch.startsAt} style="day" /> – <Instant at={watch.endsAt} style="day" />
          </span>
          {watch.later.map(({ id, number }) => (
            <Link key={id} className="mono" to="/incidents/$incident" params={{ incident: id }}>
              {number}
            </Link>
          ))}
        </p>
      )}
    </section>
  );
}
