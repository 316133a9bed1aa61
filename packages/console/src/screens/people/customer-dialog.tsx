import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { type Customer, customerForm, type CustomerForm } from "@stanch/model/customer";
import { type Contact, contact as contactSchema } from "@stanch/model/request";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useLanguage, useWords } from "../../words/language-context.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { AssetsPart, ContractPart, SitesPart } from "./customer-service-parts.tsx";

/** A customer's name, people and promise. */
export function CustomerDialog({
  customer,
  onClose,
}: {
  readonly customer?: Customer;
  readonly onClose: () => void;
}): ReactNode {
  const { closing, frame } = useWords();
  const { customers, settings } = closing;
  const { language } = useLanguage();
  const create = useAct("customer.create");
  const update = useAct("customer.update");
  const fresh = { name: "", contacts: [], language, responseMinutes: 240, importance: "general" as const, notes: "" };
  const [form, setForm] = useState<CustomerForm>(() =>
    customer === undefined ? { ...fresh, sites: [], assets: [], contract: null } : customerForm.parse(customer),
  );
  const change = (part: Partial<CustomerForm>) => setForm((before) => ({ ...before, ...part }));
  const parsed = customerForm.safeParse({
    ...form,
    contacts: form.contacts.filter(({ name, phone }) => name !== "" || phone !== ""),
  });
  const send = () => {
    if (!parsed.success) return;
    const after = { onSuccess: onClose };
    if (customer === undefined) create.mutate({ body: parsed.data }, after);
    else update.mutate({ params: { customer: customer.id }, body: parsed.data }, after);
  };
  return (
    <Dialog onClose={onClose} width={860} title={customer?.name ?? customers.add}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextInput
          data-autofocus
          label={customers.name}
          required
          value={form.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <div className="columns tight">
          <TextInput
            label={customers.promise}
            inputMode="numeric"
            value={String(form.responseMinutes)}
            onChange={(event) => change({ responseMinutes: Number(event.currentTarget.value.replace(/\D/g, "")) })}
          />
          <Select
            label={customers.importance}
            allowDeselect={false}
            value={form.importance}
            onChange={(value) => change({ importance: customerForm.shape.importance.catch("general").parse(value) })}
            data={customerForm.shape.importance.options.map((value) => ({
              value,
              label: customers.importances[value],
            }))}
          />
          <Select
            label={customers.language}
            allowDeselect={false}
            value={form.language}
            onChange={(value) => change({ language: value === "en" ? "en" : "zh" })}
            data={(["zh", "en"] as const).map((value) => ({ value, label: settings.languages[value] }))}
          />
        </div>
        <Contacts contacts={form.contacts} onChange={(contacts) => change({ contacts })} />
        <ContractPart form={form} change={change} />
        <SitesPart form={form} change={change} />
        <AssetsPart form={form} change={change} />
        <Textarea
          label={customers.notes}
          autosize
          minRows={2}
          value={form.notes}
          onChange={(event) => change({ notes: event.currentTarget.value })}
        />
        <ProblemBox error={create.error ?? update.error} />
        <div className="form-actions">
          <Button type="submit" disabled={!parsed.success} loading={create.isPending || update.isPending}>
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

function Contacts({
  contacts,
  onChange,
}: {
  readonly contacts: readonly Contact[];
  readonly onChange: (contacts: Contact[]) => void;
}): ReactNode {
  const { closing, frame, entry } = useWords();
  const { customers } = closing;
  const set = (at: number, part: Partial<Contact>) =>
    onChange(contacts.map((one, index) => (index === at ? { ...one, ...part } : one)));
  return (
    <fieldset className="form plain">
      <legend>{customers.contacts}</legend>
      {contacts.map((one, at) => (
        <div key={at} className="contact-row">
          <TextInput
            aria-label={frame.name}
            placeholder={frame.name}
            value={one.name}
            onChange={(event) => set(at, { name: event.currentTarget.value })}
          />
          <TextInput
            aria-label={frame.phone}
            placeholder={frame.phone}
            value={one.phone}
            error={
              one.phone !== "" && !contactSchema.shape.phone.safeParse(one.phone).success
                ? entry.request.badPhone
                : undefined
            }
            onChange={(event) => set(at, { phone: event.currentTarget.value })}
          />
          <TextInput
            aria-label={frame.email}
            placeholder={frame.email}
            value={one.email ?? ""}
            onChange={(event) => set(at, { email: event.currentTarget.value })}
          />
          <Button
            variant="subtle"
            aria-label={customers.removeContact(one.name)}
            onClick={() => onChange(contacts.filter((_, index) => index !== at))}
          >
            ×
          </Button>
        </div>
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange([...contacts, { name: "", phone: "", email: "" }])}
        >
          {customers.addContact}
        </Button>
      </div>
    </fieldset>
  );
}
