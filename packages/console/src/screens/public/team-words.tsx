import { legalDraft, privacyDraft } from "@stanch/model/team-words";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useText, useWords } from "../../words/language-context.tsx";
import { PublicDocument } from "./public-document.tsx";

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
  const { team } = useWords().going;
  const text = useText();
  return (
    <PublicDocument title={team[part]}>
      {(page) => <p className="pre prose">{text(page[part]) === "" ? text(drafts[part]) : text(page[part])}</p>}
    </PublicDocument>
  );
}

/** Every page that needs no account. */
export function SiteMapPage(): ReactNode {
  const { team } = useWords().going;
  const pages = [
    ["/request", team.request],
    ["/request/paper", team.paper],
    ["/team", team.title],
    ["/privacy", team.privacy],
    ["/legal-notice", team.legal],
    ["/", team.signIn],
  ] as const;
  return (
    <PublicDocument title={team.map}>
      {() => (
        <ul className="stack-tight">
          {pages.map(([to, words]) => (
            <li key={to}>
              <Link to={to}>{words}</Link>
            </li>
          ))}
        </ul>
      )}
    </PublicDocument>
  );
}
