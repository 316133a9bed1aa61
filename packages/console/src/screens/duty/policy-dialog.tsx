import { Button, TextInput } from "@mantine/core";
import { type DutyPlan, policyForm } from "@stanch/model/duty-plan";
import type { EscalationPolicy, PolicyStep } from "@stanch/model/escalation";
import { type ReactNode, useState } from "react";
import { useWords } from "../../words/language-context.tsx";
import { PlanDialogFrame, PlanName } from "./plan-dialog-frame.tsx";
import { PolicySteps } from "./policy-steps.tsx";
import { usePlanForm } from "./use-plan-form.ts";

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
  const [form, setForm] = useState<Form>(
    () => policy ?? { name: "", repeat: 1, actionMinutes: 15, steps: [freshStep()] },
  );
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const body = policyForm.safeParse(form).data;
  const saving = usePlanForm("policy.put", { part: policy, title: duty.add.policies, body, onClose });
  const number = (key: "repeat" | "actionMinutes", label: string) => (
    <TextInput
      label={label}
      inputMode="numeric"
      value={String(form[key])}
      onChange={(event) => change({ [key]: Number(event.currentTarget.value.replace(/\D/g, "").slice(0, 4)) })}
    />
  );
  return (
    <PlanDialogFrame form={saving}>
      <PlanName value={form.name} onChange={(name) => change({ name })} />
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
