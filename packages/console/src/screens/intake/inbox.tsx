import { Button, Checkbox } from "@mantine/core";
import type { Request } from "@stanch/model/request";
import { symptomNames } from "@stanch/model/request";
import { Link, Navigate, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ResponseClock } from "../../parts/response-clock.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { IncidentTable } from "./incident-table.tsx";
import { MergeDialog } from "./merge-dialog.tsx";
import { OfflineTools } from "./offline-tools.tsx";
import { RequestDetails } from "./request-details.tsx";
import { TakeDialog } from "./take-dialog.tsx";

/** What is waiting: requests newest first, then the open cases, each with its clock. */
export function Inbox(): ReactNode {
  const { intake, going } = useWords();
  const navigate = useNavigate();
  const may = useMay();
  const [all, setAll] = useState(false);
  const [shown, setShown] = useState<Request | undefined>();
  const [taking, setTaking] = useState<Request | undefined>();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [merging, setMerging] = useState(false);
  const requests = useRead(
    "request.list",
    { query: all ? {} : { state: "new" } },
    { every: 30_000, enabled: may("request.read") },
  );
  const incidents = useRead(
    "incident.list",
    { query: { state: "open" } },
    { every: 30_000, enabled: may("incident.read") },
  );
  const merged = (requests.data ?? []).filter(({ id }) => chosen.has(id));
  const choose = ({ id }: Request) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  if (!may("request.read")) return <Navigate to="/" replace />;
  return (
    <div className="page stack">
      <h1>{intake.inboxTitle}</h1>
      <section className="stack-tight">
        <div className="spread">
          <h2>{intake.requests}</h2>
          <Checkbox
            label={intake.allRequests}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        </div>
        <AsyncView query={requests}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty words={intake.noRequests}>
                {may("request.write") ? (
                  <Button variant="default" onClick={() => void navigate({ to: "/call" })}>
                    {intake.call.newCall}
                  </Button>
                ) : null}
              </Empty>
            ) : (
              <RequestTable rows={rows} onOpen={setShown} onTake={setTaking} chosen={chosen} onChoose={choose} />
            )
          }
        </AsyncView>
        {merged.length < 2 ? null : (
          <div>
            <Button onClick={() => setMerging(true)}>{going.merge.action(merged.length)}</Button>
          </div>
        )}
      </section>
      <section className="stack-tight">
        <h2>{intake.openIncidents}</h2>
        <AsyncView query={incidents}>
          {(rows) => (rows.length === 0 ? <Empty words={intake.noIncidents} /> : <IncidentTable rows={rows} />)}
        </AsyncView>
      </section>
      {may("request.write") ? <OfflineTools /> : null}
      {shown === undefined ? null : (
        <RequestDetails
          request={shown}
          onClose={() => setShown(undefined)}
          onTake={() => {
            setTaking(shown);
            setShown(undefined);
          }}
        />
      )}
      {merging ? (
        <MergeDialog
          requests={merged}
          onClose={() => {
            setMerging(false);
            setChosen(new Set());
          }}
        />
      ) : null}
      {taking === undefined ? null : <TakeDialog request={taking} onClose={() => setTaking(undefined)} />}
    </div>
  );
}

/** The clock of a request nobody took: the centre's promise from the earliest proof. */
function waitingClock(request: Request, minutes: number): { startedAt: string; dueAt: string } {
  return { startedAt: request.proofAt, dueAt: new Date(Date.parse(request.proofAt) + minutes * 60_000).toISOString() };
}

function RequestTable({
  rows,
  onOpen,
  onTake,
  chosen,
  onChoose,
}: {
  readonly rows: readonly Request[];
  readonly onOpen: (request: Request) => void;
  readonly onTake: (request: Request) => void;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (request: Request) => void;
}): ReactNode {
  const { intake, frame, names, going } = useWords();
  const text = useText();
  const may = useMay()("request.write");
  const minutes = useRead("public.centre", {}).data?.responseMinutes ?? 240;
  return (
    <DataTable
      label={intake.requests}
      rows={rows}
      rowKey={(row) => row.id}
      onOpen={onOpen}
      onKey={(key, row) => (key === "t" && may && row.state === "new" ? onTake(row) : undefined)}
      columns={[
        ...(may
          ? [
              {
                head: going.merge.select,
                cell: (row: Request) => <Choose row={row} chosen={chosen} onChoose={onChoose} />,
              },
            ]
          : []),
        { head: frame.number, cell: (row) => <span className="mono nowrap">{row.number}</span> },
        {
          head: intake.clock,
          cell: (row) =>
            row.incidentId === undefined ? (
              <ResponseClock clock={waitingClock(row, minutes)} />
            ) : (
              <Link to="/incidents/$incident" params={{ incident: row.incidentId }}>
                {row.incidentNumber ?? frame.open}
              </Link>
            ),
        },
        { head: intake.organisation, cell: (row) => <b className="cell-name">{row.organisation}</b> },
        {
          head: intake.symptoms,
          cell: (row) => (
            <span className="cell-words">
              {row.symptoms.length === 0
                ? row.description.slice(0, 80) || intake.noSymptoms
                : row.symptoms.map((one) => text(symptomNames[one])).join(" · ")}
            </span>
          ),
        },
        { head: intake.channel, cell: (row) => names.channel[row.channel] },
        { head: intake.received, cell: (row) => <Instant at={row.receivedAt} /> },
        {
          head: frame.state,
          cell: (row) =>
            row.state === "new" && may ? (
              <Button size="compact-sm" onClick={() => onTake(row)}>
                {intake.take}
              </Button>
            ) : (
              <Badge look={row.state === "new" ? "accent" : "plain"}>{names.requestState[row.state]}</Badge>
            ),
        },
      ]}
    />
  );
}

function Choose({
  row,
  chosen,
  onChoose,
}: {
  readonly row: Request;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (request: Request) => void;
}): ReactNode {
  const { merge } = useWords().going;
  return <Checkbox aria-label={merge.choose(row.number)} checked={chosen.has(row.id)} onChange={() => onChoose(row)} />;
}
