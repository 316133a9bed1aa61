import { Button, Select } from "@mantine/core";
import type { DutyOverride } from "@stanch/model/oncall";
import type { ReactNode } from "react";
import { MomentField } from "../../parts/moment-field.tsx";
import { fieldOfInstant, instantOfField } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { usePeople } from "./duty-choices.ts";

/** An exception as it is typed: times of this browser, people by id. */
export interface OverrideDraft {
  readonly start: string;
  readonly end: string;
  readonly add: string | null;
  readonly remove: string | null;
}

export const emptyOverride = (): OverrideDraft => ({ start: "", end: "", add: null, remove: null });

export function readOverrides(all: readonly DutyOverride[]): OverrideDraft[] {
  return all.map(({ start, end, add, remove }) => ({
    start: fieldOfInstant(start),
    end: fieldOfInstant(end),
    add: add ?? null,
    remove: remove ?? null,
  }));
}

/** What is sent; an empty time stays empty and is refused by the form. */
export function writeOverrides(all: readonly OverrideDraft[]): unknown[] {
  return all.map(({ start, end, add, remove }) => ({
    start: instantOfField(start) ?? "",
    end: instantOfField(end) ?? "",
    ...(add === null ? {} : { add }),
    ...(remove === null ? {} : { remove }),
  }));
}

/** Somebody instead of, besides, or not, for a span of time. */
export function Overrides({
  rows,
  onChange,
  onAdd,
}: {
  readonly rows: readonly OverrideDraft[];
  readonly onChange: (rows: OverrideDraft[]) => void;
  readonly onAdd: () => void;
}): ReactNode {
  const { duty } = useWords();
  return (
    <fieldset className="form plain">
      <legend>{duty.overrides}</legend>
      {rows.length === 0 ? null : <p className="muted small">{duty.overrideWhy}</p>}
      {rows.map((row, at) => (
        <One
          key={at}
          row={row}
          number={at + 1}
          onChange={(part) => onChange(rows.map((one, index) => (index === at ? { ...one, ...part } : one)))}
          onRemove={() => onChange(rows.filter((_, index) => index !== at))}
        />
      ))}
      <div>
        <Button size="compact-sm" variant="default" onClick={onAdd}>
          {duty.addOverride}
        </Button>
      </div>
    </fieldset>
  );
}

function One({
  row,
  number,
  onChange,
  onRemove,
}: {
  readonly row: OverrideDraft;
  readonly number: number;
  readonly onChange: (part: Partial<OverrideDraft>) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { duty } = useWords();
  const people = usePeople();
  const person = (key: "add" | "remove", label: string) => (
    <Select
      label={label}
      searchable
      clearable
      value={row[key]}
      onChange={(value) => onChange({ [key]: value })}
      data={people}
    />
  );
  const time = (key: "start" | "end", label: string) => (
    <MomentField label={label} required value={row[key]} onChange={(value) => onChange({ [key]: value })} />
  );
  return (
    <div className="rule-box">
      <div className="fields">
        {time("start", duty.from)}
        {time("end", duty.to)}
        {person("remove", duty.instead)}
        {person("add", duty.besides)}
      </div>
      <div>
        <Button size="compact-sm" variant="subtle" aria-label={duty.removeRow(number)} onClick={onRemove}>
          {duty.remove}
        </Button>
      </div>
    </div>
  );
}
