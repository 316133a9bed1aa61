import { Button } from "@mantine/core";
import { symptom, symptomNames } from "@stanch/model/request";
import { symptomAdvice, type TeamPage as Page } from "@stanch/model/team-page";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { PublicHead } from "./public-head.tsx";

/** What everybody may read about the team, on one page that can be printed. */
export function TeamPage(): ReactNode {
  const { going, papers } = useWords();
  const page = useRead("public.team", {});
  return (
    <div className="public-page">
      <PublicHead centre={page.data} />
      <AsyncView query={page}>
        {(data) => (
          <main className="stack">
            <div className="spread">
              <h1>{going.team.title}</h1>
              <Button className="no-print" variant="default" onClick={() => window.print()}>
                {papers.print}
              </Button>
            </div>
            <SiteMap />
            <Services page={data} />
            <Reach page={data} />
            <Symptoms />
            <Words id="privacy" title={going.team.privacy} text={data.privacy} />
            <Words id="legal" title={going.team.legal} text={data.legal} />
          </main>
        )}
      </AsyncView>
    </div>
  );
}

function SiteMap(): ReactNode {
  const { team } = useWords().going;
  return (
    <nav className="row no-print" aria-label={team.map}>
      <Link to="/request">{team.request}</Link>
      <Link to="/request/paper">{team.paper}</Link>
      <a href="#services">{team.services}</a>
      <a href="#reach">{team.reach}</a>
      <a href="#symptoms">{team.symptoms}</a>
      <a href="#privacy">{team.privacy}</a>
      <a href="#legal">{team.legal}</a>
    </nav>
  );
}

function Services({ page }: { readonly page: Page }): ReactNode {
  const { team } = useWords().going;
  const text = useText();
  return (
    <section id="services" className="stack-tight">
      <h2>{team.services}</h2>
      <p>{team.promise(page.responseMinutes)}</p>
      {page.services.map(({ title, body }, index) => (
        <div key={index}>
          <h3>{text(title)}</h3>
          <p className="pre">{text(body)}</p>
        </div>
      ))}
      <ul>
        {page.plans.map(({ id, name, responseMinutes, onSiteMinutes }) => (
          <li key={id}>
            <b>{text(name)}</b> {responseMinutes === undefined ? null : team.promise(responseMinutes)}{" "}
            {onSiteMinutes === undefined ? null : team.onSite(onSiteMinutes)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reach({ page }: { readonly page: Page }): ReactNode {
  const { team } = useWords().going;
  const text = useText();
  return (
    <section id="reach" className="stack-tight">
      <h2>{team.reach}</h2>
      <dl className="facts">
        {page.dutyPhone === "" ? null : (
          <>
            <dt>{team.phone}</dt>
            <dd>{page.dutyPhone}</dd>
          </>
        )}
        {page.dutyMail === "" ? null : (
          <>
            <dt>{team.mail}</dt>
            <dd>{page.dutyMail}</dd>
          </>
        )}
        {page.reach.flatMap(({ label, value }, index) => [
          <dt key={`${index} label`}>{text(label)}</dt>,
          <dd key={`${index} value`}>{value}</dd>,
        ])}
      </dl>
    </section>
  );
}

function Symptoms(): ReactNode {
  const { team } = useWords().going;
  const text = useText();
  return (
    <section id="symptoms" className="stack-tight">
      <h2>{team.symptoms}</h2>
      {symptom.options.map((one) => (
        <div key={one}>
          <h3>{text(symptomNames[one])}</h3>
          <p>
            <b>{team.doNow}</b> {text(symptomAdvice[one].doNow)}
          </p>
          <p>
            <b>{team.doNot}</b> {text(symptomAdvice[one].doNot)}
          </p>
        </div>
      ))}
    </section>
  );
}

function Words({
  id,
  title,
  text: words,
}: {
  readonly id: string;
  readonly title: string;
  readonly text: { readonly zh: string; readonly en: string };
}): ReactNode {
  const text = useText();
  const { team } = useWords().going;
  return (
    <section id={id} className="stack-tight">
      <h2>{title}</h2>
      <p className="pre">{text(words) || team.notWritten}</p>
    </section>
  );
}
