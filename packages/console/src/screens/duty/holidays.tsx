import { Button, Select, TextInput } from "@mantine/core";
import type { DutyHoliday } from "@stanch/model/oncall";
import type { ReactNode } from "react";
import { MomentField } from "../../parts/moment-field.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useWeekdays } from "./duty-rules.tsx";

/** Dates on which the hours of another weekday hold: holidays, and weekend days that are worked instead. */
export function Holidays({
  rows,
  onChange,
}: {
  readonly rows: readonly DutyHoliday[];
  readonly onChange: (rows: readonly DutyHoliday[]) => void;
}): ReactNode {
  const { duty } = useWords();
  const weekday = useWeekdays();
  const set = (at: number, part: Partial<DutyHoliday>) =>
    onChange(rows.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="form plain">
      <legend>{duty.holidays}</legend>
      {rows.length === 0 ? null : <p className="muted small">{duty.holidaysWhy}</p>}
      {rows.map((row, at) => (
        <div key={at} className="holiday-row">
          <MomentField day required label={duty.date} value={row.date} onChange={(date) => set(at, { date })} />
          <Select
            label={duty.countsAs}
            allowDeselect={false}
            value={String(row.as)}
            onChange={(value) => set(at, { as: Number(value ?? row.as) })}
            data={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekday(day) }))}
          />
          <TextInput
            label={duty.holidayName}
            maxLength={60}
            value={row.name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <Button
            variant="subtle"
            aria-label={duty.removeHoliday(row.name || row.date)}
            onClick={() => onChange(rows.filter((_, index) => index !== at))}
          >
            ×
          </Button>
        </div>
      ))}
      <div>
        <Button size="compact-sm" variant="default" onClick={() => onChange([...rows, { date: "", as: 7, name: "" }])}>
          {duty.addHoliday}
        </Button>
      </div>
    </fieldset>
  );
}
