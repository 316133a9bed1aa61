import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";

/** Who had which part from when until when. */
export function Participants(): ReactNode {
  const { going, names } = useWords();
  const all = useRead("participant.list", { params: { incident: useIncidentId() } });
  return (
    <section className="panel stack-tight">
      <h2>{going.parts.title}</h2>
      <AsyncView query={all}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted">{going.parts.none}</p>
          ) : (
            <ul className="step-list">
              {rows.map(({ assignment, staff, part, mode, from, until }) => (
                <li key={assignment} className="row">
                  <b>{staff.name}</b> {names.part[part]} · {names.mode[mode]}
                  <span className="muted small">
                    <Instant at={from} /> – {until === undefined ? going.parts.still : <Instant at={until} />}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </AsyncView>
    </section>
  );
}
