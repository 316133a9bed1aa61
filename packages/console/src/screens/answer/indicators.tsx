import { Button, CopyButton } from "@mantine/core";
import type { AnswerSheet } from "@stanch/model/answer";
import type { ReactNode } from "react";
import { Badge } from "../../parts/badges.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useWords } from "../../words/language-context.tsx";
import { Citations } from "./citations.tsx";

/** What to look for and what to block. Values are the raw ones; copying gives them as they are. */
export function Indicators({ sheet }: { readonly sheet: AnswerSheet }): ReactNode {
  const { analysis, names, frame } = useWords();
  const { answer } = analysis;
  if (sheet.indicators.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2>{answer.indicators}</h2>
      <DataTable
        label={answer.indicators}
        rows={sheet.indicators}
        rowKey={(row) => `${row.type} ${row.value}`}
        columns={[
          { head: answer.indicatorType, cell: (row) => <span className="nowrap">{names.indicator[row.type]}</span> },
          {
            head: answer.indicatorValue,
            cell: (row) => <span className="mono break indicator-value">{row.value}</span>,
          },
          { head: answer.role, cell: (row) => <span className="nowrap">{names.indicatorRole[row.role]}</span> },
          { head: answer.block, cell: (row) => (row.block ? <Badge look="solid">{answer.blockYes}</Badge> : null) },
          { head: answer.first, cell: (row) => <Instant at={row.first} /> },
          { head: answer.evidence, cell: (row) => <Citations events={row.events} /> },
          {
            head: frame.copy,
            cell: (row) => (
              <CopyButton value={row.value}>
                {({ copied, copy }) => (
                  <Button size="compact-xs" variant="subtle" aria-label={answer.copyValue(row.value)} onClick={copy}>
                    {copied ? frame.copied : frame.copy}
                  </Button>
                )}
              </CopyButton>
            ),
          },
        ]}
      />
    </section>
  );
}
