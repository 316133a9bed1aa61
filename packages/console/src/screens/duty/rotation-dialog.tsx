import { Select, TextInput } from "@mantine/core";
import { rotationForm } from "@stanch/model/duty-plan";
import type { Rotation } from "@stanch/model/oncall";
import { type ReactNode, useState } from "react";
import { newId } from "../../api/new-id.ts";
import { useAct } from "../../api/queries.ts";
import { fieldOfInstant, localZone } from "../../time/instant-text.ts";
import { serverNow } from "../../time/server-time.ts";
import { useWords } from "../../words/language-context.tsx";
import { OrderedPeople } from "./ordered-people.tsx";
import { PlanDialogFrame } from "./plan-dialog-frame.tsx";

type Form = Omit<Rotation, "id">;

/** Nine o'clock of a Monday that is past: whoever is first is on duty from the moment the rotation is used. */
function lastMonday(): string {
  const day = new Date(serverNow() - 86_400_000);
  day.setDate(day.getDate() - ((day.getDay() + 6) % 7));
  return `${fieldOfInstant(day.toISOString()).slice(0, 11)}09:00`;
}

const fresh = (): Form => ({
  name: "",
  zone: localZone(),
  kind: "weekly",
  length: 1,
  start: lastMonday(),
  participants: [],
});

/** People who take turns: how often they change, since when, in which order. */
export function RotationDialog({
  rotation,
  onClose,
}: {
  readonly rotation?: Rotation | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { duty } = useWords();
  const act = useAct("rotation.put");
  const [form, setForm] = useState<Form>(rotation ?? fresh);
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const parsed = rotationForm.safeParse(form);
  const save = () => {
    if (parsed.success)
      act.mutate({ params: { id: rotation?.id ?? newId() }, body: parsed.data }, { onSuccess: onClose });
  };
  return (
    <PlanDialogFrame
      title={rotation?.name ?? duty.add.rotations}
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
        <TextInput
          label={duty.everyLength}
          inputMode="numeric"
          value={form.length === 0 ? "" : String(form.length)}
          onChange={(event) => change({ length: Number(event.currentTarget.value.replace(/\D/g, "").slice(0, 4)) })}
        />
        <Select
          label={duty.unit}
          allowDeselect={false}
          value={form.kind}
          onChange={(value) => change({ kind: rotationForm.shape.kind.catch("weekly").parse(value) })}
          data={rotationForm.shape.kind.options.map((value) => ({ value, label: duty.kinds[value] }))}
        />
        <TextInput
          label={duty.zone}
          required
          value={form.zone}
          onChange={(event) => change({ zone: event.currentTarget.value })}
        />
        <TextInput
          label={duty.firstTurn}
          type="datetime-local"
          required
          value={form.start}
          onChange={(event) => change({ start: event.currentTarget.value })}
        />
      </div>
      <OrderedPeople people={form.participants} onChange={(participants) => change({ participants })} />
    </PlanDialogFrame>
  );
}
