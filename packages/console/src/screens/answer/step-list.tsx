import { Button } from "@mantine/core";
import type { AnswerSheet, Step, Thread } from "@stanch/model/answer";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { stepKey } from "../../answer/lane-plot.ts";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { Badge } from "../../parts/badges.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { countText } from "../../time/size-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { Citations, citationSearch } from "./citations.tsx";

interface Hot {
  readonly hot: string | undefined;
  readonly onHot: (key: string | undefined) => void;
}
type Mark = "pinned" | "dismissed";

/** What people marked, from the journal: the newest mark of each thing counts. */
function useMarks(): ReadonlyMap<string, { mark: Mark; reason: string }> {
  const journal = useRead("incident.journal", { params: { incident: useIncidentId() } });
  const marks = new Map<string, { mark: Mark; reason: string }>();
  for (const { kind, data } of journal.data ?? []) {
    if (kind !== "finding.pinned" && kind !== "finding.dismissed") continue;
    marks.set(String(data["about"]), {
      mark: kind === "finding.pinned" ? "pinned" : "dismissed",
      reason: String(data["reason"] ?? ""),
    });
  }
  return marks;
}

/** The acts of every thread as sentences; each ends in the records that say so. E opens them, P pins, X dismisses. */
export function StepList({ sheet, hot, onHot }: { readonly sheet: AnswerSheet } & Hot): ReactNode {
  const { analysis, names } = useWords();
  const { answer } = analysis;
  const text = useText();
  const incident = useIncidentId();
  const marks = useMarks();
  const act = useAct("finding.mark");
  const [asking, setAsking] = useState<{ mark: Mark; about: string } | undefined>();
  const send = (reason: string) => {
    if (asking === undefined) return;
    act.mutate({ params: { incident }, body: { ...asking, reason } }, { onSuccess: () => setAsking(undefined) });
  };
  if (sheet.threads.length === 0) return null;
  return (
    <section className="stack-tight">
      <div className="spread">
        <h2>{answer.steps}</h2>
        <span className="muted small">{answer.keys}</span>
      </div>
      {sheet.threads.map((thread, index) => (
        <section key={thread.id} className="panel thread">
          <header className="spread">
            <h3>
              {answer.thread(index + 1)} · {names.vector[thread.source.vector]}
              {thread.source.ips.length === 0 ? null : <span className="mono"> {thread.source.ips.join(" ")}</span>}
            </h3>
            <span className="row">
              <Badge look={thread.succeeded ? "solid" : "plain"}>
                {thread.succeeded ? answer.succeeded : answer.notSucceeded}
              </Badge>
              <Badge look="dashed">{names.confidence[thread.confidence]}</Badge>
            </span>
          </header>
          <ol>
            {thread.steps.map((step, at) => {
              const key = stepKey(thread, at);
              return (
                <OneStep
                  key={key}
                  id={key}
                  step={step}
                  mark={marks.get(key)}
                  hot={hot}
                  onHot={onHot}
                  onAsk={(mark) => setAsking({ mark, about: key })}
                />
              );
            })}
          </ol>
          <Alternatives thread={thread} />
        </section>
      ))}
      {sheet.persistence.length === 0 ? null : (
        <section className="panel">
          <h3>{answer.persistence}</h3>
          <ul>
            {sheet.persistence.map((one) => (
              <li key={`${one.kind}${one.subject}`} className="fact-line fact">
                {text(one.statement)} <Citations events={one.events} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {asking === undefined ? null : (
        <ReasonDialog
          title={asking.mark === "pinned" ? answer.pinTitle : answer.dismissTitle}
          label={answer.step}
          action={asking.mark === "pinned" ? answer.pin : answer.dismiss}
          optional={asking.mark === "pinned"}
          error={act.error}
          busy={act.isPending}
          onClose={() => setAsking(undefined)}
          onSubmit={send}
        />
      )}
    </section>
  );
}

function OneStep({
  id,
  step,
  mark,
  hot,
  onHot,
  onAsk,
}: {
  readonly id: string;
  readonly step: Step;
  readonly mark: { readonly mark: Mark; readonly reason: string } | undefined;
  readonly onAsk: (mark: Mark) => void;
} & Hot): ReactNode {
  const { analysis, names } = useWords();
  const { answer } = analysis;
  const text = useText();
  const incident = useIncidentId();
  const navigate = useNavigate();
  const may = useMay();
  const onKey = (event: KeyboardEvent<HTMLLIElement>) => {
    if (event.target !== event.currentTarget) return;
    const letter = event.key.toLowerCase();
    if (letter === "j" || letter === "k") move(event.currentTarget, letter === "j" ? 1 : -1);
    else if (letter === "e" || letter === "enter")
      void navigate({ to: "/incidents/$incident/timeline", params: { incident }, search: citationSearch(step.events) });
    else if (letter === "p" && may("incident.write")) onAsk("pinned");
    else if (letter === "x" && may("incident.write")) onAsk("dismissed");
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const technique = (
    <span className="muted small">
      {names.tactics[step.tactic] ?? step.tactic} · {step.technique}
      {step.host === undefined ? "" : ` · ${step.host}`}
      {step.account === undefined ? "" : ` · ${step.account}`}
    </span>
  );
  return (
    <li
      id={id}
      data-row=""
      tabIndex={0}
      className={`step ${step.kind}${hot === id ? " hot" : ""}${mark?.mark === "dismissed" ? " dismissed" : ""}`}
      onMouseEnter={() => onHot(id)}
      onMouseLeave={() => onHot(undefined)}
      onFocus={() => onHot(id)}
      onKeyDown={onKey}
    >
      <span className="step-time mono">
        {step.first === undefined ? analysis.timeline.noTime : instantText(step.first, localZone(), "second")}
      </span>
      <div className="grow">
        <p>
          <span className="visually-hidden">{names.kind[step.kind]}: </span>
          {text(step.statement)} <Citations events={step.events} />
        </p>
        {technique}
        {mark === undefined ? null : (
          <p className="small">
            <Badge look={mark.mark === "pinned" ? "accent" : "dashed"}>
              {mark.mark === "pinned" ? answer.pinned : answer.dismissed}
            </Badge>{" "}
            {mark.reason}
          </p>
        )}
      </div>
      <span className="step-side">
        <span className={`outcome ${step.outcome}`}>{names.outcome[step.outcome]}</span>
        {step.count > 1 ? <span className="muted">{answer.times(countText(step.count))}</span> : null}
        {may("incident.write") ? (
          <span className="step-acts">
            <Button size="compact-xs" variant="subtle" onClick={() => onAsk("pinned")}>
              {answer.pin}
            </Button>
            <Button size="compact-xs" variant="subtle" onClick={() => onAsk("dismissed")}>
              {answer.dismiss}
            </Button>
          </span>
        ) : null}
      </span>
    </li>
  );
}

function move(from: HTMLElement, step: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(".step")];
  all[all.indexOf(from) + step]?.focus();
}

function Alternatives({ thread }: { readonly thread: Thread }): ReactNode {
  const { analysis, names } = useWords();
  const text = useText();
  if (thread.source.alternatives.length === 0) return null;
  return (
    <details>
      <summary>{analysis.answer.alternatives}</summary>
      <ul>
        {thread.source.alternatives.map((one) => (
          <li key={one.vector} className="fact-line inference">
            <b>{names.vector[one.vector]}</b> {text(one.reason)} <Citations events={one.events} />
          </li>
        ))}
      </ul>
    </details>
  );
}
