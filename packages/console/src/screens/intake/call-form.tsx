import { Button, Checkbox, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { type Request, requestChannel, symptom, symptomNames } from "@stanch/model/request";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { MomentField } from "../../parts/moment-field.tsx";
import { Instant } from "../../parts/instant.tsx";
import { isTyping } from "../../frame/shortcuts.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useNow } from "../../parts/response-clock.tsx";
import { spellDuration } from "../../time/clock-state.ts";
import { instantText, localZone } from "../../time/instant-text.ts";
import { serverNow } from "../../time/server-time.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { type CallDraft, callForm, missingFields } from "./call-draft.ts";
import { type DraftSaving, useDraftSaving } from "./use-draft-saving.ts";

/** The form of one call. */
export function CallForm({
  id,
  initial,
  onDone,
}: {
  readonly id: string;
  readonly initial: CallDraft;
  readonly onDone: (request: Request) => void;
}): ReactNode {
  const { call } = useWords().intake;
  const [draft, setDraft] = useState(initial);
  const [tried, setTried] = useState(false);
  const saving = useDraftSaving(id, draft);
  const act = useAct("request.create");
  const missing = missingFields(draft);
  const change = (part: Partial<CallDraft>) => setDraft((before) => ({ ...before, ...part }));
  const send = () => {
    setTried(true);
    if (missing.length > 0) {
      document.querySelector<HTMLElement>(`[name="${missing[0]}"]`)?.focus();
      return;
    }
    act.mutate({ body: callForm(draft, new Date(serverNow()).toISOString()) }, { onSuccess: onDone });
  };
  const onKey = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      send();
    }
    const number = Number(event.key);
    const inText =
      event.target instanceof HTMLInputElement && event.target.type !== "checkbox" && event.target.type !== "radio";
    const marked = symptom.options[number - 1];
    if (marked === undefined || inText || (isTyping(event.target) && !(event.target instanceof HTMLInputElement)))
      return;
    change({ symptoms: toggled(draft.symptoms, marked) });
  };
  return (
    <form
      className="form call-form"
      noValidate
      onKeyDown={onKey}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <CallHead draft={draft} saving={saving} />
      <Who draft={draft} change={change} wrong={tried ? missing : []} />
      <What draft={draft} change={change} wrong={tried ? missing : []} />
      <ReadBack draft={draft} change={change} />
      {tried && missing.length > 0 ? (
        <p role="alert" className="notice-line">
          {call.missing(missing.map((field) => call[field]).join(" · "))}
        </p>
      ) : null}
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button type="submit" size="md" loading={act.isPending}>
          {call.submit}
        </Button>
        <span className="key">{call.submitHint}</span>
      </div>
    </form>
  );
}

