import { Button } from "@mantine/core";
import type { ClockSetting } from "@stanch/model/clock";
import type { Investigation } from "@stanch/model/handling";
import { balance, type SourceReport } from "@stanch/model/sources";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { countText, sizeText } from "../../time/size-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { ClockForm } from "./clock-form.tsx";
import { ClockPanel, useReread } from "./clock-panel.tsx";
import { settingsOf, withSetting } from "./clock-settings.ts";

/** What became of every source file: records = events + unparsed + skipped, or it says what is missing. */
export function SourcesTable({ run }: { readonly run: Investigation }): ReactNode {
  const { evidence, clocks } = useWords().analysis;
  const sheet = useRead("sources.get", { params: { incident: run.incidentId, investigation: run.id } });
  const may = useMay();
  const { read, again } = useReread(run);
  const zone = localZone();
  return (
    <AsyncView query={sheet}>
      {({ sources }) => (
        <>
          <DataTable
            label={evidence.sourcesTitle}
            rows={sources}
            rowKey={(row) => row.path}
            columns={[
              { head: evidence.file, cell: (row) => <PathCell row={row} /> },
              { head: evidence.format, cell: (row) => row.format },
              {
                head: clocks.file,
                cell: (row) => (
                  <ClockCell
                    row={row}
                    busy={again.isPending}
                    onSet={
                      may("investigation.run")
                        ? (given) => read(withSetting(settingsOf(sources), { path: row.path, ...given }))
                        : undefined
                    }
                  />
                ),
              },
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
          {may("investigation.run") ? <ClockPanel run={run} sources={sources} /> : null}
        </>
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

/** The zone a file was read in and how that is known; on demand, another one for this file. */
function ClockCell({
  row,
  busy,
  onSet,
}: {
  readonly row: SourceReport;
  readonly busy: boolean;
  readonly onSet: ((given: Pick<ClockSetting, "zone" | "correction">) => void) | undefined;
}): ReactNode {
  const { clocks } = useWords().analysis;
  const [open, setOpen] = useState(false);
  const { clock } = row;
  if (clock === undefined) return "–";
  return (
    <span className="source-path">
      <span>{clock.zone}</span>
      <span className="muted small">{clocks.from[clock.from]}</span>
      {clock.correction === undefined ? null : <span className="small">{clocks.added(String(clock.correction))}</span>}
      {onSet === undefined ? null : (
        <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {clocks.setFor(row.path.split("/").at(-1) ?? row.path)}
        </Button>
      )}
      {open && onSet !== undefined ? (
        <ClockForm name={row.path} now={clock.file ?? {}} busy={busy} onSet={onSet} />
      ) : null}
    </span>
  );
}
