import { Button, Textarea } from "@mantine/core";
import type { IncidentId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";

/** The emergency supervisor's decision: are technical and management staff told too? Neither answer is the default. */
export function SupervisorGate({ incident }: { readonly incident: IncidentId }): ReactNode {
  const { notify } = useWords().incident;
  const { frame } = useWords();
  const may = useMay();
  const decisions = useRead("decision.list", { params: { incident } });
  const act = useAct("decision.create");
  const [reason, setReason] = useState("");
  const send = (notifyFurther: boolean) =>
    act.mutate(
      { params: { incident }, body: { notifyFurther, reason: reason.trim() } },
      { onSuccess: () => setReason("") },
    );
  return (
    <section className="panel stack-tight">
      <h2>{notify.decisionTitle}</h2>
      <p>{notify.decisionWhy}</p>
      <AsyncView query={decisions}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted">{notify.noDecision}</p>
          ) : (
            <ul className="stack-tight">
              {rows.map((one) => (
                <li key={one.at} className="notice-line">
                  <b>{one.notifyFurther ? notify.furtherYes : notify.furtherNo}</b> · {one.reason}
                  <p className="muted small">{notify.decided(one.by, instantText(one.at, localZone()))}</p>
                </li>
              ))}
            </ul>
          )
        }
      </AsyncView>
      {may("incident.decide") ? (
        <div className="form">
          <Textarea
            label={frame.reason}
            autosize
            minRows={2}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <ProblemBox error={act.error} />
          <div className="form-actions">
            <Button
              variant="default"
              disabled={reason.trim() === ""}
              loading={act.isPending}
              onClick={() => send(true)}
            >
              {notify.furtherYes}
            </Button>
            <Button
              variant="default"
              disabled={reason.trim() === ""}
              loading={act.isPending}
              onClick={() => send(false)}
            >
              {notify.furtherNo}
            </Button>
          </div>
        </div>
      ) : null}
    </section>
  );
}
