import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import type { Contact, RequestForm, Symptom } from "@stanch/model/request";
import { contact, symptom, symptomNames } from "@stanch/model/request";
import { type ReactNode, useState } from "react";
import { MomentField } from "../../parts/moment-field.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { instantOfField } from "../../time/instant-text.ts";
import { useLanguage, useText, useWords } from "../../words/language-context.tsx";

const nothing = {
  organisation: "",
  name: "",
  phone: "",
  email: "",
  location: "",
  systems: "",
  description: "",
  firstNoticed: "",
};
type Fields = typeof nothing;

function wrongFields(fields: Fields): Set<string> {
  const parsed = contact.safeParse({ name: fields.name, phone: fields.phone, email: fields.email.trim() });
  return new Set([
    ...(parsed.error?.issues.map((issue) => String(issue.path[0])) ?? []),
    ...(fields.organisation.trim() === "" ? ["organisation"] : []),
    ...(fields.location.trim() === "" ? ["location"] : []),
  ]);
}

function formOf(fields: Fields, symptoms: readonly Symptom[], language: "zh" | "en"): RequestForm {
  const firstNoticed = instantOfField(fields.firstNoticed);
  const email = fields.email.trim();
  const who: Contact = { name: fields.name.trim(), phone: fields.phone.trim(), ...(email === "" ? {} : { email }) };
  return {
    organisation: fields.organisation.trim(),
    contact: who,
    location: fields.location.trim(),
    systems: fields.systems.trim(),
    symptoms: [...symptoms],
    description: fields.description.trim(),
    ...(firstNoticed === undefined ? {} : { firstNoticed }),
    language,
  };
}

/** The fields of a request, for whoever needs help; with an account the organisation is known. */
export function RequestFields({
  organisation,
  busy,
  error,
  onSend,
}: {
  readonly organisation?: string;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSend: (form: RequestForm) => void;
}): ReactNode {
  const { request } = useWords().entry;
  const { frame } = useWords();
  const text = useText();
  const { language } = useLanguage();
  const [fields, setFields] = useState<Fields>({ ...nothing, organisation: organisation ?? "" });
  const [symptoms, setSymptoms] = useState<readonly Symptom[]>([]);
  const [tried, setTried] = useState(false);
  const wrong = wrongFields(fields);
  const field = (name: keyof Fields, words: string) => ({
    name,
    size: "md" as const,
    value: fields[name],
    error: tried && wrong.has(name) ? words : undefined,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setFields((before) => ({ ...before, [name]: value }));
    },
  });
  const send = () => {
    setTried(true);
    const [first] = wrong;
    if (first === undefined) onSend(formOf(fields, symptoms, language));
    else document.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };
  return (
    <form
      className="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <div role="group" aria-label={request.symptoms} className="stack-tight">
        <h2>{request.symptoms}</h2>
        {symptom.options.map((one) => (
          <Checkbox
            key={one}
            size="md"
            label={text(symptomNames[one])}
            checked={symptoms.includes(one)}
            onChange={(event) =>
              setSymptoms(event.currentTarget.checked ? [...symptoms, one] : symptoms.filter((other) => other !== one))
            }
          />
        ))}
      </div>
      {organisation === undefined ? (
        <TextInput
          label={request.organisation}
          required
          autoComplete="organization"
          {...field("organisation", request.fill)}
        />
      ) : null}
      <TextInput label={request.contactName} required autoComplete="name" {...field("name", request.fill)} />
      <TextInput
        label={request.contactPhone}
        required
        type="tel"
        autoComplete="tel"
        {...field("phone", request.badPhone)}
      />
      <TextInput
        label={`${request.contactEmail} (${frame.optional})`}
        type="email"
        autoComplete="email"
        {...field("email", request.badEmail)}
      />
      <TextInput
        label={request.location}
        description={request.locationHint}
        required
        {...field("location", request.fill)}
      />
      <TextInput label={request.systems} description={request.systemsHint} {...field("systems", "")} />
      <Textarea label={request.description} autosize minRows={4} {...field("description", "")} />
      <MomentField
        size="md"
        label={request.firstNoticed}
        value={fields.firstNoticed}
        onChange={(value) => setFields((before) => ({ ...before, firstNoticed: value }))}
      />
      <ProblemBox error={error} />
      <Button type="submit" size="lg" loading={busy}>
        {request.submit}
      </Button>
    </form>
  );
}
