import type { IncidentId, InvestigationId } from "@stanch/model/ids";
import { balance, type SourceReport } from "@stanch/model/sources";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { countText, sizeText } from "../../time/size-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";

/** What became of every source file: records = events + unparsed + skipped, or it says what is missing. */
export function SourcesTable({
  incident,
  investigation,
}: {
  readonly incident: IncidentId;
  readonly investigation: InvestigationId;
}): ReactNode {
  const { evidence } = useWords().analysis;
  const sheet = useRead("sources.get", { params: { incident, investigation } });
  const zone = localZone();
  return (
    <AsyncView query={sheet}>
      {({ sources }) => (
        <DataTable
          label={evidence.sourcesTitle}
          rows={sources}
          rowKey={(row) => row.path}
          columns={[
            { head: evidence.file, cell: (row) => <PathCell row={row} /> },
            { head: evidence.format, cell: (row) => row.format },
            {
              head: evidence.size,
              numeric: true,
              cell: (row) => <span className="nowrap">{sizeText(row.bytes)}</span>,
            },
            { head: evidence.records, numeric: true, cell: (row) => countText(row.records) },
            { head: evidence.events, numeric: true, cell: (row) => countText(row.events) },
            { head: evidence.unparsed, numeric: true, cell: (row) => countText(row.unparsed) },
            { head: evidence.skipped, numeric: true, cell: (row) => <SkippedCell row={row} /> },
            { head: evidence.balance, cell: (row) => <BalanceCell row={row} /> },
            {
              head: evidence.span,
              cell: (row) =>
                row.first === undefined ? (
                  "–"
                ) : (
                  <span className="nowrap">
                    {instantText(row.first, zone)} – {instantText(row.last, zone)}
                  </span>
                ),
            },
          ]}
        />
      )}
    </AsyncView>
  );
}

function PathCell({ row }: { readonly row: SourceReport }): ReactNode {
  const { evidence } = useWords().analysis;
  const text = useText();
  return (
    <span className="source-path">
      <span className="break mono">{row.path}</span>
      {row.failure === undefined ? null : (
        <span className="call-warn small">
          {text(row.failure.message)} <code>{row.failure.code}</code>
        </span>
      )}
      {row.damage.slice(0, 3).map((one) => (
        <span key={one.from} className="call-warn small">
          {evidence.damage}: {evidence.damageAt(countText(one.from), countText(one.to))} <code>{one.code}</code>
        </span>
      ))}
    </span>
  );
}

function SkippedCell({ row }: { readonly row: SourceReport }): ReactNode {
  const { names } = useWords();
  const reasons = Object.entries(row.skipped);
  const all = reasons.reduce((sum, [, count]) => sum + (count ?? 0), 0);
  const title = reasons.map(([reason, count]) => `${names.skip[reason as "blank"]} ${count ?? 0}`).join(" · ");
  return <span title={title}>{countText(all)}</span>;
}

function BalanceCell({ row }: { readonly row: SourceReport }): ReactNode {
  const { evidence } = useWords().analysis;
  const rest = balance(row);
  return rest === 0 ? (
    <span className="muted">{evidence.balanced}</span>
  ) : (
    <b className="call-warn">{evidence.unbalanced(rest)}</b>
  );
}
