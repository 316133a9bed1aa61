import { Select } from "@mantine/core";
import { incidentTypes } from "@stanch/model/incident-type";
import { levelNames } from "@stanch/model/level-table";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { lastMonths, type MetricsSearch } from "./metrics-search.ts";

const levels = [1, 2, 3, 4] as const;

/** Months, customer, level, type. */
export function MetricFilters({
  search,
  change,
}: {
  readonly search: MetricsSearch;
  readonly change: (part: MetricsSearch) => void;
}): ReactNode {
  const { metrics: words } = useWords().measuring;
  const text = useText();
  const customers = useRead("customer.list", {});
  const asked = [search.from, search.to].filter((one) => one !== undefined);
  const recent = lastMonths(new Date().toISOString().slice(0, 7), 48);
  const months = [...new Set([...recent, ...asked])].toSorted().toReversed();
  return (
    <div className="metric-filters">
      <Select
        label={words.from}
        placeholder={words.beginning}
        clearable
        value={search.from ?? null}
        data={months.filter((one) => search.to === undefined || one <= search.to)}
        onChange={(from) => change({ from: from ?? undefined })}
      />
      <Select
        label={words.to}
        placeholder={words.today}
        clearable
        value={search.to ?? null}
        data={months.filter((one) => search.from === undefined || one >= search.from)}
        onChange={(to) => change({ to: to ?? undefined })}
      />
      <Select
        label={words.customer}
        placeholder={words.all}
        clearable
        searchable
        value={search.customer ?? null}
        data={(customers.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(customer) => change({ customer: customer ?? undefined })}
      />
      <Select
        label={words.level}
        placeholder={words.all}
        clearable
        value={search.level === undefined ? null : String(search.level)}
        data={levels.map((level) => ({ value: String(level), label: `${level} ${text(levelNames[level])}` }))}
        onChange={(level) => change({ level: level === null ? undefined : Number(level) })}
      />
      <Select
        label={words.type}
        placeholder={words.all}
        clearable
        searchable
        value={search.type ?? null}
        data={incidentTypes.map(({ key, name }) => ({ value: key, label: `${key} ${text(name)}` }))}
        onChange={(type) => change({ type: type ?? undefined })}
      />
    </div>
  );
}
