import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** The person's own sessions; each but the present one can be ended from here. */
export function MySessions(): ReactNode {
  const { access, frame } = useWords();
  const list = useRead("session.list", {});
  const end = useAct("session.end");
  return (
    <section className="stack-tight">
      <h2>{access.sessions}</h2>
      <p className="muted">{access.sessionsWhy}</p>
      <AsyncView query={list}>
        {(rows) => (
          <DataTable
            label={access.sessions}
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              { head: access.startedAt, cell: ({ startedAt }) => <Instant at={startedAt} /> },
              { head: access.address, cell: ({ address }) => <span className="mono">{address || frame.unknown}</span> },
              {
                head: access.browser,
                cell: ({ browser }) => <span className="break">{browser || frame.unknown}</span>,
              },
              { head: access.endsAt, cell: ({ endsAt }) => <Instant at={endsAt} /> },
              {
                head: frame.state,
                cell: ({ id, here, address }) =>
                  here ? (
                    <Badge look="solid">{access.here}</Badge>
                  ) : (
                    <Button
                      size="compact-sm"
                      variant="default"
                      aria-label={access.endOf(address)}
                      loading={end.isPending && end.variables.params.session === id}
                      onClick={() => end.mutate({ params: { session: id } })}
                    >
                      {access.end}
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </AsyncView>
      <ProblemBox error={end.error} />
    </section>
  );
}
