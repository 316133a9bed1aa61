import { Button, Textarea } from "@mantine/core";
import { type IncidentId, staffId } from "@stanch/model/ids";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useSession } from "../../api/session-context.tsx";
import {
  mentionQuery,
  type MentionQuery,
  type Nameable,
  nameablePeople,
  withMention,
} from "../../journal/mention-draft.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** A note for the journal; `@` offers people, and whoever is named is told. */
export function NoteForm({ incident }: { readonly incident: IncidentId }): ReactNode {
  const { overview } = useWords().incident;
  const act = useAct("incident.note");
  const [body, setBody] = useState("");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const told = act.data?.mentioned ?? [];
  const namesOf = (wanted: boolean) => told.filter((one) => one.told === wanted).map(({ name }) => name);
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        if (body.trim() === "") return;
        act.mutate(
          {
            params: { incident },
            body: { body: body.trim(), mentions: [...new Set(chosen)].map((id) => staffId.parse(id)) },
          },
          {
            onSuccess: () => {
              setBody("");
              setChosen([]);
            },
          },
        );
      }}
    >
      <NoteBox
        incident={incident}
        value={body}
        onChange={setBody}
        onChosen={(id) => setChosen((before) => [...before, id])}
      />
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button type="submit" variant="default" loading={act.isPending} disabled={body.trim() === ""}>
          {overview.noteSave}
        </Button>
        {act.isSuccess && body === "" ? (
          <span role="status">
            {overview.noteSaved}
            {namesOf(true).length === 0 ? "" : ` ${overview.noteTold(namesOf(true))}`}
            {namesOf(false).length === 0 ? null : <b> {overview.noteUntold(namesOf(false))}</b>}
          </span>
        ) : null}
      </div>
    </form>
  );
}

interface BoxProps {
  readonly incident: IncidentId;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onChosen: (id: string) => void;
}

/** Whom an `@` offers: colleagues who are there, those of the case first. */
function useOffered(incident: IncidentId, query: MentionQuery | undefined): readonly Nameable[] {
  const me = useSession().staff?.id;
  const enabled = query !== undefined;
  const staff = useRead("staff.list", {}, { enabled, fresh: 60_000 });
  const parts = useRead("participant.list", { params: { incident } }, { enabled, fresh: 60_000 });
  if (query === undefined) return [];
  const people = (staff.data ?? []).filter((one) => one.active && one.customer === undefined && one.id !== me);
  return nameablePeople(people, query.typed, new Set((parts.data ?? []).map((one) => one.staff.id)));
}

/** The box stands low on the page: what opens under it is not left below the edge. */
const intoView = (list: HTMLUListElement | null): void => list?.scrollIntoView({ block: "nearest" });

function NoteBox({ incident, value, onChange, onChosen }: BoxProps): ReactNode {
  const { overview } = useWords().incident;
  const box = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [query, setQuery] = useState<MentionQuery>();
  const [at, setAt] = useState(0);
  const offered = useOffered(incident, query);
  const look = (text: string, caret: number): void => {
    setQuery(mentionQuery(text, caret));
    setAt(0);
  };
  const choose = (one: Nameable): void => {
    if (query === undefined) return;
    const next = withMention(value, query, one.name);
    onChange(next.text);
    onChosen(one.id);
    setQuery(undefined);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(next.caret, next.caret);
    });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, its own keys choose.
    if (offered.length === 0 || event.nativeEvent.isComposing) return;
    const one = offered[at];
    if (event.key === "ArrowDown") setAt((at + 1) % offered.length);
    else if (event.key === "ArrowUp") setAt((at + offered.length - 1) % offered.length);
    else if (event.key === "Escape") setQuery(undefined);
    else if ((event.key === "Enter" || event.key === "Tab") && one !== undefined) choose(one);
    else return;
    event.preventDefault();
  };
  const open = offered.length > 0;
  return (
    <div>
      <Textarea
        ref={box}
        label={overview.note}
        description={overview.noteMention}
        autosize
        minRows={2}
        value={value}
        aria-autocomplete="list"
        aria-controls={open ? list : undefined}
        aria-activedescendant={open ? `${list}-${at}` : undefined}
        onKeyDown={onKeyDown}
        onBlur={() => setQuery(undefined)}
        onClick={(event) => look(value, event.currentTarget.selectionStart)}
        onChange={(event) => {
          onChange(event.currentTarget.value);
          look(event.currentTarget.value, event.currentTarget.selectionStart);
        }}
      />
      {open ? (
        <ul ref={intoView} id={list} role="listbox" aria-label={overview.notePeople} className="mention-list">
          {offered.map((one, index) => (
            <li
              key={one.id}
              id={`${list}-${index}`}
              role="option"
              aria-selected={index === at}
              // The box keeps the focus.
              onMouseDown={(event) => {
                event.preventDefault();
                choose(one);
              }}
            >
              {one.name} <span className="muted small">{one.email}</span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
