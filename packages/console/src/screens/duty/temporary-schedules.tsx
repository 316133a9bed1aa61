import { Button, Select } from "@mantine/core";
import type { TemporarySchedule } from "@stanch/model/oncall";
import type { ReactNode } from "react";
import { MomentField } from "../../parts/moment-field.tsx";
import { fieldOfInstant, instantOfField } from "../../time/instant-text.ts";
import { serverNow } from "../../time/server-time.ts";
import { useWords } from "../../words/language-context.tsx";
import { usePeople } from "./duty-choices.ts";

interface ShiftDraft {
  readonly staff: string | null;
  readonly start: string;
  readonly end: string;
}

/** A temporary schedule as it is typed: times of this browser, people by id. */
export interface TemporaryDraft {
  readonly start: string;
  readonly end: string;
  readonly shifts: readonly ShiftDraft[];
}

const field = (instant: string): string => fieldOfInstant(instant).slice(0, 16);

export function readTemporary(all: readonly TemporarySchedule[]): TemporaryDraft[] {
  return all.map(({ start, end, shifts }) => ({
    start: field(start),
    end: field(end),
    shifts: shifts.map((one) => ({ staff: one.staff, start: field(one.start), end: field(one.end) })),
  }));
}

/** What is sent; an empty time or person stays empty and is refused by the form. */
export function writeTemporary(all: readonly TemporaryDraft[]): unknown[] {
  const span = ({ start, end }: { readonly start: string; readonly end: string }) => ({
    start: instantOfField(start) ?? "",
    end: instantOfField(end) ?? "",
  });
  return all.map((one) => ({
    ...span(one),
    shifts: one.shifts.map((shift) => ({ ...span(shift), staff: shift.staff ?? "" })),
  }));
}

/** A temporary schedule that ends at an instant: what was to come after it falls away. */
export function endedAt(one: TemporaryDraft, now: string): TemporaryDraft {
  const begun = one.shifts.filter(({ start }) => start.localeCompare(now) === -1);
  const shifts = begun.map((shift) => ({ ...shift, end: [shift.end, now].toSorted()[0] ?? now }));
  return { ...one, end: now, shifts };
}

/** Fixed shifts that stand instead of everything else for a while. */
export function TemporarySchedules({
  rows,
  onChange,
}: {
  readonly rows: readonly TemporaryDraft[];
  readonly onChange: (rows: TemporaryDraft[]) => void;
}): ReactNode {
  const { duty } = useWords();
  const add = () => onChange([...rows, { start: "", end: "", shifts: [{ staff: null, start: "", end: "" }] }]);
  return (
    <fieldset className="form plain">
      <legend>{duty.temporaries}</legend>
      {rows.length === 0 ? null : <p className="muted small">{duty.temporaryWhy}</p>}
      {rows.map((row, at) => (
        <One
          key={at}
          row={row}
          number={at + 1}
          onChange={(next) => onChange(rows.map((one, index) => (index === at ? next : one)))}
          onRemove={() => onChange(rows.filter((_, index) => index !== at))}
        />
      ))}
      <div>
        <Button size="compact-sm" variant="default" onClick={add}>
          {duty.addTemporary}
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
  readonly row: TemporaryDraft;
  readonly number: number;
  readonly onChange: (row: TemporaryDraft) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { duty } = useWords();
  const now = field(new Date(serverNow()).toISOString());
  const running = row.start !== "" && row.start < now && row.end > now;
  const last = row.shifts.at(-1);
  const addShift = () =>
    onChange({ ...row, shifts: [...row.shifts, { staff: null, start: last?.end ?? row.start, end: row.end }] });
  return (
    <div className="rule-box" role="group" aria-label={duty.temporaryNumber(number)}>
      <div className="fields">
        <MomentField label={duty.from} required value={row.start} onChange={(start) => onChange({ ...row, start })} />
        <MomentField label={duty.to} required value={row.end} onChange={(end) => onChange({ ...row, end })} />
      </div>
      <ol className="stack-tight">
        {row.shifts.map((shift, at) => (
          <li key={at}>
            <Shift
              shift={shift}
              number={at + 1}
              onChange={(part) =>
                onChange({
                  ...row,
                  shifts: row.shifts.map((one, index) => (index === at ? { ...one, ...part } : one)),
                })
              }
              onRemove={() => onChange({ ...row, shifts: row.shifts.filter((_, index) => index !== at) })}
            />
          </li>
        ))}
      </ol>
      <div className="row">
        <Button size="compact-sm" variant="default" onClick={addShift}>
          {duty.addShift}
        </Button>
        {running ? (
          <Button size="compact-sm" variant="default" onClick={() => onChange(endedAt(row, now))}>
            {duty.endNow}
          </Button>
        ) : null}
        <Button size="compact-sm" variant="subtle" aria-label={duty.removeTemporary(number)} onClick={onRemove}>
          {duty.remove}
        </Button>
      </div>
    </div>
  );
}

function Shift({
  shift,
  number,
  onChange,
  onRemove,
}: {
  readonly shift: ShiftDraft;
  readonly number: number;
  readonly onChange: (part: Partial<ShiftDraft>) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { duty } = useWords();
  const people = usePeople();
  return (
    <div className="shift-row">
      <Select label={duty.who} searchable value={shift.staff} onChange={(staff) => onChange({ staff })} data={people} />
      <MomentField label={duty.from} required value={shift.start} onChange={(start) => onChange({ start })} />
      <MomentField label={duty.to} required value={shift.end} onChange={(end) => onChange({ end })} />
      <Button variant="subtle" aria-label={duty.removeShift(number)} onClick={onRemove}>
        ×
      </Button>
    </div>
  );
}
