import { Button, TextInput } from "@mantine/core";
import { type DutyPlan, policyForm } from "@stanch/model/duty-plan";
import type { EscalationPolicy, PolicyStep } from "@stanch/model/escalation";
import { type ReactNode, useState } from "react";
import { newId } from "../../api/new-id.ts";
import { useAct } from "../../api/queries.ts";
import { useWords } from "../../words/language-context.tsx";
import { PlanDialogFrame } from "./plan-dialog-frame.tsx";
import { PolicySteps } from "./policy-steps.tsx";

type Form = Omit<EscalationPolicy, "id">;

const freshStep = (): PolicyStep => ({ name: "", targets: [], kind: "page", delayMinutes: 15, acknowledged: "next" });

/** The notification chain: its steps in order, and what happens when nobody answers. */
export function PolicyDialog({
  plan,
  policy,
  onClose,
}: {
  readonly plan: DutyPlan;
  readonly policy?: EscalationPolicy | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { duty } = useWords();
  const act = useAct("policy.put");
  const [form, setForm] = useState<Form>(
    () => policy ?? { name: "", repeat: 1, actionMinutes: 15, steps: [freshStep()] },
  );
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const parsed = policyForm.safeParse(form);
  const save = () => {
    if (parsed.success)
      act.mutate({ params: { id: policy?.id ?? newId() }, body: parsed.data }, { onSuccess: onClose });
  };
  const number = (key: "repeat" | "actionMinutes", label: string) => (
    <TextInput
      label={label}
      inputMode="numeric"
      value={String(form[key])}
      onChange={(event) => change({ [key]: Number(event.currentTarget.value.replace(/\D/g, "").slice(0, 4)) })}
    />
  );
  return (
    <PlanDialogFrame
      title={policy?.name ?? duty.add.policies}
      ready={parsed.success}
      busy={act.isPending}
      error={act.error}
      onSave={save}
      onClose={onClose}
    >
      <TextInput
        data-autofocus
        required
        label={duty.name}
        value={form.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className="fields">
        {number("repeat", duty.repeat)}
        {number("actionMinutes", duty.actionMinutes)}
      </div>
      <PolicySteps plan={plan} steps={form.steps} onChange={(steps) => change({ steps })} />
      <div>
        <Button size="compact-sm" variant="default" onClick={() => change({ steps: [...form.steps, freshStep()] })}>
          {duty.addStep}
        </Button>
      </div>
    </PlanDialogFrame>
  );
}
