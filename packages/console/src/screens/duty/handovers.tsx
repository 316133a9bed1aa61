import { Button, Select, Textarea } from "@mantine/core";
import type { Handover } from "@stanch/model/duty-plan";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

interface Choice {
  readonly value: string;
  readonly label: string;
}

const shown = 10;

/** What whoever leaves duty tells whoever comes, and who has read it. */
export function Handovers({ schedules }: { readonly schedules: readonly Choice[] }): ReactNode {
  const { duty } = useWords();
  const { handover } = duty;
  const read = useRead("handover.list", {});
  const may = useMay()("request.write");
  return (
    <section className="stack-tight">
      <h2>{handover.title}</h2>
      {may ? <Write schedules={schedules} /> : null}
      <AsyncView query={read}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted">{handover.none}</p>
          ) : (
            <ul className="stack-tight">
              {rows.slice(0, shown).map((one) => (
                <Note
                  key={one.id}
                  note={one}
                  schedule={schedules.find(({ value }) => value === one.schedule)?.label}
                  may={may}
                />
              ))}
            </ul>
          )
        }
      </AsyncView>
    </section>
  );
}

function Note({
  note,
  schedule,
  may,
}: {
  readonly note: Handover;
  readonly schedule: string | undefined;
  readonly may: boolean;
}): ReactNode {
  const { handover } = useWords().duty;
  const act = useAct("handover.take");
  return (
    <li className="panel stack-tight">
      <div className="spread">
        <span>
          <b>{note.by}</b> <Instant at={note.at} /> <span className="muted">{schedule}</span>
        </span>
        {note.takenBy === undefined ? (
          <Badge look="warn">{handover.open}</Badge>
        ) : (
          <Badge look="solid">{handover.takenBy(note.takenBy)}</Badge>
        )}
      </div>
      <p className="pre break">{note.note}</p>
      {note.takenBy === undefined && may ? (
        <div>
          <Button
            size="compact-sm"
            variant="default"
            loading={act.isPending}
            onClick={() => act.mutate({ params: { id: note.id } })}
          >
            {handover.take}
          </Button>
        </div>
      ) : null}
      <ProblemBox error={act.error} />
    </li>
  );
}

function Write({ schedules }: { readonly schedules: readonly Choice[] }): ReactNode {
  const { duty } = useWords();
  const { handover } = duty;
  const act = useAct("handover.write");
  const [chosen, setChosen] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const schedule = chosen ?? schedules[0]?.value;
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        if (schedule !== undefined)
          act.mutate({ body: { schedule, note: note.trim() } }, { onSuccess: () => setNote("") });
      }}
    >
      {schedules.length < 2 ? null : (
        <Select
          className="chain-field"
          label={duty.schedule}
          allowDeselect={false}
          value={schedule ?? null}
          onChange={setChosen}
          data={[...schedules]}
        />
      )}
      <Textarea
        label={handover.note}
        autosize
        minRows={2}
        maxLength={10_000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <ProblemBox error={act.error} />
      <div>
        <Button type="submit" disabled={note.trim() === ""} loading={act.isPending}>
          {handover.write}
        </Button>
      </div>
    </form>
  );
}
