import { Button, Checkbox, Select } from "@mantine/core";
import { staffId } from "@stanch/model/ids";
import { roleNames } from "@stanch/model/role";
import type { Task, TaskChange } from "@stanch/model/task";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useSession } from "../../api/session-context.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";

/** One task: a mark for done, who does it, what came of it. `d` done, `m` mine, `n` note. */
export function TaskRow({ task, writable }: { readonly task: Task; readonly writable: boolean }): ReactNode {
  const { tasks, frame } = useWords();
  const text = useText();
  const incident = useIncidentId();
  const { staff } = useSession();
  const act = useAct("task.change");
  const [noting, setNoting] = useState(false);
  const change = (body: TaskChange) => act.mutate({ params: { incident, task: task.id }, body });
  const done = task.state === "done";
  const mine = () => (staff === undefined ? undefined : change({ assignee: staff.id }));
  const turn = () => change({ state: done ? "open" : "done" });
  const onKey = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || !writable) return;
    if (event.key === "d") turn();
    if (event.key === "m") mine();
    if (event.key === "n") setNoting(true);
  };
  return (
    <li className={`task ${task.state}`} data-row="" tabIndex={0} onKeyDown={onKey}>
      <div className="task-line">
        <Checkbox
          classNames={{ label: "task-title" }}
          checked={done}
          disabled={!writable || act.isPending}
          label={text(task.title)}
          onChange={turn}
        />
        <span className="row task-marks">
          {task.state === "under-way" ? <Badge look="accent">{tasks.underWay}</Badge> : null}
          {task.playbook === undefined ? <Badge look="dashed">{tasks.own}</Badge> : null}
          {writable && !done ? (
            <>
              {task.state === "open" ? (
                <Button size="compact-xs" variant="default" onClick={() => change({ state: "under-way" })}>
                  {tasks.start}
                </Button>
              ) : null}
              <Assignee task={task} onChange={(assignee) => change({ assignee })} />
            </>
          ) : (
            <span className="muted small">{task.assignee?.name}</span>
          )}
          {writable ? (
            <Button size="compact-xs" variant="subtle" onClick={() => setNoting(true)}>
              {tasks.addNote}
            </Button>
          ) : null}
        </span>
      </div>
      {text(task.detail) === text(task.title) || done ? null : <p className="task-detail">{text(task.detail)}</p>}
      {task.note === undefined ? null : <p className="task-note pre">{task.note}</p>}
      {done ? (
        <p className="task-detail small">
          {tasks.doneBy(task.changedBy)} · <Instant at={task.changedAt} />
        </p>
      ) : null}
      <ProblemBox error={act.error} />
      {noting ? (
        <ReasonDialog
          title={text(task.title)}
          label={tasks.note}
          action={frame.save}
          start={task.note ?? ""}
          error={act.error}
          busy={act.isPending}
          optional
          onClose={() => setNoting(false)}
          onSubmit={(note) =>
            act.mutate({ params: { incident, task: task.id }, body: { note } }, { onSuccess: () => setNoting(false) })
          }
        />
      ) : null}
    </li>
  );
}

function Assignee({
  task,
  onChange,
}: {
  readonly task: Task;
  readonly onChange: (assignee: TaskChange["assignee"]) => void;
}): ReactNode {
  const { tasks } = useWords();
  const text = useText();
  const staff = useRead("staff.list", {});
  const able = (staff.data ?? []).filter(({ active, roles }) => active && !roles.includes("customer"));
  return (
    <Select
      size="xs"
      className="task-who"
      aria-label={tasks.assignee}
      placeholder={tasks.usually(text(roleNames[task.role]))}
      searchable
      clearable={task.assignee !== undefined}
      value={task.assignee?.id ?? null}
      onChange={(value) => onChange(value === null ? null : staffId.parse(value))}
      data={able.map(({ id, name }) => ({ value: id, label: name }))}
    />
  );
}
