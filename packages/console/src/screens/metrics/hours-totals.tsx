import type { HoursTotals as Totals } from "@stanch/model/hours";
import { customerId } from "@stanch/model/ids";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useDuration } from "../incident/hours.tsx";
import type { MetricsSearch } from "./metrics-search.ts";

/** What the cases took of people's time, in the months and for the customer that are shown. */
export function HoursTotals({ search }: { readonly search: MetricsSearch }): ReactNode {
  const { hours: words } = useWords().measuring;
  const { from, to } = search;
  const customer = customerId.safeParse(search.customer).data;
  const query = {
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(customer === undefined ? {} : { customer }),
  };
  const totals = useRead("hours.totals", { query });
  return (
    <section className="panel stack-tight">
      <h2>{words.title}</h2>
      <AsyncView query={totals}>
        {(data) =>
          data.total.minutes === 0 ? <p className="muted">{words.noneInMonths}</p> : <Tables totals={data} />
        }
      </AsyncView>
    </section>
  );
}

function Tables({ totals }: { readonly totals: Totals }): ReactNode {
  const { hours: words } = useWords().measuring;
  const duration = useDuration();
  const { total, byPerson, byCase } = totals;
  const spent = { head: words.spent, numeric: true, cell: (row: { minutes: number }) => duration(row.minutes) };
  const paid = {
    head: words.billable,
    numeric: true,
    cell: (row: { billableMinutes: number }) => duration(row.billableMinutes),
  };
  return (
    <>
      <p>
        <b>{words.total(duration(total.minutes), duration(total.billableMinutes))}</b>
      </p>
      <div className="chart-pair">
        <DataTable
          label={words.perPerson}
          columns={[{ head: words.person, cell: ({ staff }) => staff.name }, spent, paid]}
          rows={byPerson}
          rowKey={({ staff }) => staff.id}
        />
        <DataTable
          label={words.perCase}
          columns={[
            {
              head: words.case,
              cell: ({ incident, number, organisation }) => (
                <Link to="/incidents/$incident" params={{ incident }} className="break">
                  <span className="mono">{number}</span> {organisation}
                </Link>
              ),
            },
            spent,
            paid,
          ]}
          rows={byCase}
          rowKey={({ incident }) => incident}
        />
      </div>
    </>
  );
}
