import { MultiSelect, Select, TextInput } from "@mantine/core";
import { type DutyPlan, type Team, teamForm } from "@stanch/model/duty-plan";
import { staffId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useWords } from "../../words/language-context.tsx";
import { usePeople } from "./duty-choices.ts";
import { PlanDialogFrame, PlanName } from "./plan-dialog-frame.tsx";
import { Lacking } from "./reachability.tsx";
import { usePlanForm } from "./use-plan-form.ts";

type Form = Omit<Team, "id" | "skills"> & { readonly skillWords: string };

function read(team: Team | undefined): Form {
  if (team === undefined) return { name: "", kind: "handling", place: "", members: [], skillWords: "" };
  const { id: _id, skills, ...rest } = team;
  return { ...rest, skillWords: skills.join(", ") };
}

/** A unit of the chain: who belongs to it, where it sits, what it can do, which schedule says who of it is on duty. */
export function TeamDialog({
  plan,
  team,
  onClose,
}: {
  readonly plan: DutyPlan;
  readonly team?: Team | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { duty } = useWords();
  const people = usePeople();
  const [form, setForm] = useState(() => read(team));
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const { skillWords, schedule, ...rest } = form;
  const skills = skillWords.split(/[,，、]/).map((one) => one.trim());
  const body = teamForm.safeParse({
    ...rest,
    skills: skills.filter((one) => one !== ""),
    ...(schedule === undefined ? {} : { schedule }),
  }).data;
  const saving = usePlanForm("team.put", { part: team, title: duty.add.teams, body, onClose });
  return (
    <PlanDialogFrame form={saving}>
      <PlanName value={form.name} onChange={(name) => change({ name })} />
      <div className="fields">
        <Select
          label={duty.kind}
          allowDeselect={false}
          value={form.kind}
          onChange={(value) => change({ kind: teamForm.shape.kind.catch("handling").parse(value) })}
          data={teamForm.shape.kind.options.map((value) => ({ value, label: duty.teamKinds[value] }))}
        />
        <Select
          label={duty.teamSchedule}
          placeholder={duty.everybody}
          clearable
          value={schedule ?? null}
          onChange={(value) => change({ schedule: value ?? undefined })}
          data={plan.schedules.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </div>
      <TextInput
        label={duty.place}
        value={form.place}
        onChange={(event) => change({ place: event.currentTarget.value })}
      />
      <TextInput
        label={duty.skills}
        value={skillWords}
        onChange={(event) => change({ skillWords: event.currentTarget.value })}
      />
      <MultiSelect
        label={duty.members}
        searchable
        value={form.members}
        onChange={(value) => change({ members: value.map((one) => staffId.parse(one)) })}
        data={people}
      />
      <Lacking people={form.members} />
    </PlanDialogFrame>
  );
}
