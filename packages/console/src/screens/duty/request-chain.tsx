import { Button } from "@mantine/core";
import type { Escalation } from "@stanch/model/duty-plan";
import type { RequestId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay, useSession } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import { CallTreePart } from "./call-tree.tsx";

type Page = Escalation["pages"][number];

/** The notification chain of a request as it runs: who was told when, who answered, what comes next. */
export function RequestChain({
  request,
  number,
}: {
  readonly request: RequestId;
  /** Named in the heading where several chains stand together. */
  readonly number?: string;
}): ReactNode {
  const { duty } = useWords();
  const chain = useRead("escalation.get", { params: { request } }, { every: 20_000 });
  return (
    <section className="stack-tight">
      <h2>{number === undefined ? duty.chain.title : duty.chain.ofRequest(number)}</h2>
      <AsyncView query={chain}>
        {({ escalation }) =>
          escalation === undefined ? (
            <p className="muted">{duty.chain.none}</p>
          ) : (
            <Chain request={request} escalation={escalation} />
          )
        }
      </AsyncView>
      <CallTreePart request={request} />
    </section>
  );
}

function Chain({ request, escalation }: { readonly request: RequestId; readonly escalation: Escalation }): ReactNode {
  const { chain } = useWords().duty;
  const { state, over, steps, pages, log, policy } = escalation;
  return (
    <>
      <p className="row">
        <b>{policy}</b>
        <Badge look={state === "over" ? "plain" : "accent"}>
          {state === "over" && over !== undefined ? chain.overs[over] : chain.states[state]}
        </Badge>
      </p>
      <ol className="chain">
        {steps.map((step, at) => (
          <li key={at} className={step.state}>
            <span className="chain-mark" aria-hidden="true" />
            <div>
              <p className="spread">
                <b>{step.name}</b> <span className="muted small">{chain.stepStates[step.state]}</span>
              </p>
              {pages
                .filter((page) => page.step === at)
                .map((page, index, all) => (
                  // A page that was sent anew is answered by the newer one.
                  <OnePage
                    key={page.key}
                    request={request}
                    page={page}
                    live={state !== "over" && index === all.length - 1}
                  />
                ))}
            </div>
          </li>
        ))}
      </ol>
      <Next escalation={escalation} />
      {state === "over" ? null : <End request={request} />}
      <details>
        <summary>{chain.log}</summary>
        <ol className="small">
          {log.map((line, at) => (
            <li key={at}>
              <Instant at={line.at} style="second" /> · {line.step} · {chain.kinds[line.kind]}
              {line.people.length === 0 ? null : ` · ${line.people.join(" · ")}`}
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

function Next({ escalation }: { readonly escalation: Escalation }): ReactNode {
  const { chain } = useWords().duty;
  const { state, nextAt, steps } = escalation;
  if (state === "over" || nextAt === undefined) return null;
  const next = steps.find((one) => one.state === "to-come");
  const words =
    state === "held"
      ? chain.again
      : state === "waiting"
        ? chain.decide
        : next === undefined
          ? chain.nextRound
          : chain.next(next.name);
  return (
    <p className="notice-line">
      {words} · <Instant at={nextAt} style="second" />
    </p>
  );
}

function End({ request }: { readonly request: RequestId }): ReactNode {
  const { duty, frame } = useWords();
  const { chain } = duty;
  const [asked, setAsked] = useState(false);
  const act = useAct("escalation.resolve");
  if (!useMay()("notice.write")) return null;
  return (
    <div>
      <Button size="compact-sm" variant="default" onClick={() => setAsked(true)}>
        {chain.end}
      </Button>
      {asked ? (
        <Dialog title={chain.end} onClose={() => setAsked(false)}>
          <div className="form">
            <p>{chain.endWhy}</p>
            <ProblemBox error={act.error} />
            <div className="form-actions">
              <Button
                loading={act.isPending}
                onClick={() => act.mutate({ params: { request } }, { onSuccess: () => setAsked(false) })}
              >
                {chain.end}
              </Button>
              <Button variant="default" data-autofocus onClick={() => setAsked(false)}>
                {frame.cancel}
              </Button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </div>
  );
}

function OnePage({
  request,
  page,
  live,
}: {
  readonly request: RequestId;
  readonly page: Page;
  readonly live: boolean;
}): ReactNode {
  const { chain } = useWords().duty;
  const { staff } = useSession();
  const act = useAct("escalation.acknowledge");
  const { acknowledged, people } = page;
  const mine = people.some(({ id }) => id === staff?.id);
  const who = people.find(({ id }) => id === acknowledged?.by)?.name ?? "";
  return (
    <>
      <p className="small">
        <Instant at={page.at} style="second" /> · {chain.told(people.map(({ name }) => name).join(" · "))}
      </p>
      {acknowledged === undefined ? null : (
        <p className="small">
          <Instant at={acknowledged.at} style="second" /> · {chain.answeredBy(who)}
          {acknowledged.actedAt === undefined ? null : (
            <>
              {" · "}
              {chain.acted} <Instant at={acknowledged.actedAt} style="second" />
            </>
          )}
          {acknowledged.expiresAt === undefined ? null : (
            <>
              {" · "}
              {chain.actBy} <Instant at={acknowledged.expiresAt} />
            </>
          )}
        </p>
      )}
      {live && mine && acknowledged === undefined ? (
        <p>
          <Button
            size="compact-sm"
            loading={act.isPending}
            onClick={() => act.mutate({ params: { request, key: page.key } })}
          >
            {chain.answer}
          </Button>
        </p>
      ) : null}
      <ProblemBox error={act.error} />
    </>
  );
}
