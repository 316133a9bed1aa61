import { Button, Textarea } from "@mantine/core";
import type { CustomerPage } from "@stanch/model/api-public";
import { type ReactNode, useState } from "react";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import { type PageKey, useConsent } from "./page-key.ts";

type Asked = NonNullable<CustomerPage["measures"]>[number];

/** Changes that wait for the customer's word, and those it has given; nothing when none asks. */
export function CustomerMeasures({
  page,
  pageKey,
}: {
  readonly page: CustomerPage;
  readonly pageKey: PageKey;
}): ReactNode {
  const { consent } = useWords().portal;
  const { measures = [] } = page;
  if (measures.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2>{consent.title}</h2>
      <p className="muted small">{consent.why}</p>
      {measures.map((one) => (
        <OneMeasure key={one.id} measure={one} pageKey={pageKey} />
      ))}
    </section>
  );
}

function OneMeasure({ measure, pageKey }: { readonly measure: Asked; readonly pageKey: PageKey }): ReactNode {
  const { portal, names } = useWords();
  const { consent } = portal;
  const [again, setAgain] = useState(false);
  const { state, answer } = measure;
  const open = state === "planned" || state === "approved";
  return (
    <article className="panel stack-tight">
      <div className="spread">
        <h3>
          {measure.title} {measure.target === "" ? null : <span className="mono muted">{measure.target}</span>}
        </h3>
        <Badge look={state === "done" ? "solid" : "plain"}>{names.measureState[state]}</Badge>
      </div>
      <pre className="change">{measure.change}</pre>
      <p className="small">
        <b>{consent.undo}</b> {measure.undo}
      </p>
      {answer === undefined ? null : (
        <p>
          <b>{consent.answers[answer.state]}</b>{" "}
          <span className="muted small">
            {answer.by} · <Instant at={answer.at} />
          </span>{" "}
          {answer.reason}
        </p>
      )}
      {!open ? null : answer === undefined || again ? (
        <Answer measure={measure} pageKey={pageKey} onDone={() => setAgain(false)} />
      ) : (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setAgain(true)}>
            {consent.again}
          </Button>
        </div>
      )}
    </article>
  );
}

function Answer({
  measure,
  pageKey,
  onDone,
}: {
  readonly measure: Asked;
  readonly pageKey: PageKey;
  readonly onDone: () => void;
}): ReactNode {
  const { consent } = useWords().portal;
  const act = useConsent(pageKey);
  const [reason, setReason] = useState("");
  const say = (agree: boolean) => act.act({ measure: measure.id, agree, reason: reason.trim() }, onDone);
  return (
    <div className="form">
      <Textarea
        label={consent.reason}
        description={consent.reasonWhy}
        autosize
        minRows={1}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button loading={act.busy} onClick={() => say(true)}>
          {consent.agree}
        </Button>
        <Button variant="default" disabled={reason.trim() === ""} loading={act.busy} onClick={() => say(false)}>
          {consent.refuse}
        </Button>
      </div>
    </div>
  );
}
