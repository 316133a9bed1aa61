import type { Escalation } from "@stanch/model/duty-plan";
import type { EscalationRun } from "@stanch/model/escalation";
import type { Account } from "../staff/staff.ts";
import type { EscalationRow } from "./escalation-repo.ts";

type StepState = Escalation["steps"][number]["state"];

function stepState(run: EscalationRun, step: number): StepState {
  const pages = run.pages.filter((one) => one.step === step);
  if (pages.some((one) => one.acknowledged !== undefined)) return "acknowledged";
  if (pages.length > 0) return "paged";
  return step <= run.step || run.round > 0 ? "skipped" : "to-come";
}

/** A chain as people see it: names instead of ids. */
export function shownEscalation(
  row: Pick<EscalationRow, "id" | "run" | "log" | "next_at">,
  staff: readonly Account[],
): Escalation {
  const names = new Map<string, string>(staff.map(({ id, name }) => [id, name]));
  const { run } = row;
  return {
    id: row.id,
    policy: run.policy.name,
    state: run.state,
    ...(run.over === undefined ? {} : { over: run.over }),
    ...(row.next_at === null ? {} : { nextAt: row.next_at }),
    steps: run.policy.steps.map(({ name, kind }, at) => ({ name, kind, state: stepState(run, at) })),
    pages: run.pages.map(({ to, ...page }) => ({
      ...page,
      people: to.map((id) => ({ id, name: names.get(id) ?? "" })),
    })),
    log: [...row.log],
  };
}
