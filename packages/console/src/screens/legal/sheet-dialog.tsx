import { Button, Checkbox, MultiSelect, Select, Textarea, TextInput } from "@mantine/core";
import { jurisdictions, legalProfile, type LegalSheet, legalSheet, statedMoments } from "@stanch/model/legal-duty";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { MomentField } from "../../parts/moment-field.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { fieldOfInstant, instantOfField } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { useIncident, useIncidentId } from "../use-incident.ts";

const fieldOfMoment = (at: string | undefined): string => (at === undefined ? "" : fieldOfInstant(at));
const momentNames = Object.keys(statedMoments.shape) as (keyof LegalSheet["moments"])[];
const sectors = ["nis2", "finance", "listed"] as const;

/** The facts that decide which law asks for what, with the reason why they change. */
export function SheetDialog({
  sheet,
  onClose,
}: {
  readonly sheet: LegalSheet;
  readonly onClose: () => void;
}): ReactNode {
  const { legal, frame } = useWords();
  const incident = useIncidentId();
  const hasCustomer = useIncident()?.customerId !== undefined;
  const act = useAct("legal.state");
  const [form, setForm] = useState<LegalSheet>(sheet);
  const [holidays, setHolidays] = useState(sheet.holidays.join(" "));
  const [moments, setMoments] = useState(() =>
    Object.fromEntries(momentNames.map((name) => [name, fieldOfMoment(sheet.moments[name])])),
  );
  const [reason, setReason] = useState("");
  const [keep, setKeep] = useState(false);
  const set = (change: Partial<LegalSheet>) => setForm((before) => ({ ...before, ...change }));
  const stated = Object.fromEntries(momentNames.map((name) => [name, instantOfField(moments[name] ?? "")]));
  const parsed = legalSheet.safeParse({
    ...form,
    holidays: holidays.split(/[\s,，、]+/).filter(Boolean),
    moments: stated,
  });
  const ready = parsed.success && reason.trim() !== "";
  const send = () => {
    if (!parsed.success) return;
    const body = { sheet: parsed.data, reason: reason.trim(), keepForCustomer: keep };
    act.mutate({ params: { incident }, body }, { onSuccess: onClose });
  };
  return (
    <Dialog onClose={onClose} width={760} title={legal.facts} high>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        <div className="columns">
          <MultiSelect
            label={legal.jurisdictions}
            value={form.jurisdictions}
            onChange={(all) => set({ jurisdictions: jurisdictions.filter((one) => all.includes(one)) })}
            data={jurisdictions.map((value) => ({ value, label: legal.jurisdiction[value] }))}
          />
          <Select
            label={legal.operator}
            allowDeselect={false}
            value={form.operator}
            onChange={(value) => set({ operator: legalProfile.shape.operator.catch("other").parse(value) })}
            data={legalProfile.shape.operator.options.map((value) => ({ value, label: legal.operators[value] }))}
          />
          <MultiSelect
            label={legal.sectors}
            value={form.sectors}
            onChange={(all) => set({ sectors: sectors.filter((one) => all.includes(one)) })}
            data={sectors.map((value) => ({ value, label: legal.sector[value] }))}
          />
          <Select
            label={legal.data}
            allowDeselect={false}
            value={form.data}
            onChange={(value) => set({ data: legalSheet.shape.data.catch("none").parse(value) })}
            data={legalSheet.shape.data.options.map((value) => ({ value, label: legal.dataKinds[value] }))}
          />
        </div>
        <Checkbox
          label={legal.crime}
          checked={form.crime}
          onChange={(event) => set({ crime: event.currentTarget.checked })}
        />
        <Checkbox
          label={legal.ransomPaid}
          checked={form.ransomPaid}
          onChange={(event) => set({ ransomPaid: event.currentTarget.checked })}
        />
        <div className="columns">
          {momentNames.map((name) => (
            <MomentField
              key={name}
              label={legal.moments[name]}
              {...(name === "aware" ? { description: legal.awareHint } : {})}
              value={moments[name] ?? ""}
              onChange={(value) => setMoments((before) => ({ ...before, [name]: value }))}
            />
          ))}
          <TextInput
            label={legal.zone}
            value={form.zone}
            error={legalProfile.shape.zone.safeParse(form.zone).success ? undefined : legal.zone}
            onChange={(event) => set({ zone: event.currentTarget.value })}
          />
          <TextInput
            label={legal.holidays}
            description={legal.holidaysHint}
            value={holidays}
            onChange={(event) => setHolidays(event.currentTarget.value)}
          />
        </div>
        <Textarea
          label={legal.why}
          required
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {hasCustomer ? (
          <Checkbox label={legal.keep} checked={keep} onChange={(event) => setKeep(event.currentTarget.checked)} />
        ) : null}
        <ProblemBox error={act.error} />
        <div className="form-actions">
          <Button type="submit" loading={act.isPending} disabled={!ready}>
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