function toggled<T>(list: readonly T[], value: T): T[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

function CallHead({ draft, saving }: { readonly draft: CallDraft; readonly saving: DraftSaving }): ReactNode {
  const { call } = useWords().intake;
  const now = useNow();
  const mark =
    saving.state === "failed"
      ? call.draftFailed
      : saving.at === undefined
        ? call.draftWaiting
        : call.draftSaved(instantText(saving.at, localZone(), "second").slice(11, 19));
  return (
    <header className="call-head">
      <div>
        <h1>{call.title}</h1>
        <p className={saving.state === "failed" ? "call-warn small" : "muted small"} role="status">
          {mark}
        </p>
      </div>
      <div className="call-timer" role="timer" aria-label={call.timer}>
        {spellDuration(Math.max(0, now - Date.parse(draft.startedAt)))}
      </div>
    </header>
  );
}

interface Part {
  readonly draft: CallDraft;
  readonly change: (part: Partial<CallDraft>) => void;
  readonly wrong?: readonly string[];
}

function Who({ draft, change, wrong = [] }: Part): ReactNode {
  const { intake, entry, names, closing } = useWords();
  const { call } = intake;
  const error = (field: string, words: string) => (wrong.includes(field) ? words : undefined);
  return (
    <fieldset className="form section">
      <legend>{call.who}</legend>
      <div className="segments">
        <SegmentedControl
          aria-label={call.channel}
          value={draft.channel}
          onChange={(value) => change({ channel: requestChannel.catch("phone").parse(value) })}
          data={(["phone", "fax", "mail", "in-person"] as const).map((value) => ({
            value,
            label: names.channel[value],
          }))}
        />
        <SegmentedControl
          aria-label={call.language}
          value={draft.language}
          onChange={(value) => change({ language: value === "en" ? "en" : "zh" })}
          data={(["zh", "en"] as const).map((value) => ({ value, label: closing.settings.languages[value] }))}
        />
      </div>
      <TextInput
        name="organisation"
        autoFocus
        label={call.organisation}
        required
        error={error("organisation", entry.request.fill)}
        value={draft.organisation}
        onChange={(event) => change({ organisation: event.currentTarget.value })}
      />
      <div className="columns">
        <TextInput
          name="name"
          label={call.name}
          required
          error={error("name", entry.request.fill)}
          value={draft.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          name="phone"
          label={call.phone}
          required
          inputMode="tel"
          error={error("phone", entry.request.badPhone)}
          value={draft.phone}
          onChange={(event) => change({ phone: event.currentTarget.value })}
        />
        <TextInput
          name="email"
          label={call.email}
          inputMode="email"
          error={error("email", entry.request.badEmail)}
          value={draft.email}
          onChange={(event) => change({ email: event.currentTarget.value })}
        />
        <TextInput
          label={call.from}
          inputMode="tel"
          value={draft.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}

function What({ draft, change, wrong = [] }: Part): ReactNode {
  const { call } = useWords().intake;
  const { entry } = useWords();
  const text = useText();
  return (
    <fieldset className="form section">
      <legend>{call.what}</legend>
      <Textarea
        label={call.description}
        autosize
        minRows={3}
        value={draft.description}
        onChange={(event) => change({ description: event.currentTarget.value })}
      />
      <div role="group" aria-label={call.symptoms}>
        <p className="spread">
          <b>{call.symptoms}</b> <span className="muted small">{call.symptomsHint}</span>
        </p>
        <div className="choice">
          {symptom.options.map((one, index) => (
            <Checkbox
              key={one}
              label={`${index + 1}  ${text(symptomNames[one])}`}
              checked={draft.symptoms.includes(one)}
              onChange={() => change({ symptoms: toggled(draft.symptoms, one) })}
            />
          ))}
        </div>
      </div>
      <TextInput
        name="location"
        label={call.location}
        required
        error={wrong.includes("location") ? entry.request.fill : undefined}
        value={draft.location}
        onChange={(event) => change({ location: event.currentTarget.value })}
      />
      <TextInput
        label={call.systems}
        value={draft.systems}
        onChange={(event) => change({ systems: event.currentTarget.value })}
      />
      <MomentField
        label={call.firstNoticed}
        value={draft.firstNoticed}
        onChange={(firstNoticed) => change({ firstNoticed })}
      />
    </fieldset>
  );
}

function ReadBack({ draft, change }: Part): ReactNode {
  const { intake, frame } = useWords();
  const { call } = intake;
  const text = useText();
  const rows: readonly (readonly [string, ReactNode])[] = [
    [call.organisation, draft.organisation],
    [call.name, [draft.name, draft.phone].filter(Boolean).join(" · ")],
    [call.location, draft.location],
    [call.systems, draft.systems],
    [call.symptoms, draft.symptoms.map((one) => text(symptomNames[one])).join(" · ")],
    [call.description, draft.description],
  ];
  return (
    <fieldset className="form section">
      <legend>{call.readBack}</legend>
      <p className="muted">{call.readBackHint}</p>
      <dl className="facts read-back">
        {rows.map(([name, value]) => (
          <div key={name} style={{ display: "contents" }}>
            <dt>{name}</dt>
            <dd className="pre">{value === "" ? <span className="muted">{frame.unknown}</span> : value}</dd>
          </div>
        ))}
        <dt>{call.began}</dt>
        <dd>
          <Instant at={draft.startedAt} style="second" />
        </dd>
      </dl>
      <Checkbox
        label={call.agreed}
        checked={draft.readBack}
        onChange={(event) => change({ readBack: event.currentTarget.checked })}
      />
    </fieldset>
  );
}
