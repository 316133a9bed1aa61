import { TextInput } from "@mantine/core";
import { type DutyPlan, scheduleForm } from "@stanch/model/duty-plan";
import type { Schedule } from "@stanch/model/oncall";
import { type ReactNode, useState } from "react";
import { newId } from "../../api/new-id.ts";
import { useAct } from "../../api/queries.ts";
import { localZone } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { DutyRules } from "./duty-rules.tsx";
import { emptyOverride, Overrides, readOverrides, writeOverrides } from "./overrides.tsx";
import { PlanDialogFrame } from "./plan-dialog-frame.tsx";

type Form = Omit<Schedule, "id" | "overrides">;

/** Which hours of which days a rotation or a person covers, and exceptions from that. */
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
  const act = useAct("schedule.put");
  const [form, setForm] = useState<Form>(() => schedule ?? { name: "", zone: localZone(), rules: [], temporary: [] });
  const [overrides, setOverrides] = useState(() => readOverrides(schedule?.overrides ?? []));
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const parsed = scheduleForm.safeParse({ ...form, overrides: writeOverrides(overrides) });
  const save = () => {
    if (parsed.success)
      act.mutate({ params: { id: schedule?.id ?? newId() }, body: parsed.data }, { onSuccess: onClose });
  };
  return (
    <PlanDialogFrame
      title={schedule?.name ?? duty.add.schedules}
      ready={parsed.success}
      busy={act.isPending}
      error={act.error}
      onSave={save}
      onClose={onClose}
    >
      <div className="fields">
        <TextInput
          data-autofocus
          required
          label={duty.name}
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <TextInput
          label={duty.zone}
          required
          value={form.zone}
          onChange={(event) => change({ zone: event.currentTarget.value })}
        />
      </div>
      <DutyRules plan={plan} rules={form.rules} onChange={(rules) => change({ rules })} />
      <Overrides rows={overrides} onChange={setOverrides} onAdd={() => setOverrides([...overrides, emptyOverride()])} />
      {form.temporary.length === 0 ? null : <p className="muted">{duty.temporary(form.temporary.length)}</p>}
    </PlanDialogFrame>
  );
}
