import { Button, Select, Textarea } from "@mantine/core";
import type { SupportKind, SupportRequest } from "@stanch/model/support";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncident, useIncidentId } from "../use-incident.ts";

/** Help from researchers and from the emergency team. */
export function Support(): ReactNode {
  const { support: words } = useWords().going;
  const incident = useIncident();
  const may = useMay()("support.answer") && incident?.state === "open";
  const all = useRead("support.list", { params: { incident: useIncidentId() } });
  return (
    <section className="panel stack-tight">
      <h2>{words.title}</h2>
      <AsyncView query={all}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="muted">{words.none}</p>
          ) : (
            <ul className="step-list">
              {rows.map((one) => (
                <OneRequest key={one.id} request={one} may={may} />
              ))}
            </ul>
          )
        }
      </AsyncView>
      {may ? <Ask /> : null}
    </section>
  );
}

function OneRequest({ request, may }: { readonly request: SupportRequest; readonly may: boolean }): ReactNode {
  const { support: words } = useWords().going;
  const incident = useIncidentId();
  const take = useAct("support.take");
  const answer = useAct("support.answer");
  const [answering, setAnswering] = useState(false);
  const { id, kind, question, askedBy, askedAt, takenBy, takenAt, answeredBy, answeredAt } = request;
  const params = { incident, support: id };
  return (
    <li className="stack-tight">
      <div className="spread">
        <span className="row">
          <Badge look={kind === "emergency" ? "warn" : "plain"}>{words.kinds[kind]}</Badge>
          <span className="muted small">
            {askedBy.name} <Instant at={askedAt} />
          </span>
        </span>
        {may && answeredAt === undefined ? (
          <span className="row">
            {takenAt === undefined ? (
              <Button size="compact-sm" loading={take.isPending} onClick={() => take.mutate({ params })}>
                {words.take}
              </Button>
            ) : null}
            <Button size="compact-sm" variant="default" onClick={() => setAnswering(true)}>
              {words.answer}
            </Button>
          </span>
        ) : null}
      </div>
      <p className="pre">{question}</p>
      {takenBy === undefined || takenAt === undefined ? null : (
        <p className="muted small">
          {words.takenBy(takenBy.name)} <Instant at={takenAt} />
        </p>
      )}
      {answeredBy === undefined || answeredAt === undefined ? null : (
        <>
          <p className="pre">{request.answer}</p>
          <p className="muted small">
            {answeredBy.name} <Instant at={answeredAt} />
          </p>
        </>
      )}
      <ProblemBox error={take.error} />
      {answering ? (
        <ReasonDialog
          title={words.answerTitle}
          label={words.answerLabel}
          action={words.answer}
          error={answer.error}
          busy={answer.isPending}
          onClose={() => setAnswering(false)}
          onSubmit={(text) =>
            answer.mutate({ params, body: { answer: text } }, { onSuccess: () => setAnswering(false) })
          }
        />
      ) : null}
    </li>
  );
}

function Ask(): ReactNode {
  const { support: words } = useWords().going;
  const params = { incident: useIncidentId() };
  const ask = useAct("support.ask");
  const [kind, setKind] = useState<SupportKind>("research");
  const [question, setQuestion] = useState("");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate({ params, body: { kind, question } }, { onSuccess: () => setQuestion("") });
      }}
    >
      <Select
        label={words.kind}
        allowDeselect={false}
        value={kind}
        onChange={(value) => setKind(value === "emergency" ? "emergency" : "research")}
        data={(["research", "emergency"] as const).map((value) => ({ value, label: words.asks[value] }))}
      />
      <Textarea
        label={words.question[kind]}
        autosize
        minRows={2}
        maxLength={10_000}
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
      <ProblemBox error={ask.error} />
      <div>
        <Button type="submit" variant="default" disabled={question.trim() === ""} loading={ask.isPending}>
          {words.ask}
        </Button>
      </div>
    </form>
  );
}
