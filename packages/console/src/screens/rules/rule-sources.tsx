import { Button } from "@mantine/core";
import type { RuleSourceLine } from "@stanch/model/rule-choice";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useWords } from "../../words/language-context.tsx";
import { SourceDialog } from "./source-dialog.tsx";

/** Rules that were added, with hash and licence. */
export function RuleSources(): ReactNode {
  const { rules } = useWords();
  const may = useMay()("rule.write");
  const list = useRead("ruleChoice.sources", {});
  const [open, setOpen] = useState<"new" | RuleSourceLine | undefined>();
  const close = () => setOpen(undefined);
  return (
    <div className="stack-tight">
      <div className="spread">
        <h2>{rules.sources}</h2>
        {may ? (
          <Button size="compact-sm" variant="default" onClick={() => setOpen("new")}>
            {rules.addSource}
          </Button>
        ) : null}
      </div>
      <p className="muted small">{rules.sourcesLead}</p>
      <AsyncView query={list}>
        {(sources) =>
          sources.length === 0 ? (
            <p className="muted">{rules.sourcesNone}</p>
          ) : (
            <Sources sources={sources} {...(may ? { onRemove: setOpen } : {})} />
          )
        }
      </AsyncView>
      {open === "new" ? <SourceDialog onClose={close} /> : null}
      {open === undefined || open === "new" ? null : <RemoveSource source={open} onClose={close} />}
    </div>
  );
}

function Sources({
  sources,
  onRemove,
}: {
  readonly sources: readonly RuleSourceLine[];
  readonly onRemove?: (source: RuleSourceLine) => void;
}): ReactNode {
  const { rules } = useWords();
  return (
    <DataTable
      label={rules.sources}
      rows={sources}
      rowKey={({ id }) => id}
      columns={[
        { head: rules.name, cell: ({ name }) => <b>{name}</b> },
        { head: rules.documents, numeric: true, cell: ({ documents }) => documents },
        {
          head: "SHA-256",
          cell: ({ sha256, rejected }) => (
            <span className="cell-words">
              <span className="mono small break">{sha256}</span>{" "}
              {rejected === 0 ? null : <span className="small muted">{rules.rejected(rejected)}</span>}
            </span>
          ),
        },
        {
          head: rules.licence,
          cell: ({ licence }) => (
            <span className="cell-words">{licence === "" ? rules.noLicence : licence.split("\n", 1)[0]}</span>
          ),
        },
        {
          head: rules.addedBy,
          cell: ({ byName, at }) => (
            <>
              {byName} <Instant at={at} />
            </>
          ),
        },
        ...(onRemove === undefined
          ? []
          : [
              {
                head: rules.action,
                cell: (source: RuleSourceLine) => (
                  <Button
                    size="compact-sm"
                    variant="default"
                    aria-label={rules.removeSource(source.name)}
                    onClick={() => onRemove(source)}
                  >
                    {rules.remove}
                  </Button>
                ),
              },
            ]),
      ]}
    />
  );
}

function RemoveSource({
  source,
  onClose,
}: {
  readonly source: RuleSourceLine;
  readonly onClose: () => void;
}): ReactNode {
  const { rules } = useWords();
  const act = useAct("ruleChoice.removeSource");
  return (
    <ReasonDialog
      title={rules.removeSource(source.name)}
      label={rules.reason}
      action={rules.remove}
      error={act.error}
      busy={act.isPending}
      onClose={onClose}
      onSubmit={(reason) => act.mutate({ params: { source: source.id }, body: { reason } }, { onSuccess: onClose })}
    />
  );
}
