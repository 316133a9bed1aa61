import { Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../api/session-context.tsx";
import { Empty } from "../parts/async-view.tsx";
import { useWords } from "../words/language-context.tsx";
import { SetUp } from "./people/set-up.tsx";

/** Where a person begins: the inbox, the set-up of the centre, or, for a customer's account, the way to their page. */
export function Home(): ReactNode {
  const { frame } = useWords();
  const may = useMay();
  if (may("request.read")) return <Navigate to="/inbox" replace />;
  if (may("own-incident")) return <Navigate to="/portal" replace />;
  if (may("staff.write")) return <SetUp />;
  return (
    <div className="page narrow stack">
      <h1>{frame.product}</h1>
      <Empty words={frame.customerAccount} />
    </div>
  );
}
