import { symptom, symptomNames } from "@stanch/model/request";
import { symptomAdvice, type TeamPage as Page } from "@stanch/model/team-page";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useText, useWords } from "../../words/language-context.tsx";
import { PublicDocument } from "./public-document.tsx";

/** What everybody may read about the team, on one page that can be printed. */
export function TeamPage(): ReactNode {
  const { team } = useWords().going;
  return (
    <PublicDocument title={team.title}>
      {(page) => (
        <>
          <SiteMap page={page} />
          <Services page={page} />
          {reachable(page) ? <Reach page={page} /> : null}
          <Symptoms />
        </>
      )}
    </PublicDocument>
  );
}

/** Whether anybody wrote how to reach the team; the form is always there. */
const reachable = ({ dutyPhone, dutyMail, reach }: Page): boolean =>
  dutyPhone !== "" || dutyMail !== "" || reach.length > 0;

/** What is on this page; parts that nobody wrote are not. */
function SiteMap({ page }: { readonly page: Page }): ReactNode {
  const { team } = useWords().going;
  return (
    <nav className="row no-print" aria-label={team.map}>
      <Link to="/request">{team.request}</Link>
      <Link to="/request/paper">{team.paper}</Link>
      <a href="#services">{team.services}</a>
      {reachable(page) ? <a href="#reach">{team.reach}</a> : null}
      <a href="#symptoms">{team.symptoms}</a>
      <Link to="/privacy">{team.privacy}</Link>
      <Link to="/legal-notice">{team.legal}</Link>
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
      <ul hidden={page.plans.length === 0}>
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
      <ul className="symptom-list">
        {symptom.options.map((one) => (
          <li key={one} className="panel">
            <h3>{text(symptomNames[one])}</h3>
            <p>
              <b>{team.doNow}</b> {text(symptomAdvice[one].doNow)}
            </p>
            <p>
              <b>{team.doNot}</b> {text(symptomAdvice[one].doNot)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
