import { Button, Select, TextInput } from "@mantine/core";
import { type ProcessStep, processStep, stepNames } from "@stanch/model/process";
import type { Task } from "@stanch/model/task";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncident, useIncidentId } from "../use-incident.ts";
import { TaskRow } from "./task-row.tsx";

function move(event: KeyboardEvent<HTMLElement>): void {
  const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement) || event.target.dataset["row"] === undefined) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")];
  const at = rows.indexOf(event.target);
  event.preventDefault();
  rows[Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
}

/** What is to be done in this emergency, by step of the process: who does it, what came of it, done by one key. */
export function Tasks(): ReactNode {
  const { tasks } = useWords();
  const incident = useIncidentId();
  const writable = useMay()("incident.write") && useIncident()?.state !== "archived";
  const list = useRead("task.list", { params: { incident } });
  return (
    <div className="stack">
      <h2>{tasks.title}</h2>
      {writable ? <OwnTask /> : null}
      <AsyncView query={list}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={tasks.none} />
          ) : (
            <div className="stack" onKeyDown={move}>
              {writable ? <p className="muted small wide-only">{tasks.keys}</p> : null}
              {processStep.options.map((step) => (
                <Step key={step} step={step} tasks={rows.filter((one) => one.step === step)} writable={writable} />
              ))}
              <Retired tasks={rows.filter(({ state }) => state === "retired")} />
            </div>
          )
        }
      </AsyncView>
    </div>
  );
}

function Step({
  step,
  tasks: all,
  writable,
}: {
  readonly step: ProcessStep;
  readonly tasks: readonly Task[];
  readonly writable: boolean;
}): ReactNode {
  const { tasks } = useWords();
  const text = useText();
  const asked = all.filter(({ state }) => state !== "retired");
  if (asked.length === 0) return null;
  const done = asked.filter(({ state }) => state === "done").length;
  return (
    <section className="task-step">
      <div className="spread">
        <h3>{text(stepNames[step])}</h3>
        <span className="muted small">{tasks.progress(done, asked.length)}</span>
      </div>
      <ul>
        {asked.map((one) => (
          <TaskRow key={one.id} task={one} writable={writable} />
        ))}
      </ul>
    </section>
  );
}

function Retired({ tasks: gone }: { readonly tasks: readonly Task[] }): ReactNode {
  const { tasks } = useWords();
  const text = useText();
  if (gone.length === 0) return null;
  return (
    <details>
      <summary>{tasks.retired(gone.length)}</summary>
      <ul>
        {gone.map((one) => (
          <li key={one.id} className="muted">
            {text(one.title)}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** A task of one's own, in one line. */
function OwnTask(): ReactNode {
  const { tasks } = useWords();
  const text = useText();
  const incident = useIncident();
  const act = useAct("task.create");
  const [title, setTitle] = useState("");
  const [chosen, setChosen] = useState<ProcessStep | undefined>();
  if (incident === undefined) return null;
  const current = incident.steps.find(({ state }) => state === "current")?.step ?? "investigate";
  const step = chosen ?? current;
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim() === "") return;
        act.mutate(
          { params: { incident: incident.id }, body: { step, title: title.trim(), detail: "" } },
          { onSuccess: () => setTitle("") },
        );
      }}
    >
      <div className="task-add">
        <TextInput
          aria-label={tasks.addTitle}
          placeholder={tasks.addTitle}
          maxLength={300}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <Select
          aria-label={tasks.addStep}
          allowDeselect={false}
          value={step}
          onChange={(value) => setChosen(processStep.safeParse(value).data)}
          data={processStep.options.map((value) => ({ value, label: text(stepNames[value]) }))}
        />
        <Button type="submit" variant="default" disabled={title.trim() === ""} loading={act.isPending}>
          {tasks.add}
        </Button>
      </div>
      <ProblemBox error={act.error} />
    </form>
  );
}
