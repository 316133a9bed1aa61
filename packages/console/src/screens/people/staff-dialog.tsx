import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import type { StaffMember } from "@stanch/model/handling";
import { customerId } from "@stanch/model/ids";
import { role, roleNames, type Role } from "@stanch/model/role";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useLanguage, useText, useWords } from "../../words/language-context.tsx";
import { Dialog } from "../../parts/dialog.tsx";

/** A person: name, how to reach them, roles, whether they may sign in; and a new one-time password. */
export function StaffDialog({
  member,
  onClose,
  onPassword,
}: {
  readonly member?: StaffMember;
  readonly onClose: () => void;
  readonly onPassword: (password: string) => void;
}): ReactNode {
  const { closing, frame } = useWords();
  const { staff, settings } = closing;
  const text = useText();
  const { language } = useLanguage();
  const customers = useRead("customer.list", {});
  const create = useAct("staff.create");
  const update = useAct("staff.update");
  const reset = useAct("staff.reset");
  const [form, setForm] = useState({
    name: member?.name ?? "",
    email: member?.email ?? "",
    phone: member?.phone ?? "",
    roles: member?.roles ?? ([] as Role[]),
    customer: member?.customer,
    language: member?.language ?? language,
    active: member?.active ?? true,
  });
  const change = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const ready =
    form.name.trim() !== "" && form.email.includes("@") && (form.customer !== undefined || form.roles.length > 0);
  const send = () => {
    const { active, customer, ...rest } = form;
    const of = customer === undefined ? {} : { customer, roles: ["customer" as const] };
    const body = { ...rest, ...of, name: form.name.trim(), email: form.email.trim(), phone: form.phone.trim() };
    if (member === undefined) create.mutate({ body }, { onSuccess: (made) => onPassword(made.oneTimePassword) });
    else update.mutate({ params: { staff: member.id }, body: { ...body, active } }, { onSuccess: onClose });
  };
  const field = (name: "name" | "email" | "phone") => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <Dialog onClose={onClose} title={member?.name ?? staff.add}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) send();
        }}
      >
        <TextInput data-autofocus label={frame.name} required {...field("name")} />
        <div className="columns tight">
          <TextInput label={frame.email} type="email" required {...field("email")} />
          <TextInput label={frame.phone} type="tel" {...field("phone")} />
        </div>
        <Select
          label={staff.belongs}
          description={staff.belongsWhy}
          placeholder={staff.belongsStaff}
          clearable
          searchable
          value={form.customer ?? null}
          onChange={(value) =>
            change({
              customer: customerId.safeParse(value).data,
              roles: form.roles.filter((one) => one !== "customer"),
            })
          }
          data={(customers.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        />
        {form.customer === undefined ? (
          <Checkbox.Group
            label={staff.roles}
            value={form.roles}
            onChange={(values) => change({ roles: role.options.filter((one) => values.includes(one)) })}
          >
            <div className="choice">
              {role.options
                .filter((one) => one !== "customer")
                .map((one) => (
                  <Checkbox key={one} value={one} label={text(roleNames[one])} />
                ))}
            </div>
          </Checkbox.Group>
        ) : null}
        <Select
          label={staff.language}
          allowDeselect={false}
          value={form.language}
          onChange={(value) => change({ language: value === "en" ? "en" : "zh" })}
          data={(["zh", "en"] as const).map((value) => ({ value, label: settings.languages[value] }))}
        />
        {member === undefined ? null : (
          <Checkbox
            label={staff.active}
            checked={form.active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
        )}
        <ProblemBox error={create.error ?? update.error ?? reset.error} />
        <div className="form-actions">
          <Button type="submit" disabled={!ready} loading={create.isPending || update.isPending}>
            {frame.save}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
        {member === undefined ? null : (
          <div className="notice-line stack-tight">
            <p className="small">{staff.resetSure(member.name)}</p>
            <div>
              <Button
                size="compact-sm"
                variant="default"
                loading={reset.isPending}
                onClick={() =>
                  reset.mutate(
                    { params: { staff: member.id } },
                    { onSuccess: ({ oneTimePassword }) => onPassword(oneTimePassword) },
                  )
                }
              >
                {staff.reset}
              </Button>
            </div>
          </div>
        )}
      </form>
    </Dialog>
  );
}
