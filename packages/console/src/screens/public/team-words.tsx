import { Button } from "@mantine/core";
import { legalDraft, privacyDraft } from "@stanch/model/team-words";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { PublicFoot } from "./public-foot.tsx";
import { PublicHead } from "./public-head.tsx";

/** What is stored of whoever asks for help. */
export function PrivacyPage(): ReactNode {
  return <WordsPage part="privacy" />;
}

/** What help can be expected. */
export function LegalPage(): ReactNode {
  return <WordsPage part="legal" />;
}

const drafts = { privacy: privacyDraft, legal: legalDraft } as const;

/** The administrator's words, or those that this program brings along. */
function WordsPage({ part }: { readonly part: keyof typeof drafts }): ReactNode {
  const { going, papers } = useWords();
  const text = useText();
  const page = useRead("public.team", {});
  return (
    <div className="public-page">
      <PublicHead centre={page.data} />
      <AsyncView query={page}>
        {(data) => (
          <main className="stack">
            <div className="spread">
              <h1>{going.team[part]}</h1>
              <Button className="no-print" variant="default" onClick={() => window.print()}>
                {papers.print}
              </Button>
            </div>
            <p className="pre prose">{text(data[part]) === "" ? text(drafts[part]) : text(data[part])}</p>
          </main>
        )}
      </AsyncView>
      <PublicFoot />
    </div>
  );
}

/** Every page that needs no account. */
export function SiteMapPage(): ReactNode {
  const { going } = useWords();
  const page = useRead("public.team", {});
  const { team } = going;
  return (
    <div className="public-page">
      <PublicHead centre={page.data} />
      <main className="stack">
        <h1>{team.map}</h1>
        <ul className="stack-tight">
          <li>
            <Link to="/request">{team.request}</Link>
          </li>
          <li>
            <Link to="/request/paper">{team.paper}</Link>
          </li>
          <li>
            <Link to="/team">{team.title}</Link>
          </li>
          <li>
            <Link to="/privacy">{team.privacy}</Link>
          </li>
          <li>
            <Link to="/legal-notice">{team.legal}</Link>
          </li>
          <li>
            <Link to="/">{team.signIn}</Link>
          </li>
        </ul>
      </main>
      <PublicFoot />
    </div>
  );
}
