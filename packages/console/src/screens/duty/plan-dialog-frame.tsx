import { Button, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import type { PlanForm } from "./use-plan-form.ts";

/** The frame of every form of the duty plan: fields, what is wrong, save and cancel. */
export function PlanDialogFrame({
  form,
  children,
}: {
  readonly form: PlanForm;
  readonly children: ReactNode;
}): ReactNode {
  const { frame } = useWords();
  const { title, ready, busy, error, onSave, onClose } = form;
  return (
    <Dialog onClose={onClose} width={760} title={title}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onSave();
        }}
      >
        {children}
        <ProblemBox error={error} />
        <div className="form-actions">
          <Button type="submit" disabled={!ready} loading={busy}>
            {frame.save}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The name, where every form of the plan begins. */
export function PlanName({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (name: string) => void;
}): ReactNode {
  const { duty } = useWords();
  return (
    <TextInput
      data-autofocus
      required
      label={duty.name}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The zone whose clock the hours follow. */
export function PlanZone({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (zone: string) => void;
}): ReactNode {
  const { duty } = useWords();
  return (
    <TextInput label={duty.zone} required value={value} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
