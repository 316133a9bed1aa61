import type { Incident } from "@stanch/model/incident";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { Instant } from "../../parts/instant.tsx";
import { Stars } from "../../parts/stars.tsx";
import { useWords } from "../../words/language-context.tsx";

/** How the customer found the service; nothing until somebody has said so. */
export function Ratings({ incident }: { readonly incident: Incident }): ReactNode {
  const { status } = useWords().entry;
  const ratings = useRead("rating.list", { params: { incident: incident.id } }, { enabled: incident.state !== "open" });
  const given = ratings.data ?? [];
  if (given.length === 0) return null;
  return (
    <section className="panel stack-tight">
      <h2>{status.ratingOfCase}</h2>
      {given.map((one) => (
        <div key={`${one.request}${one.at}`} className="stack-tight">
          <p className="row">
            <Stars of={one.stars} />
            <span className="muted small">
              {one.by} · <span className="mono">{one.request}</span> · <Instant at={one.at} />
              {one.replaced ? ` · ${status.ratingReplaced}` : ""}
            </span>
          </p>
          {one.words === "" ? null : <p className="pre">{one.words}</p>}
        </div>
      ))}
    </section>
  );
}
