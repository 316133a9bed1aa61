import { Button, TextInput } from "@mantine/core";
import type { Incident } from "@stanch/model/incident";
import { type ProcessStep, stepNames } from "@stanch/model/process";
import { symptomNames } from "@stanch/model/request";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { useMay, useSession } from "../../api/session-context.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { ResponseClock } from "../../parts/response-clock.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncident } from "../use-incident.ts";
import { CallBacks } from "./call-backs.tsx";
import { Ratings } from "./ratings.tsx";
import { NoteForm } from "./note-form.tsx";
import { Recurrence } from "./recurrence.tsx";
import { SiteClockPart } from "./site-clock-part.tsx";

/** What was reported, the clock and how to stop it, the steps, and a note for the journal. */
export function Overview(): ReactNode {
  const incident = useIncident();
  const may = useMay();
  if (incident === undefined) return null;
  const writable = may("incident.write") && incident.state !== "archived";
  return (
    <div className="stack">
      <Clock incident={incident} writable={writable} />
      <SiteClockPart incident={incident} />
      <Recurrence incident={incident} />
      <Ratings incident={incident} />
      <Facts incident={incident} />
      <CallBacks incident={incident} />
      <Steps incident={incident} writable={writable} />
      {writable ? <NoteForm incident={incident.id} /> : null}
    </div>
  );
}

function Clock({ incident, writable }: { readonly incident: Incident; readonly writable: boolean }): ReactNode {
  const { overview } = useWords().incident;
  const { staff } = useSession();
  const act = useAct("incident.contact");
  const [person, setPerson] = useState(staff?.name ?? "");
  const [how, setHow] = useState("");
  const { clock } = incident;
  return (
    <section className="panel stack-tight">
      <div className="spread">
        <h2>{overview.clock}</h2>
        <ResponseClock clock={clock} />
      </div>
      {clock.stoppedAt !== undefined ? (
        <p>
          {clock.stoppedBy} · {clock.how} · <Instant at={clock.stoppedAt} style="second" />
        </p>
      ) : writable ? (
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            act.mutate({ params: { incident: incident.id }, body: { person: person.trim(), how: how.trim() } });
          }}
        >
          <p className="muted">{overview.clockWhy}</p>
          <div className="columns">
            <TextInput
              label={overview.person}
              required
              value={person}
              onChange={(event) => setPerson(event.currentTarget.value)}
            />
            <TextInput
              label={overview.how}
              required
              value={how}
              onChange={(event) => setHow(event.currentTarget.value)}
            />
          </div>
          <ProblemBox error={act.error} />
          <div>
            <Button type="submit" loading={act.isPending}>
              {overview.stop}
            </Button>
          </div>
        </form>
      ) : null}
    </section>
  );
}

function Facts({ incident }: { readonly incident: Incident }): ReactNode {
  const { incident: words, frame } = useWords();
  const text = useText();
  const { overview } = words;
  return (
    <section className="panel">
      <h2>{overview.facts}</h2>
      <dl className="facts">
        <dt>{overview.symptoms}</dt>
        <dd>{incident.symptoms.map((one) => text(symptomNames[one])).join(" · ") || frame.none}</dd>
        <dt>{overview.description}</dt>
        <dd className="pre">{incident.description || frame.none}</dd>
        <dt>{overview.systems}</dt>
        <dd className="pre">{incident.systems || frame.unknown}</dd>
        <dt>{overview.location}</dt>
        <dd>{incident.location}</dd>
        <dt>{overview.contact}</dt>
        <dd>
          {incident.contact.name} · <a href={`tel:${incident.contact.phone}`}>{incident.contact.phone}</a>
          {incident.contact.email === undefined || incident.contact.email === ""
            ? null
            : ` · ${incident.contact.email}`}
        </dd>
        <dt>{overview.requests}</dt>
        <dd className="mono">{incident.requests.map(({ number }) => number).join(", ")}</dd>
        <Merged incident={incident} />
        <dt>{overview.opened}</dt>
        <dd>
          <Instant at={incident.openedAt} style="second" />
        </dd>
        <dt>{overview.customerPage}</dt>
        <dd>
          <a href={incident.customerPath} target="_blank" rel="noreferrer">
            {frame.open}
          </a>
        </dd>
      </dl>
    </section>
  );
}

/** The case that this one was merged into, and those merged into it: the way to their journals. */
function Merged({ incident }: { readonly incident: Incident }): ReactNode {
  const { merge } = useWords().going;
  const { mergedInto: into, mergedFrom: from = [] } = incident;
  const cases = into === undefined ? from : [into, ...from];
  if (cases.length === 0) return null;
  return (
    <>
      <dt>{into === undefined ? merge.from : merge.intoOf(into.number)}</dt>
      <dd className="row">
        {cases.map(({ id, number }) => (
          <Link key={id} className="mono" to="/incidents/$incident/journal" params={{ incident: id }}>
            {number}
          </Link>
        ))}
      </dd>
    </>
  );
}

function Steps({ incident, writable }: { readonly incident: Incident; readonly writable: boolean }): ReactNode {
  const { incident: words, frame, names } = useWords();
  const text = useText();
  const done = useAct("incident.done");
  const skip = useAct("incident.skip");
  const [asking, setAsking] = useState<{ kind: "done" | "skip"; step: ProcessStep } | undefined>();
  const close = () => setAsking(undefined);
  const params = { incident: incident.id };
  const send = (reason: string) => {
    if (asking === undefined) return;
    if (asking.kind === "done")
      done.mutate({ params, body: { step: asking.step, note: reason } }, { onSuccess: close });
    else skip.mutate({ params, body: { step: asking.step, reason } }, { onSuccess: close });
  };
  return (
    <section className="panel">
      <h2>{words.overview.steps}</h2>
      <ul className="step-list">
        {incident.steps.map(({ step, state, at, reason }) => (
          <li key={step}>
            <span>{text(stepNames[step])}</span>
            <span className="muted small grow">
              {names.stepState[state]}
              {at === undefined ? null : (
                <>
                  {" · "}
                  <Instant at={at} />
                </>
              )}
              {reason === undefined ? null : ` · ${reason}`}
            </span>
            {writable && (state === "todo" || state === "current") ? (
              <span className="row">
                <Button size="compact-xs" variant="default" onClick={() => setAsking({ kind: "done", step })}>
                  {words.overview.stepDone}
                </Button>
                <Button size="compact-xs" variant="subtle" onClick={() => setAsking({ kind: "skip", step })}>
                  {words.overview.stepSkip}
                </Button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {asking === undefined ? null : (
        <ReasonDialog
          title={words.overview[asking.kind === "done" ? "stepDoneTitle" : "stepSkipTitle"](
            text(stepNames[asking.step]),
          )}
          label={asking.kind === "done" ? words.overview.stepNote : frame.reason}
          action={asking.kind === "done" ? words.overview.stepDone : words.overview.stepSkip}
          error={asking.kind === "done" ? done.error : skip.error}
          busy={done.isPending || skip.isPending}
          onClose={close}
          onSubmit={send}
        />
      )}
    </section>
  );
}
