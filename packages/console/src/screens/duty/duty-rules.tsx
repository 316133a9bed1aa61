import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import type { DutyPlan } from "@stanch/model/duty-plan";
import { type DutyRule, dutyRule, dutyTarget } from "@stanch/model/oncall";
import type { ReactNode } from "react";
import { useLanguage, useWords } from "../../words/language-context.tsx";
import { useDutyTargets } from "./duty-choices.ts";

const week = [1, 2, 3, 4, 5, 6, 7] as const;

/** `Mon`, `周一`: weekdays by their ISO number. */
export function useWeekdays(): (day: number) => string {
  const { language } = useLanguage();
  const format = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });
  // 5 January 2026 is a Monday.
  return (day) => format.format(new Date(Date.UTC(2026, 0, 4 + day)));
}

/** Blocks of hours, each with who covers them and on which days they begin. */
export function DutyRules({
  plan,
  rules,
  onChange,
}: {
  readonly plan: DutyPlan;
  readonly rules: readonly DutyRule[];
  readonly onChange: (rules: DutyRule[]) => void;
}): ReactNode {
  const { duty } = useWords();
  const targets = useDutyTargets(plan);
  const [first] = targets.flatMap(({ items }) => items);
  const add = () => {
    const target = targetOf(first?.value);
    if (target !== undefined) onChange([...rules, { target, weekdays: [...week], start: "09:00", end: "09:00" }]);
  };
  return (
    <fieldset className="form plain">
      <legend>{duty.rules}</legend>
      {rules.map((rule, at) => (
        <OneRule
          key={at}
          rule={rule}
          number={at + 1}
          targets={targets}
          onChange={(next) => onChange(rules.map((one, index) => (index === at ? next : one)))}
          onRemove={() => onChange(rules.filter((_, index) => index !== at))}
        />
      ))}
      <div>
        <Button size="compact-sm" variant="default" disabled={first === undefined} onClick={add}>
          {duty.addRule}
        </Button>
      </div>
    </fieldset>
  );
}

function targetOf(key: string | null | undefined): DutyRule["target"] | undefined {
  const [kind, id] = (key ?? "").split(":", 2);
  return dutyTarget.safeParse({ kind, id }).data;
}

function OneRule({
  rule,
  number,
  targets,
  onChange,
  onRemove,
}: {
  readonly rule: DutyRule;
  readonly number: number;
  readonly targets: ReturnType<typeof useDutyTargets>;
  readonly onChange: (rule: DutyRule) => void;
  readonly onRemove: () => void;
}): ReactNode {
  const { duty } = useWords();
  const weekday = useWeekdays();
  const time = (key: "start" | "end", label: string) => (
    <TextInput
      label={label}
      placeholder="09:00"
      maxLength={5}
      value={rule[key]}
      error={dutyRule.shape[key].safeParse(rule[key]).success ? undefined : duty.badTime}
      onChange={(event) => onChange({ ...rule, [key]: event.currentTarget.value })}
    />
  );
  const turn = (day: number, on: boolean) =>
    onChange({ ...rule, weekdays: week.filter((one) => (one === day ? on : rule.weekdays.includes(one))) });
  return (
    <div className="rule-box">
      <div className="fields">
        <Select
          label={duty.target}
          searchable
          allowDeselect={false}
          value={`${rule.target.kind}:${rule.target.id}`}
          onChange={(value) => onChange({ ...rule, target: targetOf(value) ?? rule.target })}
          data={targets}
        />
        {time("start", duty.from)}
        {time("end", duty.to)}
      </div>
      <p className="muted small">{duty.wholeDay}</p>
      <div className="spread">
        <div className="weekdays" role="group" aria-label={duty.weekdays}>
          {week.map((day) => (
            <Checkbox
              key={day}
              label={weekday(day)}
              checked={rule.weekdays.includes(day)}
              onChange={(event) => turn(day, event.currentTarget.checked)}
            />
          ))}
        </div>
        <Button size="compact-sm" variant="subtle" aria-label={duty.removeRow(number)} onClick={onRemove}>
          {duty.remove}
        </Button>
      </div>
    </div>
  );
}
