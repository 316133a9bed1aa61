import { Button, Textarea, TextInput } from "@mantine/core";
import { emptyTeamPage, type TeamPageForm, teamPageForm } from "@stanch/model/team-page";
import { legalDraft, privacyDraft } from "@stanch/model/team-words";
import type { Text } from "@stanch/model/text";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import type { SettingValues } from "../../settings/settings-draft.ts";
import { useWords } from "../../words/language-context.tsx";

const languages = ["zh", "en"] as const;
const nothing: Text = { zh: "", en: "" };

/** What everybody reads about the team: services, ways to reach it, privacy and law, in both languages. */
export function TeamPageEditor({ values }: { readonly values: SettingValues }): ReactNode {
  const { teamEditor: words } = useWords().going;
  const act = useAct("settings.put");
  const [page, setPage] = useState(() => teamPageForm.catch(emptyTeamPage).parse(values["teamPage"]));
  const set = (part: Partial<TeamPageForm>): void => setPage((before) => ({ ...before, ...part }));
  return (
    <form
      className="section form"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ body: { teamPage: page } });
      }}
    >
      <h2>{words.title}</h2>
      <p className="muted">
        {words.why} <Link to="/team">{words.look}</Link>
      </p>
      <Services list={page.services} onChange={(services) => set({ services })} />
      <Reach list={page.reach} onChange={(reach) => set({ reach })} />
      <LongText part="privacy" text={page.privacy} onChange={(privacy) => set({ privacy })} />
      <LongText part="legal" text={page.legal} onChange={(legal) => set({ legal })} />
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button type="submit" loading={act.isPending}>
          {words.save}
        </Button>
        {act.isSuccess ? <span role="status">{words.saved}</span> : null}
      </div>
    </form>
  );
}

interface ListPart<T> {
  readonly list: readonly T[];
  readonly onChange: (list: T[]) => void;
}

/** One text in both languages, side by side. */
function Both({
  label,
  text,
  onChange,
  long = false,
  required = false,
}: {
  readonly label: string;
  readonly text: Text;
  readonly onChange: (text: Text) => void;
  readonly long?: boolean;
  readonly required?: boolean;
}): ReactNode {
  const { teamEditor: words } = useWords().going;
  return (
    <div className="columns">
      {languages.map((language) => {
        const shared = {
          label: `${label} · ${words[language]}`,
          required,
          value: text[language],
          onChange: (event: { currentTarget: { value: string } }) =>
            onChange({ ...text, [language]: event.currentTarget.value }),
        };
        return long ? (
          <Textarea key={language} autosize minRows={2} maxRows={14} {...shared} />
        ) : (
          <TextInput key={language} {...shared} />
        );
      })}
    </div>
  );
}

/** A list whose entries are added and taken out. */
function Entries<T>({
  title,
  list,
  most,
  add,
  fresh,
  onChange,
  children,
}: ListPart<T> & {
  readonly title: string;
  readonly most: number;
  readonly add: string;
  readonly fresh: T;
  readonly children: (entry: T, change: (part: Partial<T>) => void) => ReactNode;
}): ReactNode {
  const { teamEditor: words } = useWords().going;
  return (
    <>
      <h3>{title}</h3>
      {list.map((entry, at) => (
        <fieldset key={at} className="section form">
          <legend>{words.nth(title, at + 1)}</legend>
          {children(entry, (part) => onChange(list.with(at, { ...entry, ...part })))}
          <div>
            <Button size="compact-sm" variant="subtle" onClick={() => onChange(list.toSpliced(at, 1))}>
              {words.removeOf(words.nth(title, at + 1))}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          disabled={list.length >= most}
          onClick={() => onChange([...list, fresh])}
        >
          {add}
        </Button>
      </div>
    </>
  );
}

function Services(part: ListPart<TeamPageForm["services"][number]>): ReactNode {
  const { teamEditor: words } = useWords().going;
  const fresh = { title: nothing, body: nothing };
  return (
    <Entries {...part} title={words.services} most={30} add={words.addService} fresh={fresh}>
      {({ title, body }, change) => (
        <>
          <Both required label={words.serviceTitle} text={title} onChange={(next) => change({ title: next })} />
          <Both long label={words.serviceBody} text={body} onChange={(next) => change({ body: next })} />
        </>
      )}
    </Entries>
  );
}

function Reach(part: ListPart<TeamPageForm["reach"][number]>): ReactNode {
  const { teamEditor: words } = useWords().going;
  return (
    <Entries {...part} title={words.reach} most={20} add={words.addReach} fresh={{ label: nothing, value: "" }}>
      {({ label, value }, change) => (
        <>
          <Both required label={words.reachLabel} text={label} onChange={(next) => change({ label: next })} />
          <TextInput
            required
            label={words.reachValue}
            value={value}
            onChange={(event) => change({ value: event.currentTarget.value })}
          />
        </>
      )}
    </Entries>
  );
}

const drafts = { privacy: privacyDraft, legal: legalDraft } as const;

function LongText({
  part,
  text,
  onChange,
}: {
  readonly part: keyof typeof drafts;
  readonly text: Text;
  readonly onChange: (text: Text) => void;
}): ReactNode {
  const { team, teamEditor: words } = useWords().going;
  return (
    <>
      <h3>{team[part]}</h3>
      <Both long label={team[part]} text={text} onChange={onChange} />
      {text.zh === "" && text.en === "" ? (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => onChange(drafts[part])}>
            {words.take}
          </Button>
        </div>
      ) : null}
    </>
  );
}
