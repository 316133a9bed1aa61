import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { customerId } from "@stanch/model/ids";
import type { OidcProvider } from "@stanch/model/oidc";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** The provider of one customer, as it was registered there. */
export function OidcDialog({
  provider,
  onClose,
}: {
  readonly provider?: OidcProvider;
  readonly onClose: () => void;
}): ReactNode {
  const { access, frame } = useWords();
  const { organisation } = access;
  const customers = useRead("customer.list", {}).data ?? [];
  const act = useAct("oidc.put");
  const [customer, setCustomer] = useState<string | null>(provider?.customer ?? null);
  const [form, setForm] = useState({
    issuer: provider?.issuer ?? "",
    clientId: provider?.clientId ?? "",
    clientSecret: "",
  });
  const field = (name: keyof typeof form) => ({
    label: organisation[name],
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <Dialog title={organisation.section} onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = customerId.safeParse(customer);
          if (chosen.success) act.mutate({ params: { customer: chosen.data }, body: form }, { onSuccess: onClose });
        }}
      >
        <Select
          label={organisation.customer}
          required
          disabled={provider !== undefined}
          value={customer}
          onChange={setCustomer}
          data={customers.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <TextInput required type="url" maxLength={400} description={organisation.issuerWhy} {...field("issuer")} />
        <TextInput required maxLength={300} autoComplete="off" {...field("clientId")} />
        <PasswordInput
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
          placeholder={provider?.secretSet === true ? organisation.secretSet : organisation.secretNone}
          {...field("clientSecret")}
        />
        <p className="muted small">
          {organisation.redirect} <span className="mono break">{`${location.origin}/sign-in/oidc`}</span>
        </p>
        <ProblemBox error={act.error} />
        <div className="form-actions">
          <Button type="submit" loading={act.isPending} disabled={customer === null}>
            {frame.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
