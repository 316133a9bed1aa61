import { useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { DutyClock } from "./duty-clock.tsx";

/** Every duty to report that is owed now, of all cases, the first due on top. */
export function LegalList(): ReactNode {
  const { legal, intake } = useWords();
  const text = useText();
  const navigate = useNavigate();
  const running = useRead("legal.running", {}, { every: 30_000 });
  return (
    <div className="page stack">
      <h1>{legal.listTitle}</h1>
      <AsyncView query={running}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={legal.listNone} />
          ) : (
            <DataTable
              label={legal.listTitle}
              rows={rows}
              rowKey={({ incident, rule }) => `${incident.id} ${rule.id}`}
              onOpen={({ incident }) => void navigate({ to: `/incidents/${incident.id}/legal` })}
              columns={[
                { head: legal.due, cell: ({ startedAt, dueAt }) => <DutyClock startedAt={startedAt} dueAt={dueAt} /> },
                {
                  head: intake.incidentsTitle,
                  cell: ({ incident }) => (
                    <>
                      <span className="mono">{incident.number}</span> {incident.organisation}
                    </>
                  ),
                },
                {
                  head: legal.title,
                  cell: ({ rule }) => (
                    <>
                      {text(rule.duty)} <span className="muted small">{text(rule.regime)}</span>
                    </>
                  ),
                },
                { head: legal.recipient, cell: ({ rule }) => text(rule.recipient) },
                { head: legal.since, cell: ({ startedAt }) => <Instant at={startedAt} /> },
              ]}
            />
          )
        }
      </AsyncView>
      <p className="muted small">{legal.counsel}</p>
    </div>
  );
}
