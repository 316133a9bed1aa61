import type { Incident } from "@stanch/model/incident";
import { stepNames } from "@stanch/model/process";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { Instant } from "../../parts/instant.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { screenAddress, screenOf } from "./step-screen.ts";

/** What to do next, who is on it, and what happened last. */
export function NowColumn({ incident }: { readonly incident: Incident }): ReactNode {
  const { incident: words, names } = useWords();
  const text = useText();
  const journal = useRead("incident.journal", { params: { incident: incident.id } });
  const last = (journal.data ?? [])
    .filter(({ kind }) => kind !== "record.read")
    .slice(-6)
    .reverse();
  return (
    <aside className="now-column" aria-label={words.now}>
      <section>
        <h2>{words.next}</h2>
        {incident.next.length === 0 ? <p className="muted">{words.nothingNext}</p> : null}
        <ol className="next-list">
          {incident.next.map((action) => (
            <li key={`${action.step}${action.what.en}`}>
              <Link to={screenAddress(incident.id, screenOf(action))}>{text(action.what)}</Link>
              <p className="muted small">
                {text(stepNames[action.step])}
                {action.since === undefined ? null : ` · ${words.since(instantText(action.since, localZone()))}`}
              </p>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h2>{words.onIt}</h2>
        {incident.people.length === 0 ? <p className="muted">{words.nobody}</p> : null}
        <ul>
          {incident.people.map((person) => (
            <li key={`${person.id}${person.part}`}>
              {person.name}{" "}
              <span className="muted small">
                {names.part[person.part as "lead"] ?? person.part} · <Instant at={person.since} />
              </span>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{words.lastLines}</h2>
        <ol className="last-lines">
          {last.map((entry) => (
            <li key={entry.seq}>
              <span>{names.journal[entry.kind]}</span>
              <span className="muted small">
                {entry.actor.name === "" ? names.actor[entry.actor.kind] : entry.actor.name} · <Instant at={entry.at} />
              </span>
            </li>
          ))}
        </ol>
      </section>
    </aside>
  );
}
