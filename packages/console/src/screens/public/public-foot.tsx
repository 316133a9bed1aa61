import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useWords } from "../../words/language-context.tsx";

/** What stands below every page without an account. */
export function PublicFoot(): ReactNode {
  const { team } = useWords().going;
  return (
    <footer className="public-foot row small no-print">
      <Link to="/request">{team.request}</Link>
      <Link to="/team">{team.title}</Link>
      <Link to="/privacy">{team.privacy}</Link>
      <Link to="/legal-notice">{team.legal}</Link>
      <Link to="/site-map">{team.map}</Link>
    </footer>
  );
}
