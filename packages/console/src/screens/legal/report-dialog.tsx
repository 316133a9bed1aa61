import { Button, Textarea, TextInput } from "@mantine/core";
import type { LegalDuty } from "@stanch/model/legal-duty";
import type { Language } from "@stanch/model/text";
import { type ReactNode, useState } from "react";
import { call } from "../../api/client.ts";
import { useAct } from "../../api/queries.ts";
import { useSession } from "../../api/session-context.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { MomentField } from "../../parts/moment-field.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { fieldOfInstant, instantOfField } from "../../time/instant-text.ts";
import { serverNow } from "../../time/server-time.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";

const languages: readonly (readonly [Language, string])[] = [
  ["zh", "中文"],
  ["en", "English"],
];

/** The words of the report, drafted from the case, and the proof that it was sent: by whom, to whom, through what, when, receipt. */
export function ReportDialog({ duty, onClose }: { readonly duty: LegalDuty; readonly onClose: () => void }): ReactNode {
  const { legal, frame } = useWords();
  const text = useText();
  const incident = useIncidentId();
  const act = useAct("legal.report");
  const { staff } = useSession();
  const [failed, setFailed] = useState<unknown>();
  const [form, setForm] = useState({
    sentAt: fieldOfInstant(new Date(serverNow()).toISOString()),
    sender: staff?.name ?? "",
    recipient: text(duty.rule.recipient),
    channel: "",
    body: "",
    receipt: "",
  });
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  const params = { incident, rule: duty.rule.id };
  const draft = (language: Language) => {
    setFailed(undefined);
    call("legal.draft", { params, query: { language } }).then(
      ({ body }) => setForm((before) => ({ ...before, body })),
      setFailed,
    );
  };
  const sentAt = instantOfField(form.sentAt);
  const ready = sentAt !== undefined && Object.values(form).every((value) => value.trim() !== "");
  return (
    <Dialog onClose={onClose} width={760} title={text(duty.rule.duty)} high>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) act.mutate({ params, body: { ...form, sentAt } }, { onSuccess: onClose });
        }}
      >
        <p className="muted small">{legal.recordHint}</p>
        <div className="row">
          <span className="muted">{legal.draftIn}</span>
          {languages.map(([language, name]) => (
            <Button key={language} lang={language} size="compact-sm" variant="default" onClick={() => draft(language)}>
              {name}
            </Button>
          ))}
        </div>
        <Textarea label={legal.body} required autosize minRows={8} maxRows={24} {...field("body")} />
        <div className="columns">
          <TextInput label={legal.recipient} required {...field("recipient")} />
          <TextInput label={legal.channel} required {...field("channel")} />
          <TextInput label={legal.sender} required {...field("sender")} />
          <MomentField
            label={legal.sentAt}
            required
            value={form.sentAt}
            onChange={(value) => setForm((before) => ({ ...before, sentAt: value }))}
          />
        </div>
        <Textarea label={legal.receipt} description={legal.receiptHint} required autosize {...field("receipt")} />
        <ProblemBox error={act.error ?? failed} />
        <div className="form-actions">
          <Button type="submit" loading={act.isPending} disabled={!ready}>
            {legal.record}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
