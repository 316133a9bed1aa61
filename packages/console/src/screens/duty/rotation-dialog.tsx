import { Select, TextInput } from "@mantine/core";
import { rotationForm } from "@stanch/model/duty-plan";
import type { Rotation } from "@stanch/model/oncall";
import { type ReactNode, useState } from "react";
import { MomentField } from "../../parts/moment-field.tsx";
import { fieldOfInstant, localZone } from "../../time/instant-text.ts";
import { serverNow } from "../../time/server-time.ts";
import { useWords } from "../../words/language-context.tsx";
import { GapCheck, useDraftGaps } from "./gap-check.tsx";
import { OrderedPeople } from "./ordered-people.tsx";
import { PlanDialogFrame, PlanName, PlanZone } from "./plan-dialog-frame.tsx";
import { Lacking } from "./reachability.tsx";
import { usePlanForm } from "./use-plan-form.ts";

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
  const [form, setForm] = useState<Form>(rotation ?? fresh);
  const [acceptGaps, setAcceptGaps] = useState(false);
  const change = (part: Partial<Form>) => setForm((before) => ({ ...before, ...part }));
  const body = rotationForm.safeParse(form).data;
  const title = duty.add.rotations;
  const plan = usePlanForm("rotation.put", { part: rotation, title, body: body && { ...body, acceptGaps }, onClose });
  // A new rotation is used by nothing yet and leaves nothing uncovered.
  const asked = rotation === undefined || body === undefined ? undefined : body;
  const gaps = useDraftGaps(asked && { kind: "rotations", id: plan.id, form: { ...asked, name: "-" } });
  return (
    <PlanDialogFrame form={{ ...plan, ready: plan.ready && (acceptGaps || (gaps ?? []).length === 0) }}>
      <PlanName value={form.name} onChange={(name) => change({ name })} />
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
        <PlanZone value={form.zone} onChange={(zone) => change({ zone })} />
        <MomentField
          label={duty.firstTurn}
          required
          value={form.start}
          onChange={(start) => change({ start: start.slice(0, 16) })}
        />
      </div>
      <OrderedPeople people={form.participants} onChange={(participants) => change({ participants })} />
      <Lacking people={form.participants} />
      <GapCheck gaps={gaps} accepted={acceptGaps} onAccept={setAcceptGaps} />
    </PlanDialogFrame>
  );
}
