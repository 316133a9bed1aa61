import { Button, Select } from "@mantine/core";
import type { Api } from "@stanch/model/api";
import type { OutputOf } from "@stanch/model/route";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { serverNow } from "../../time/server-time.ts";
import { useLanguage, useWords } from "../../words/language-context.tsx";
import { DutyStrip } from "./duty-strip.tsx";

interface Choice {
  readonly value: string;
  readonly label: string;
}

const monthStart = (offset: number): Date => {
  const now = new Date(serverNow());
  return new Date(now.getFullYear(), now.getMonth() + offset, 1);
};

/** The shifts of one schedule in one month: a line for each person, and below each shift with its hours. */
export function MonthView({ schedules }: { readonly schedules: readonly Choice[] }): ReactNode {
  const { duty } = useWords();
  const { language } = useLanguage();
  const [chosen, setChosen] = useState<string | undefined>();
  const [offset, setOffset] = useState(0);
  const schedule = schedules.find(({ value }) => value === chosen) ?? schedules[0];
  const [from, to] = [monthStart(offset), monthStart(offset + 1)];
  const shifts = useRead(
    "duty.shifts",
    { params: { id: schedule?.value ?? "" }, query: { from: from.toISOString(), to: to.toISOString() } },
    { enabled: schedule !== undefined },
  );
  const month = new Intl.DateTimeFormat(language, { year: "numeric", month: "long" }).format(from);
  return (
    <section className="stack-tight">
      <h2>{duty.month}</h2>
      <div className="row">
        <Select
          aria-label={duty.schedule}
          allowDeselect={false}
          value={schedule?.value ?? null}
          onChange={(value) => setChosen(value ?? undefined)}
          data={[...schedules]}
        />
        <span className="month-turn">
          <Button variant="default" onClick={() => setOffset(offset - 1)} aria-label={duty.earlier}>
            ←
          </Button>
          <b role="status">{month}</b>
          <Button variant="default" onClick={() => setOffset(offset + 1)} aria-label={duty.later}>
            →
          </Button>
        </span>
      </div>
      <AsyncView query={shifts}>
        {(data) =>
          data.shifts.length === 0 ? (
            <Empty words={duty.noShifts} />
          ) : (
            <Month {...data} from={from.getTime()} to={to.getTime()} month={month} />
          )
        }
      </AsyncView>
    </section>
  );
}

type Shifts = OutputOf<Api["duty.shifts"]>;

function hours({ start, end }: { readonly start: string; readonly end: string }): string {
  return String(Math.round((Date.parse(end) - Date.parse(start)) / 360_000) / 10);
}

function Month({
  shifts,
  gaps,
  from,
  to,
  month,
}: Shifts & { readonly from: number; readonly to: number; readonly month: string }): ReactNode {
  const { duty, frame } = useWords();
  const days = Math.round((to - from) / 86_400_000);
  return (
    <>
      <div className="panel month">
        <span />
        <span className="month-days muted small" aria-hidden="true">
          {[1, 8, 15, 22, days].map((day) => (
            <span key={day}>{day}</span>
          ))}
        </span>
        {[...Map.groupBy(shifts, ({ name }) => name)].map(([name, own]) => (
          <Line key={name} name={name} from={from} to={to} marks={own} />
        ))}
        {gaps.length === 0 ? null : (
          <Line name={duty.nobody} from={from} to={to} marks={gaps.map((gap) => ({ ...gap, gap: true }))} />
        )}
      </div>
      <details>
        <summary>{duty.shiftsOf(month, shifts.length)}</summary>
        <DataTable
          label={duty.month}
          rows={shifts}
          rowKey={(row) => `${row.start}${row.staff}`}
          columns={[
            { head: frame.from, cell: (row) => <Instant at={row.start} /> },
            { head: frame.to, cell: (row) => <Instant at={row.end} /> },
            { head: duty.who, cell: (row) => row.name },
            { head: duty.hours("").trim(), numeric: true, cell: hours },
          ]}
        />
      </details>
    </>
  );
}

function Line({
  name,
  ...strip
}: { readonly name: string } & Omit<Parameters<typeof DutyStrip>[0], "label">): ReactNode {
  return (
    <>
      <span className="break">{name}</span>
      <DutyStrip {...strip} label={name} />
    </>
  );
}
