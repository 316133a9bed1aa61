import { Button, MultiSelect, Select, TextInput } from "@mantine/core";
import type { DutyPlan } from "@stanch/model/duty-plan";
import { type PolicyStep, policyStep } from "@stanch/model/escalation";
import type { ReactNode } from "react";
import { useWords } from "../../words/language-context.tsx";
import { targetKey, targetsOf, usePageTargets } from "./duty-choices.ts";

/** The steps of a chain, one after the other. */
export function PolicySteps({
  plan,
  steps,
  onChange,
}: {
  readonly plan: DutyPlan;
  readonly steps: readonly PolicyStep[];
  readonly onChange: (steps: PolicyStep[]) => void;
}): ReactNode {
  const { duty } = useWords();
  const targets = usePageTargets(plan);
  const up = (at: number) =>
    onChange(steps.map((one, index) => (index === at - 1 ? steps[at] : index === at ? steps[at - 1] : one) ?? one));
  return (
    <fieldset className="form plain">
      <legend>{duty.steps}</legend>
      {steps.map((step, at) => (
        <div key={at} className="rule-box" role="group" aria-label={duty.stepNumber(at + 1)}>
          <div className="spread">
            <b>{duty.stepNumber(at + 1)}</b>
            <span className="row">
              {at === 0 ? null : (
                <Button size="compact-sm" variant="subtle" onClick={() => up(at)}>
                  {duty.up}
                </Button>
              )}
              {steps.length === 1 ? null : (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  aria-label={duty.removeRow(at + 1)}
                  onClick={() => onChange(steps.filter((_, index) => index !== at))}
                >
                  {duty.remove}
                </Button>
              )}
            </span>
          </div>
          <OneStep
            step={step}
            targets={targets}
            onChange={(next) => onChange(steps.map((one, index) => (index === at ? next : one)))}
          />
        </div>
      ))}
    </fieldset>
  );
}

function OneStep({
  step,
  targets,
  onChange,
}: {
  readonly step: PolicyStep;
  readonly targets: ReturnType<typeof usePageTargets>;
  readonly onChange: (step: PolicyStep) => void;
}): ReactNode {
  const { duty } = useWords();
  const { kind, acknowledged } = policyStep.shape;
  return (
    <>
      <div className="fields">
        <TextInput
          label={duty.stepName}
          required
          value={step.name}
          onChange={(event) => onChange({ ...step, name: event.currentTarget.value })}
        />
        <Select
          label={duty.kind}
          allowDeselect={false}
          value={step.kind}
          onChange={(value) => onChange({ ...step, kind: kind.catch("page").parse(value) })}
          data={kind.options.map((value) => ({ value, label: duty.stepKinds[value] }))}
        />
        <TextInput
          label={duty.delay}
          inputMode="numeric"
          value={step.delayMinutes === 0 ? "" : String(step.delayMinutes)}
          onChange={(event) =>
            onChange({ ...step, delayMinutes: Number(event.currentTarget.value.replace(/\D/g, "").slice(0, 4)) })
          }
        />
        {step.kind === "gate" ? null : (
          <Select
            label={duty.answered}
            allowDeselect={false}
            value={step.acknowledged}
            onChange={(value) => onChange({ ...step, acknowledged: acknowledged.catch("next").parse(value) })}
            data={acknowledged.options.map((value) => ({ value, label: duty.answers[value] }))}
          />
        )}
      </div>
      <MultiSelect
        label={duty.targets}
        required
        searchable
        value={step.targets.map(targetKey)}
        onChange={(value) => onChange({ ...step, targets: targetsOf(value) })}
        data={targets}
      />
    </>
  );
}
