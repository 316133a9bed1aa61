import type { IncidentSummary } from "@stanch/model/incident";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Badge, LevelBadge, TypeName } from "../../parts/badges.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ResponseClock } from "../../parts/response-clock.tsx";
import { useWords } from "../../words/language-context.tsx";

/** Cases as rows, each with its clock, level and who is on it. */
export function IncidentTable({ rows }: { readonly rows: readonly IncidentSummary[] }): ReactNode {
  const { intake, frame, names } = useWords();
  const navigate = useNavigate();
  return (
    <DataTable
      label={intake.incidentsTitle}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={(row) => void navigate({ to: "/incidents/$incident", params: { incident: row.id } })}
      columns={[
        {
          head: frame.number,
          cell: (row) => (
            <Link
              to="/incidents/$incident"
              params={{ incident: row.id }}
              className="row-link mono nowrap"
              tabIndex={-1}
            >
              {row.number}
            </Link>
          ),
        },
        { head: intake.clock, cell: (row) => <ResponseClock clock={row.clock} /> },
        { head: intake.organisation, cell: (row) => <b className="cell-name">{row.organisation}</b> },
        { head: intake.title, cell: (row) => <span className="cell-words">{row.title}</span> },
        {
          head: intake.level,
          cell: (row) => (
            <span className="row" style={{ flexWrap: "nowrap" }}>
              {row.level === undefined ? null : <LevelBadge level={row.level} />}
              {row.type === undefined ? null : (
                <span className="nowrap">
                  <TypeName type={row.type} />
                </span>
              )}
              {row.level === undefined && row.type === undefined ? <span className="muted">–</span> : null}
            </span>
          ),
        },
        {
          head: intake.lead,
          cell: (row) => (
            <span className="nowrap">{row.lead?.name ?? <span className="muted">{intake.noLead}</span>}</span>
          ),
        },
        {
          head: frame.state,
          cell: (row) => (
            <Badge look={row.state === "open" ? "accent" : "plain"}>{names.incidentState[row.state]}</Badge>
          ),
        },
        { head: intake.updated, cell: (row) => <Instant at={row.updatedAt} /> },
      ]}
    />
  );
}
