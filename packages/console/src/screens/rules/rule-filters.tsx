import { Button } from "@mantine/core";
import type { RuleFilter } from "@stanch/model/rule-choice";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useWords } from "../../words/language-context.tsx";
import { FilterDialog } from "./filter-dialog.tsx";
import type { RuleSubject } from "./rules-page.tsx";

/** Filters in force, for everybody and for the customer that is looked at. */
export function RuleFilters({ subject }: { readonly subject: RuleSubject | undefined }): ReactNode {
  const { rules } = useWords();
  const may = useMay()("rule.write");
  const list = useRead("ruleChoice.filters", { query: subject === undefined ? {} : { customer: subject.id } });
  const [open, setOpen] = useState<"new" | RuleFilter | undefined>();
  const close = () => setOpen(undefined);
  return (
    <div className="stack-tight">
      <div className="spread">
        <h2>{rules.filters}</h2>
        {may ? (
          <Button size="compact-sm" variant="default" onClick={() => setOpen("new")}>
            {rules.addFilter}
          </Button>
        ) : null}
      </div>
      <p className="muted small">{rules.filtersLead}</p>
      <AsyncView query={list}>
        {(filters) =>
          filters.length === 0 ? (
            <p className="muted">{rules.filtersNone}</p>
          ) : (
            filters.map((filter) => (
              <FilterLine
                key={filter.id}
                filter={filter}
                whose={filter.customer === undefined ? rules.everybody : (subject?.name ?? "")}
                {...(may ? { onRemove: () => setOpen(filter) } : {})}
              />
            ))
          )
        }
      </AsyncView>
      {open === "new" ? <FilterDialog subject={subject} onClose={close} /> : null}
      {open === undefined || open === "new" ? null : <RemoveFilter filter={open} onClose={close} />}
    </div>
  );
}

function FilterLine({
  filter,
  whose,
  onRemove,
}: {
  readonly filter: RuleFilter;
  readonly whose: string;
  readonly onRemove?: () => void;
}): ReactNode {
  const { rules } = useWords();
  const title = filter.title === "" ? rules.untitled : filter.title;
  return (
    <details className="rule-filter">
      <summary className="break">
        <b>{title}</b> · {whose} · <Instant at={filter.at} />
      </summary>
      <p className="break">{rules.because(filter.reason, filter.byName)}</p>
      <pre className="mono">{filter.yaml}</pre>
      {onRemove === undefined ? null : (
        <Button size="compact-sm" variant="default" aria-label={rules.removeFilter(title)} onClick={onRemove}>
          {rules.remove}
        </Button>
      )}
    </details>
  );
}

function RemoveFilter({ filter, onClose }: { readonly filter: RuleFilter; readonly onClose: () => void }): ReactNode {
  const { rules } = useWords();
  const act = useAct("ruleChoice.removeFilter");
  return (
    <ReasonDialog
      title={rules.removeFilter(filter.title === "" ? rules.untitled : filter.title)}
      label={rules.reason}
      action={rules.remove}
      error={act.error}
      busy={act.isPending}
      onClose={onClose}
      onSubmit={(reason) => act.mutate({ params: { filter: filter.id }, body: { reason } }, { onSuccess: onClose })}
    />
  );
}
