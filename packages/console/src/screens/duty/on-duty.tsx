import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { useWords } from "../../words/language-context.tsx";
import { DutyNowList } from "./duty-now.tsx";
import { DutyPlanLists } from "./duty-plan-lists.tsx";
import { Handovers } from "./handovers.tsx";
import { MonthView } from "./month-view.tsx";
import { ReachabilityPart, TestPages } from "./reachability.tsx";

/** Who is on duty now and where nobody will be, the month's shifts, and the plan behind them. */
export function OnDuty(): ReactNode {
  const { duty } = useWords();
  const now = useRead("duty.now", {}, { every: 60_000 });
  const plan = useRead("duty.plan", {});
  return (
    <div className="page stack">
      <h1>{duty.title}</h1>
      <AsyncView query={now}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={duty.noSchedules} />
          ) : (
            <>
              <DutyNowList rows={rows} />
              <Handovers schedules={rows.map(({ schedule, name }) => ({ value: schedule, label: name }))} />
              <MonthView schedules={rows.map(({ schedule, name }) => ({ value: schedule, label: name }))} />
            </>
          )
        }
      </AsyncView>
      <ReachabilityPart />
      <TestPages />
      <AsyncView query={plan}>{(data) => <DutyPlanLists plan={data} />}</AsyncView>
    </div>
  );
}
