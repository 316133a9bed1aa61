import { Button } from "@mantine/core";
import type { Determination } from "@stanch/model/handling";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge, LevelBadge, TypeName } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { DeterminationForm } from "./determination-form.tsx";

/** Is it a security incident, which type, which level: the determinations made, and the form for the next. */
export function Determine(): ReactNode {
  const { determine } = useWords().incident;
  const incident = useIncidentId();
  const may = useMay();
  const made = useRead("determination.list", { params: { incident } });
  const [again, setAgain] = useState(false);
  const first = made.data?.length === 0;
  return (
    <div className="stack">
      {may("incident.write") && (first || again) ? (
        <DeterminationForm incident={incident} onDone={() => setAgain(false)} />
      ) : null}
      <section className="stack-tight">
        <div className="spread">
          <h2>{determine.history}</h2>
          {may("incident.write") && !first && !again ? (
            <Button variant="default" onClick={() => setAgain(true)}>
              {determine.again}
            </Button>
          ) : null}
        </div>
        <AsyncView query={made}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty words={determine.none} />
            ) : (
              <ul className="stack-tight">
                {[...rows].reverse().map((one) => (
                  <Made key={one.at} determination={one} />
                ))}
              </ul>
            )
          }
        </AsyncView>
      </section>
    </div>
  );
}

function Made({ determination }: { readonly determination: Determination }): ReactNode {
  const { names, incident } = useWords();
  const text = useText();
  return (
    <li className="panel stack-tight">
      <p className="row">
        <b>{names.disposition[determination.disposition]}</b>
        {determination.level === undefined ? null : <LevelBadge level={determination.level} />}
        {determination.type === undefined ? null : (
          <Badge>
            <TypeName type={determination.type} />
          </Badge>
        )}
        {determination.override === undefined ? null : <Badge look="dashed">{incident.determine.overridden}</Badge>}
      </p>
      {determination.grading === undefined ? null : <p>{text(determination.grading.explain)}</p>}
      {determination.override === undefined ? null : <p className="notice-line">{determination.override.reason}</p>}
      <p className="pre">{determination.reason}</p>
      {determination.letter === undefined ? null : (
        <details>
          <summary>{incident.determine.letter}</summary>
          <p className="pre">{determination.letter}</p>
        </details>
      )}
      <p className="muted small">
        {determination.by} · <Instant at={determination.at} style="second" />
      </p>
    </li>
  );
}
