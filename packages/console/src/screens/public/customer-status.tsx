import type { CustomerPage } from "@stanch/model/api-public";
import { stepNames } from "@stanch/model/process";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useNow } from "../../parts/response-clock.tsx";
import { SiteClockLine } from "../../parts/site-clock.tsx";
import { clockState, spellDuration } from "../../time/clock-state.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { CustomerAdvice } from "./customer-advice.tsx";
import { CustomerMeasures } from "./customer-measures.tsx";
import { CustomerRating } from "./customer-rating.tsx";
import { CustomerReports } from "./customer-reports.tsx";
import type { PageKey } from "./page-key.ts";
import { PublicFoot } from "./public-foot.tsx";
import { PublicHead } from "./public-head.tsx";

/** The customer's page: number, clock, who comes and when, what to do now, what to sign. No jargon. */
export function CustomerStatus(): ReactNode {
  const { token = "" } = useParams({ strict: false });
  const centre = useRead("public.centre", {});
  const page = useRead("public.status", { params: { token } }, { every: 15_000 });
  return (
    <div className="public-page">
      <PublicHead centre={centre.data} />
      <main className="stack status-page">
        <AsyncView query={page}>{(data) => <StatusBody page={data} pageKey={{ token }} />}</AsyncView>
      </main>
      <PublicFoot />
    </div>
  );
}

/** The page of one request, whatever opened it. */
export function StatusBody({ page, pageKey }: { readonly page: CustomerPage; readonly pageKey: PageKey }): ReactNode {
  const { entry } = useWords();
  return (
    <>
      <Head page={page} />
      {page.siteClock === undefined ? null : <SiteClockLine clock={page.siteClock} />}
      <section className="stack-tight">
        <h2>{entry.status.advice}</h2>
        <CustomerAdvice pageKey={pageKey} advice={page.advice} />
      </section>
      <CustomerMeasures page={page} pageKey={pageKey} />
      <People page={page} />
      <Steps page={page} />
      <section className="stack-tight">
        <h2>{entry.status.documents}</h2>
        {page.letter === undefined ? null : (
          <article className="panel pre">
            <h3>{entry.status.letter}</h3>
            {page.letter}
          </article>
        )}
        <CustomerReports pageKey={pageKey} reports={page.reports} />
      </section>
      <CustomerRating page={page} pageKey={pageKey} />
      <Proof proof={page.proof} />
    </>
  );
}

/** What the customer keeps, so that nobody can rewrite the case unnoticed. */
function Proof({ proof }: Pick<CustomerPage, "proof">): ReactNode {
  const { status } = useWords().entry;
  if (proof === undefined) return null;
  return (
    <section className="stack-tight">
      <h2>{status.proof}</h2>
      <p className="muted small">{status.proofWhy(proof.entry)}</p>
      <p className="mono small break">{proof.head}</p>
      <p className="mono small break">{proof.key}</p>
    </section>
  );
}

function Head({ page }: { readonly page: CustomerPage }): ReactNode {
  const { status } = useWords().entry;
  const state = clockState(page.clock, useNow());
  const { clock } = page;
  return (
    <header className="stack-tight">
      <h1>{page.organisation}</h1>
      <p className="muted">
        <span className="mono">{page.number}</span>
        {page.incidentNumber === undefined ? null : ` · ${status.incident(page.incidentNumber)}`} ·{" "}
        {status.states[page.state]} · {status.received} <Instant at={page.receivedAt} />
      </p>
      {clock.stoppedAt !== undefined ? (
        <p className="notice-line">{status.clockMet(clock.stoppedBy ?? "", clock.how ?? "")}</p>
      ) : state.mood === "late" ? (
        <p className="customer-clock late">{status.clockLate}</p>
      ) : (
        <p className="customer-clock" role="timer">
          {status.clockRunning} <b>{spellDuration(state.left)}</b>
        </p>
      )}
    </header>
  );
}

function People({ page }: { readonly page: CustomerPage }): ReactNode {
  const { status } = useWords().entry;
  return (
    <section className="stack-tight">
      <h2>{status.people}</h2>
      {page.people.length === 0 ? <p className="muted">{status.noPeople}</p> : null}
      <ul className="stack-tight">
        {page.people.map((person) => (
          <li key={`${person.name}${person.part}`} className="spread">
            <span>
              <b>{person.name}</b> <span className="muted">{status.parts[person.part] ?? person.part}</span>
            </span>
            <span className="muted">
              {status.modes[person.mode]} · {status.personStates[person.state] ?? person.state}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Steps({ page }: { readonly page: CustomerPage }): ReactNode {
  const { status } = useWords().entry;
  const text = useText();
  return (
    <section className="stack-tight">
      <h2>{status.steps}</h2>
      <ol className="customer-steps">
        {page.steps
          .filter(({ state }) => state !== "skipped")
          .map(({ step, state }) => (
            <li key={step} className={state}>
              <span>{text(stepNames[step])}</span> <span className="muted small">{status.stepStates[state]}</span>
            </li>
          ))}
      </ol>
    </section>
  );
}
