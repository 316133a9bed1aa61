import { Button } from "@mantine/core";
import type { TeamPage } from "@stanch/model/team-page";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { useWords } from "../../words/language-context.tsx";
import { PublicFoot } from "./public-foot.tsx";
import { PublicHead } from "./public-head.tsx";

/** A page without an account that says something of the team, and can be printed. */
export function PublicDocument({
  title,
  children,
}: {
  readonly title: string;
  readonly children: (page: TeamPage) => ReactNode;
}): ReactNode {
  const { papers } = useWords();
  const page = useRead("public.team", {});
  return (
    <div className="public-page">
      <PublicHead centre={page.data} />
      <AsyncView query={page}>
        {(data) => (
          <main className="stack">
            <div className="spread">
              <h1>{title}</h1>
              <Button className="no-print" variant="default" onClick={() => window.print()}>
                {papers.print}
              </Button>
            </div>
            {children(data)}
          </main>
        )}
      </AsyncView>
      <PublicFoot />
    </div>
  );
}
