import { Button, Checkbox, NumberInput, Select, Textarea, TextInput } from "@mantine/core";
import type { HoursLine } from "@stanch/model/hours";
import { staffId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useSession } from "../../api/session-context.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { MomentField } from "../../parts/moment-field.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { fieldOfInstant, instantOfField } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";

/** What stands in the form: the line that is corrected, or the last hour. */
function startOf(corrects: HoursLine | undefined, me: string | undefined) {
  const began = corrects?.startedAt ?? new Date(Date.now() - 3_600_000).toISOString();
  return {
    who: corrects?.staff.id ?? me ?? "",
    startedAt: fieldOfInstant(began).slice(0, 16),
    minutes: corrects?.minutes ?? 60,
    purpose: corrects?.purpose ?? "",
    billable: corrects?.billable ?? true,
    reason: "",
  };
}

/** Writes hours down, or writes a line in place of another. */
export function HoursDialog({
  corrects,
  onClose,
}: {
  readonly corrects: HoursLine | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { measuring, frame } = useWords();
  const words = measuring.hours;
  const incident = useIncidentId();
  const { staff: me } = useSession();
  const staff = useRead("staff.list", {});
  const record = useAct("hours.record");
  const correct = useAct("hours.correct");
  const [form, setForm] = useState(() => startOf(corrects, me?.id));
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const able = (staff.data ?? []).filter(({ active, roles }) => active && !roles.includes("customer"));
  const ready = form.startedAt !== "" && form.purpose.trim() !== "" && (corrects === undefined || form.reason.trim());
  const send = () => {
    const who = staffId.safeParse(form.who);
    const { minutes, billable } = form;
    const startedAt = instantOfField(form.startedAt) ?? "";
    const body = { startedAt, minutes, billable, purpose: form.purpose.trim() };
    const owned = who.success ? { ...body, staff: who.data } : body;
    if (corrects === undefined) record.mutate({ params: { incident }, body: owned }, { onSuccess: onClose });
    else {
      const reason = form.reason.trim();
      correct.mutate({ params: { incident, line: corrects.id }, body: { ...owned, reason } }, { onSuccess: onClose });
    }
  };
  return (
    <Dialog title={corrects === undefined ? words.add : words.correctTitle} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        {corrects === undefined ? null : <p className="muted">{words.correctWhy}</p>}
        <Select
          label={words.person}
          searchable
          allowDeselect={false}
          value={form.who}
          onChange={(who) => change({ who: who ?? "" })}
          data={able.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <div className="columns">
          <MomentField
            label={words.startedAt}
            required
            value={form.startedAt}
            onChange={(startedAt) => change({ startedAt })}
          />
          <NumberInput
            label={words.minutes}
            required
            allowDecimal={false}
            min={corrects === undefined ? 1 : 0}
            max={1440}
            value={form.minutes}
            onChange={(minutes) => change({ minutes: Number(minutes) })}
          />
        </div>
        <Textarea
          label={words.purpose}
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={form.purpose}
          onChange={(event) => change({ purpose: event.currentTarget.value })}
        />
        <Checkbox
          label={words.billable}
          checked={form.billable}
          onChange={(event) => change({ billable: event.currentTarget.checked })}
        />
        {corrects === undefined ? null : (
          <TextInput
            label={words.reason}
            required
            maxLength={2000}
            value={form.reason}
            onChange={(event) => change({ reason: event.currentTarget.value })}
          />
        )}
        <ProblemBox error={record.error ?? correct.error} />
        <div className="form-actions">
          <Button type="submit" loading={record.isPending || correct.isPending} disabled={!ready}>
            {corrects === undefined ? frame.save : words.correct}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
