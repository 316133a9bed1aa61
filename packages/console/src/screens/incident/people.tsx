import { Button, Select } from "@mantine/core";
import { assignmentState, type Assignment } from "@stanch/model/handling";
import { staffId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { Hours } from "./hours.tsx";
import { Nearest } from "./nearest.tsx";
import { Participants } from "./participants.tsx";
import { Support } from "./support.tsx";

const after: Record<Assignment["state"], readonly Assignment["state"][]> = {
  offered: ["accepted", "declined"],
  accepted: ["under-way", "left"],
  declined: [],
  "under-way": ["arrived", "left"],
  arrived: ["left"],
  left: [],
  withdrawn: [],
};

/** What may come next; who works remotely neither travels nor arrives. */
function nextStates({ state, mode }: Assignment): readonly Assignment["state"][] {
  return after[state].filter((next) => mode === "on-site" || (next !== "arrived" && next !== "under-way"));
}

/** Who is on the case, on site or remote, with the time of every change. */
export function People(): ReactNode {
  const { people } = useWords().incident;
  const incident = useIncidentId();
  const may = useMay();
  const assignments = useRead("assignment.list", { params: { incident } });
  return (
    <div className="stack">
      <section className="stack-tight">
        <h2>{people.title}</h2>
        <AsyncView query={assignments}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty words={people.none} />
            ) : (
              <ul className="stack-tight">
                {rows.map((one) => (
                  <OneAssignment key={one.id} assignment={one} />
                ))}
              </ul>
            )
          }
        </AsyncView>
      </section>
      <Nearest />
      <Support />
      <Participants />
      {may("incident.write") ? <Assign /> : null}
      <Hours />
    </div>
  );
}

function OneAssignment({ assignment }: { readonly assignment: Assignment }): ReactNode {
  const { names } = useWords();
  const incident = useIncidentId();
  const act = useAct("assignment.change");
  const may = useMay();
  return (
    <li className="panel stack-tight">
      <div className="spread">
        <span>
          <b>{assignment.staff.name}</b>{" "}
          <span className="muted">
            {names.part[assignment.part]} · {names.mode[assignment.mode]}
          </span>
        </span>
        <span className="row">
          <Badge look={assignment.state === "arrived" ? "solid" : "plain"}>
            {names.assignmentState[assignment.state]}
          </Badge>
          {may("incident.write")
            ? nextStates(assignment).map((state) => (
                <Button
                  key={state}
                  size="compact-sm"
                  variant="default"
                  loading={act.isPending}
                  onClick={() => act.mutate({ params: { incident, assignment: assignment.id }, body: { state } })}
                >
                  {names.assignmentState[state]}
                </Button>
              ))
            : null}
        </span>
      </div>
      <p className="muted small row">
        {assignmentState.options.map((state) =>
          assignment.times[state] === undefined ? null : (
            <span key={state}>
              {names.assignmentState[state]} <Instant at={assignment.times[state]} />
            </span>
          ),
        )}
      </p>
      <ProblemBox error={act.error} />
    </li>
  );
}

function Assign(): ReactNode {
  const { incident: words, names } = useWords();
  const { people } = words;
  const incident = useIncidentId();
  const staff = useRead("staff.list", {});
  const act = useAct("assignment.create");
  const [who, setWho] = useState<string | null>(null);
  const [part, setPart] = useState<Assignment["part"]>("handler");
  const [mode, setMode] = useState<Assignment["mode"]>("on-site");
  const able = (staff.data ?? []).filter(({ active }) => active);
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        const parsed = staffId.safeParse(who);
        if (parsed.success)
          act.mutate(
            { params: { incident }, body: { staff: parsed.data, part, mode } },
            { onSuccess: () => setWho(null) },
          );
      }}
    >
      <h2>{people.add}</h2>
      {able.length === 0 ? <p className="muted">{people.noStaff}</p> : null}
      <div className="columns">
        <Select
          label={people.staff}
          searchable
          value={who}
          onChange={setWho}
          data={able.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <Select
          label={people.part}
          allowDeselect={false}
          value={part}
          onChange={(value) => setPart(value === "lead" || value === "researcher" ? value : "handler")}
          data={(["lead", "handler", "researcher"] as const).map((value) => ({ value, label: names.part[value] }))}
        />
        <Select
          label={people.mode}
          allowDeselect={false}
          value={mode}
          onChange={(value) => setMode(value === "remote" ? "remote" : "on-site")}
          data={(["on-site", "remote"] as const).map((value) => ({ value, label: names.mode[value] }))}
        />
      </div>
      <ProblemBox error={act.error} />
      <div>
        <Button type="submit" disabled={who === null} loading={act.isPending}>
          {people.add}
        </Button>
      </div>
    </form>
  );
}
