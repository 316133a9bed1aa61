import { Button, Checkbox, MultiSelect, Select, Textarea, TextInput } from "@mantine/core";
import { type Measure, measureForm } from "@stanch/model/handling";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { Dialog } from "../../parts/dialog.tsx";

export interface FirstPlan {
  readonly phase: Measure["phase"];
  readonly title: string;
  readonly target: string;
  readonly change: string;
  readonly recommendation?: string;
}

/** Plans a measure: the exact change, how it is proven, how it is taken back, and what evidence was taken before. */
export function PlanDialog({ first, onClose }: { readonly first: FirstPlan; readonly onClose: () => void }): ReactNode {
  const { closing, names, frame } = useWords();
  const { measures } = closing;
  const incident = useIncidentId();
  const act = useAct("measure.plan");
  const evidence = useRead("evidence.list", { params: { incident } });
  const [form, setForm] = useState({
    title: first.title,
    target: first.target,
    change: first.change,
    proofPlan: measures.proofDefault[first.phase],
    undo: measures.undoDefault[first.phase],
  });
  const [phase, setPhase] = useState(first.phase);
  const [ask, setAsk] = useState(false);
  const [taken, setTaken] = useState<string[] | undefined>();
  const chosen = taken ?? (evidence.data ?? []).map(({ id }) => id as string);
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  const send = () => {
    const recommendation = first.recommendation === undefined ? {} : { recommendation: first.recommendation };
    const parsed = measureForm.parse({
      phase,
      ...form,
      evidence: chosen,
      ...recommendation,
      ...(ask ? { askCustomer: true } : {}),
    });
    act.mutate({ params: { incident }, body: parsed }, { onSuccess: onClose });
  };
  const ready = [form.title, form.change, form.proofPlan, form.undo].every((value) => value.trim() !== "");
  return (
    <Dialog onClose={onClose} width={680} title={measures.plan}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        <div className="columns tight">
          <Select
            label={measures.phase}
            allowDeselect={false}
            value={phase}
            onChange={(value) => setPhase(measureForm.shape.phase.catch(phase).parse(value))}
            data={measureForm.shape.phase.options.map((value) => ({ value, label: names.measurePhase[value] }))}
          />
          <TextInput label={measures.target} {...field("target")} />
        </div>
        <TextInput label={measures.name} required maxLength={300} {...field("title")} />
        <Textarea
          label={measures.change}
          description={measures.changeHint}
          required
          autosize
          minRows={3}
          classNames={{ input: "mono" }}
          {...field("change")}
        />
        <Textarea label={measures.proofPlan} required autosize minRows={2} {...field("proofPlan")} />
        <Textarea label={measures.undo} required autosize minRows={2} {...field("undo")} />
        <MultiSelect
          label={measures.evidenceBefore}
          value={chosen}
          onChange={setTaken}
          data={(evidence.data ?? []).map(({ id, label, name }) => ({ value: id, label: `${label} ${name}` }))}
        />
        <Checkbox
          label={measures.askCustomer}
          checked={ask}
          onChange={(event) => setAsk(event.currentTarget.checked)}
        />
        <ProblemBox error={act.error} />
        <div className="form-actions">
          <Button type="submit" data-autofocus loading={act.isPending} disabled={!ready}>
            {measures.submit}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
