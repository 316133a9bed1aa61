import { type DutyPlan, scheduleForm } from "@stanch/model/duty-plan";
import type { DutyHoliday, Schedule } from "@stanch/model/oncall";
import { type ReactNode, useState } from "react";
import { localZone } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { DutyRules } from "./duty-rules.tsx";
import { GapCheck, useDraftGaps } from "./gap-check.tsx";
import { Holidays } from "./holidays.tsx";
import { emptyOverride, Overrides, readOverrides, writeOverrides } from "./overrides.tsx";
import { PlanDialogFrame, PlanName, PlanZone } from "./plan-dialog-frame.tsx";
import { Lacking } from "./reachability.tsx";
import { readTemporary, TemporarySchedules, writeTemporary } from "./temporary-schedules.tsx";
import { usePlanForm } from "./use-plan-form.ts";

type Form = Pick<Schedule, "name" | "zone" | "rules">;

/** The schedule as it is typed. */
function useScheduleDraft(schedule: Schedule | undefined) {
  const [form, setForm] = useState<Form>(() => schedule ?? { name: "", zone: localZone(), rules: [] });
  const [overrides, setOverrides] = useState(() => readOverrides(schedule?.overrides ?? []));
  const [temporary, setTemporary] = useState(() => readTemporary(schedule?.temporary ?? []));
  const [holidays, setHolidays] = useState<readonly DutyHoliday[]>(schedule?.holidays ?? []);
  const body = scheduleForm.safeParse({
    name: form.name,
    zone: form.zone,
    rules: form.rules,
    holidays,
    overrides: writeOverrides(overrides),
    temporary: writeTemporary(temporary),
  }).data;
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  return { form, change, overrides, setOverrides, temporary, setTemporary, holidays, setHolidays, body };
}

/** Everybody whom the exceptions of a schedule put on duty. */
function peopleIn({ form, overrides, temporary }: ReturnType<typeof useScheduleDraft>): string[] {
  const named = [
    ...form.rules.map(({ target }) => (target.kind === "staff" ? target.id : null)),
    ...overrides.map(({ add }) => add),
    ...temporary.flatMap(({ shifts }) => shifts.map(({ staff }) => staff)),
  ];
  return named.filter((one) => one !== null);
}

/** Which hours of which days a rotation or a person covers, holidays, and exceptions from both. */
export function ScheduleDialog({
  plan,
  schedule,
  onClose,
}: {
  readonly plan: DutyPlan;
  readonly schedule?: Schedule | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { duty } = useWords();
  const draft = useScheduleDraft(schedule);
  const [acceptGaps, setAcceptGaps] = useState(false);
  const { form, change, overrides, setOverrides, body } = draft;
  const title = duty.add.schedules;
  const saving = usePlanForm("schedule.put", { part: schedule, title, body: body && { ...body, acceptGaps }, onClose });
  const gaps = useDraftGaps(body && { kind: "schedules", id: saving.id, form: { ...body, name: "-" } });
  return (
    <PlanDialogFrame form={{ ...saving, ready: saving.ready && (acceptGaps || (gaps ?? []).length === 0) }}>
      <div className="fields">
        <PlanName value={form.name} onChange={(name) => change({ name })} />
        <PlanZone value={form.zone} onChange={(zone) => change({ zone })} />
      </div>
      <DutyRules plan={plan} rules={form.rules} onChange={(rules) => change({ rules })} />
      <Holidays rows={draft.holidays} onChange={draft.setHolidays} />
      <Overrides rows={overrides} onChange={setOverrides} onAdd={() => setOverrides([...overrides, emptyOverride()])} />
      <TemporarySchedules rows={draft.temporary} onChange={draft.setTemporary} />
      <Lacking people={peopleIn(draft)} />
      <GapCheck gaps={gaps} accepted={acceptGaps} onAccept={setAcceptGaps} />
    </PlanDialogFrame>
  );
}
