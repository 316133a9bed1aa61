import { Button, Select } from "@mantine/core";
import type { Dispatch, HandlerCandidate } from "@stanch/model/dispatch";
import type { Assignment } from "@stanch/model/handling";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { useIncident, useIncidentId } from "../use-incident.ts";

/** Who would be there first, and the rounds in which they are asked. */
export function Nearest(): ReactNode {
  const { going } = useWords();
  const incident = useIncident();
  const params = { incident: useIncidentId() };
  const may = useMay()("incident.write");
  const [mode, setMode] = useState<Assignment["mode"]>("on-site");
  const candidates = useRead("dispatch.candidates", { params, query: { mode } });
  const rounds = useRead("dispatch.list", { params }, { every: 10_000 });
  const open = may && incident?.state === "open";
  return (
    <section className="panel stack-tight">
      <h2>{going.title}</h2>
      <p className="muted small">{going.why}</p>
      <AsyncView query={candidates}>
        {(all) =>
          all.length === 0 ? (
            <p className="muted">{going.none}</p>
          ) : (
            <ol className="step-list">
              {all.map((one) => (
                <Candidate key={one.staff.id} candidate={one} mode={mode} />
              ))}
            </ol>
          )
        }
      </AsyncView>
      {open ? <Begin mode={mode} setMode={setMode} ready={candidates.data?.length !== 0} /> : null}
      <AsyncView query={rounds}>
        {(all) =>
          all.length === 0 ? null : (
            <div className="stack-tight">
              <h3>{going.rounds}</h3>
              {all.toReversed().map((one) => (
                <Round key={one.id} round={one} open={open} />
              ))}
            </div>
          )
        }
      </AsyncView>
    </section>
  );
}

function Candidate({
  candidate,
  mode,
}: {
  readonly candidate: HandlerCandidate;
  readonly mode: Assignment["mode"];
}): ReactNode {
  const { going } = useWords();
  const { staff, team, place, onDuty, skilled, travelMinutes, busy } = candidate;
  return (
    <li className="row">
      <b>{staff.name}</b>
      <Badge look={onDuty ? "solid" : "dashed"}>{onDuty ? going.onDuty : going.offDuty}</Badge>
      {skilled === true ? <Badge>{going.skilled}</Badge> : null}
      <span className="muted small">
        {[
          team,
          place,
          mode === "remote" ? "" : travelMinutes === undefined ? going.noTravel : going.travel(travelMinutes),
          busy > 0 ? going.busy(busy) : "",
        ]
          .filter((one) => one !== "")
          .join(" · ")}
      </span>
    </li>
  );
}

function Begin({
  mode,
  setMode,
  ready,
}: {
  readonly mode: Assignment["mode"];
  readonly setMode: (mode: Assignment["mode"]) => void;
  /** There is somebody to ask. */
  readonly ready: boolean;
}): ReactNode {
  const { going, incident: words, names } = useWords();
  const params = { incident: useIncidentId() };
  const begin = useAct("dispatch.begin");
  const [part, setPart] = useState<Assignment["part"]>("handler");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutate({ params, body: { part, mode } });
      }}
    >
      <div className="columns">
        <Select
          label={words.people.part}
          allowDeselect={false}
          value={part}
          onChange={(value) => setPart(value === "lead" || value === "researcher" ? value : "handler")}
          data={(["lead", "handler", "researcher"] as const).map((value) => ({ value, label: names.part[value] }))}
        />
        <Select
          label={words.people.mode}
          allowDeselect={false}
          value={mode}
          onChange={(value) => setMode(value === "remote" ? "remote" : "on-site")}
          data={(["on-site", "remote"] as const).map((value) => ({ value, label: names.mode[value] }))}
        />
      </div>
      <ProblemBox error={begin.error} />
      <div>
        <Button type="submit" loading={begin.isPending} disabled={!ready}>
          {going.begin}
        </Button>
      </div>
    </form>
  );
}

function Round({ round, open }: { readonly round: Dispatch; readonly open: boolean }): ReactNode {
  const { going, names } = useWords();
  const stop = useAct("dispatch.stop");
  const [asking, setAsking] = useState(false);
  const { id, part, mode, state, offers, startedAt, startedBy } = round;
  const incident = useIncidentId();
  const stoppable = open && (state === "offering" || state === "handed-over");
  return (
    <div className="stack-tight">
      <div className="spread">
        <span>
          {names.part[part]} · {names.mode[mode]}{" "}
          <span className="muted small">
            {startedBy} <Instant at={startedAt} />
          </span>
        </span>
        <span className="row">
          <Badge look={state === "accepted" ? "solid" : state === "handed-over" ? "warn" : "plain"}>
            {going.states[state]}
          </Badge>
          {stoppable ? (
            <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
              {going.stop}
            </Button>
          ) : null}
        </span>
      </div>
      <ol className="step-list small">
        {offers.map(({ assignment, staff, outcome, endedAt, until }) => (
          <li key={assignment}>
            {outcome === undefined ? (
              going.asking(staff.name, instantText(until, localZone()))
            ) : (
              <>
                {staff.name} {going.outcomes[outcome]} {endedAt === undefined ? null : <Instant at={endedAt} />}
              </>
            )}
          </li>
        ))}
      </ol>
      {asking ? (
        <ReasonDialog
          title={going.stopTitle}
          label={going.stopReason}
          action={going.stop}
          error={stop.error}
          busy={stop.isPending}
          onClose={() => setAsking(false)}
          onSubmit={(reason) =>
            stop.mutate({ params: { incident, dispatch: id }, body: { reason } }, { onSuccess: () => setAsking(false) })
          }
        />
      ) : null}
    </div>
  );
}
