import { Button, Select, TextInput } from "@mantine/core";
import { incidentId } from "@stanch/model/ids";
import type { Request } from "@stanch/model/request";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** Several requests become one incident. */
export function MergeDialog({
  requests,
  onClose,
}: {
  readonly requests: readonly Request[];
  readonly onClose: () => void;
}): ReactNode {
  const { intake, frame, going } = useWords();
  const { merge } = going;
  const navigate = useNavigate();
  const open = useRead("incident.list", { query: { state: "open" } });
  const act = useAct("request.merge");
  const [into, setInto] = useState<string | null>(null);
  const [title, setTitle] = useState("");
  const send = () => {
    const ids = requests.map(({ id }) => id);
    const body =
      into === null
        ? { requests: ids, ...(title.trim() === "" ? {} : { title: title.trim() }) }
        : { requests: ids, incident: incidentId.parse(into) };
    act.mutate(
      { body },
      {
        onSuccess: (incident) => {
          onClose();
          void navigate({ to: "/incidents/$incident", params: { incident: incident.id } });
        },
      },
    );
  };
  return (
    <Dialog onClose={onClose} title={merge.title(requests.length)}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <p className="muted">{merge.why}</p>
        <ul>
          {requests.map(({ id, number, organisation, incidentNumber }) => (
            <li key={id}>
              <span className="mono">{number}</span> {organisation}{" "}
              {incidentNumber === undefined ? null : <span className="muted">{merge.hasCase(incidentNumber)}</span>}
            </li>
          ))}
        </ul>
        <Select
          label={merge.into}
          description={merge.intoHint}
          searchable
          clearable
          value={into}
          onChange={setInto}
          data={(open.data ?? []).map((one) => ({ value: one.id, label: `${one.number} ${one.organisation}` }))}
        />
        {into === null ? (
          <TextInput
            label={intake.takeCaseTitle}
            maxLength={300}
            value={title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        ) : null}
        <ProblemBox error={act.error} />
        <div className="form-actions">
          <Button type="submit" loading={act.isPending}>
            {merge.submit}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
