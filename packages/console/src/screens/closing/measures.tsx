import { Button } from "@mantine/core";
import type { Measure } from "@stanch/model/handling";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { MeasureActions } from "./measure-actions.tsx";
import { PlanDialog } from "./plan-dialog.tsx";

const phases = ["contain", "eradicate", "recover", "harden"] as const;

/** Measures by phase: planned, approved by another person, done with proof, taken back. */
export function Measures(): ReactNode {
  const { closing, names } = useWords();
  const { measures } = closing;
  const incident = useIncidentId();
  const may = useMay();
  const list = useRead("measure.list", { params: { incident } });
  const [planning, setPlanning] = useState(false);
  return (
    <div className="stack">
      <div className="spread">
        <h2>{measures.title}</h2>
        {may("measure.plan") ? (
          <Button variant="default" onClick={() => setPlanning(true)}>
            {measures.plan}
          </Button>
        ) : null}
      </div>
      <AsyncView query={list}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={measures.none}>
              <Link to="/incidents/$incident/answer" params={{ incident }}>
                {measures.toAnswer}
              </Link>
            </Empty>
          ) : (
            phases
              .map((phase) => ({ phase, of: rows.filter((row) => row.phase === phase) }))
              .filter(({ of }) => of.length > 0)
              .map(({ phase, of }) => (
                <section key={phase} className="stack-tight">
                  <h3>{names.measurePhase[phase]}</h3>
                  {of.map((row) => (
                    <MeasureCard key={row.id} measure={row} />
                  ))}
                </section>
              ))
          )
        }
      </AsyncView>
      {planning ? (
        <PlanDialog
          first={{ phase: "contain", title: "", target: "", change: "" }}
          onClose={() => setPlanning(false)}
        />
      ) : null}
    </div>
  );
}

function MeasureCard({ measure }: { readonly measure: Measure }): ReactNode {
  const { closing, names, portal } = useWords();
  const { measures } = closing;
  const incident = useIncidentId();
  const evidence = useRead("evidence.list", { params: { incident } });
  const at = (instant: string | undefined) => instantText(instant, localZone());
  const labels = (evidence.data ?? []).filter(({ id }) => measure.evidence.includes(id)).map(({ label }) => label);
  const look = { planned: "accent", approved: "accent", rejected: "plain", done: "solid", undone: "dashed" } as const;
  return (
    <article className="panel stack-tight measure">
      <div className="spread">
        <h3>
          {measure.title} {measure.target === "" ? null : <span className="mono muted">{measure.target}</span>}
        </h3>
        <Badge look={look[measure.state]}>{names.measureState[measure.state]}</Badge>
      </div>
      <pre className="change">{measure.change}</pre>
      <dl className="facts">
        <dt>{measures.proofPlan}</dt>
        <dd className="pre">{measure.proofPlan}</dd>
        <dt>{measures.undo}</dt>
        <dd className="pre">{measure.undo}</dd>
        <dt>{measures.evidenceBefore}</dt>
        <dd className="mono">{labels.join(" ") || "–"}</dd>
        <dt>{measures.author}</dt>
        <dd>
          {measure.author.name} · {at(measure.plannedAt)}
        </dd>
        {measure.askCustomer === true ? (
          <>
            <dt>{measures.consent}</dt>
            <dd>
              {measure.consent === undefined
                ? measures.consentWaits
                : `${portal.consent.answers[measure.consent.state]} · ${measures.decided(measure.consent.by, at(measure.consent.at))} · ${measure.consent.reason}`}
            </dd>
          </>
        ) : null}
        {measure.decidedBy === undefined ? null : (
          <>
            <dt>{measure.state === "rejected" ? names.measureState.rejected : names.measureState.approved}</dt>
            <dd>
              {measures.decided(measure.decidedBy, at(measure.decidedAt))} · {measure.decisionReason}
            </dd>
          </>
        )}
        {measure.doneAt === undefined ? null : (
          <>
            <dt>{names.measureState.done}</dt>
            <dd>{measures.decided(measure.doneBy ?? "", at(measure.doneAt))}</dd>
            <dt>{measures.proof}</dt>
            <dd className="pre mono">{measure.proof}</dd>
          </>
        )}
        {measure.undoneAt === undefined ? null : (
          <>
            <dt>{names.measureState.undone}</dt>
            <dd>{measures.decided(measure.undoneBy ?? "", at(measure.undoneAt))}</dd>
          </>
        )}
      </dl>
      {measure.before === undefined && measure.after === undefined ? null : (
        <div className="columns">
          <div>
            <p className="muted small">{measures.before}</p>
            <pre className="change">{measure.before || "–"}</pre>
          </div>
          <div>
            <p className="muted small">{measures.after}</p>
            <pre className="change">{measure.after || "–"}</pre>
          </div>
        </div>
      )}
      <MeasureActions measure={measure} />
    </article>
  );
}
