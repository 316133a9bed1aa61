import { Button } from "@mantine/core";
import type { AnswerSheet, Recommendation } from "@stanch/model/answer";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { Badge } from "../../parts/badges.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { PlanDialog } from "../closing/plan-dialog.tsx";
import { useIncidentId } from "../use-incident.ts";
import { Citations } from "./citations.tsx";

/** What to do, in the order to do it; one click plans it, filled in. */
export function Recommendations({ sheet }: { readonly sheet: AnswerSheet }): ReactNode {
  const { analysis, names } = useWords();
  const { answer } = analysis;
  const text = useText();
  const incident = useIncidentId();
  const may = useMay();
  const measures = useRead("measure.list", { params: { incident } });
  const [planning, setPlanning] = useState<Recommendation | undefined>();
  const planned = new Set((measures.data ?? []).map(({ recommendation }) => recommendation));
  if (sheet.recommended.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2>{answer.recommended}</h2>
      <ul className="panel recommend-list">
        {sheet.recommended.map((one) => (
          <li key={one.id}>
            <div className="grow">
              <p>
                <b>{text(one.measure)}</b>
              </p>
              <p className="muted small">
                {text(one.reason)} <Citations events={one.events} />
              </p>
            </div>
            <span className="row">
              <Badge>{names.measurePhase[one.phase]}</Badge>
              <Badge look={one.priority === "now" ? "solid" : "plain"}>{names.priority[one.priority]}</Badge>
              {planned.has(one.id) ? (
                <Link to="/incidents/$incident/measures" params={{ incident }}>
                  {answer.planned}
                </Link>
              ) : may("measure.plan") ? (
                <Button size="compact-sm" variant="default" onClick={() => setPlanning(one)}>
                  {answer.plan}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {planning === undefined ? null : (
        <PlanDialog
          first={{
            phase: planning.phase,
            title: text(planning.measure).slice(0, 300),
            target: planning.target ?? "",
            change: text(planning.measure),
            recommendation: planning.id,
          }}
          onClose={() => setPlanning(undefined)}
        />
      )}
    </section>
  );
}
