import { Button, PasswordInput, Select, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import {
  readSettings,
  secretIsSet,
  type SettingField,
  type SettingsDraft,
  type SettingValues,
  writeSettings,
} from "../../settings/settings-draft.ts";
import { useWords } from "../../words/language-context.tsx";

/** What an administrator sets: who the centre is, how its mail leaves, who gets copies. */
export function Settings(): ReactNode {
  const { settings } = useWords().closing;
  const read = useRead("settings.get", {});
  return (
    <div className="page narrow stack">
      <h1>{settings.title}</h1>
      <AsyncView query={read}>{(values) => <Form key={JSON.stringify(values)} values={values} />}</AsyncView>
    </div>
  );
}

interface Part {
  readonly draft: SettingsDraft;
  readonly set: (field: SettingField, value: string) => void;
}

function Form({ values }: { readonly values: SettingValues }): ReactNode {
  const { settings } = useWords().closing;
  const act = useAct("settings.put");
  const [draft, setDraft] = useState(() => readSettings(values));
  const set = (field: SettingField, value: string) => setDraft((before) => ({ ...before, [field]: value }));
  const part = { draft, set };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ body: writeSettings(draft) });
      }}
    >
      <Centre {...part} />
      <Mail {...part} passwordSet={secretIsSet(values, "smtp.password")} />
      <Receivers {...part} />
      <Webhooks {...part} secretSet={secretIsSet(values, "webhook.secret")} />
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button type="submit" loading={act.isPending}>
          {settings.save}
        </Button>
        {act.isSuccess ? <span role="status">{settings.savedAt}</span> : null}
      </div>
    </form>
  );
}

function useField({ draft, set }: Part) {
  const { fields } = useWords().closing.settings;
  return (field: SettingField & keyof typeof fields) => ({
    label: fields[field],
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) => set(field, event.currentTarget.value),
  });
}

function Centre(part: Part): ReactNode {
  const { settings } = useWords().closing;
  const field = useField(part);
  return (
    <fieldset className="section form">
      <legend>{settings.centre}</legend>
      <div className="columns">
        <TextInput required {...field("nameZh")} />
        <TextInput required {...field("nameEn")} />
        <TextInput type="tel" description={settings.dutyPhoneWhy} {...field("dutyPhone")} />
        <TextInput type="email" description={settings.dutyMailWhy} {...field("dutyMail")} />
        <TextInput required inputMode="numeric" {...field("responseMinutes")} />
        <TextInput required {...field("zone")} />
      </div>
      <div className="with-button">
        <TextInput className="grow" type="url" description={settings.publicUrlWhy} {...field("publicUrl")} />
        <Button variant="default" onClick={() => part.set("publicUrl", location.origin)}>
          {settings.thisAddress}
        </Button>
      </div>
    </fieldset>
  );
}

function Mail({ passwordSet, ...part }: Part & { readonly passwordSet: boolean }): ReactNode {
  const { settings } = useWords().closing;
  const field = useField(part);
  const needed = part.draft.smtpHost.trim() !== "";
  const security = field("smtpSecurity");
  return (
    <fieldset className="section form">
      <legend>{settings.mail}</legend>
      <p className="muted">{settings.mailWhy}</p>
      <div className="columns">
        <TextInput {...field("smtpHost")} />
        <TextInput inputMode="numeric" required={needed} {...field("smtpPort")} />
        <Select
          label={security.label}
          allowDeselect={false}
          value={security.value}
          onChange={(value) => part.set("smtpSecurity", value ?? "starttls")}
          data={(["tls", "starttls", "none"] as const).map((value) => ({ value, label: settings.securities[value] }))}
        />
        <TextInput type="email" required={needed} {...field("smtpFrom")} />
        <TextInput autoComplete="off" {...field("smtpUser")} />
        <PasswordInput
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
          placeholder={passwordSet ? settings.secretSet : settings.secretNone}
          {...field("smtpPassword")}
        />
      </div>
    </fieldset>
  );
}

function Receivers(part: Part): ReactNode {
  const { settings } = useWords().closing;
  const { names } = useWords();
  const field = useField(part);
  const receiver = (kind: "team" | "escalation", channels: readonly ("mail" | "webhook" | "in-person")[]) => {
    const channel = field(`${kind}Channel`);
    return (
      <div className="columns tight">
        <TextInput {...field(`${kind}Name`)} />
        <Select
          label={channel.label}
          allowDeselect={false}
          value={channel.value}
          onChange={(value) => part.set(`${kind}Channel`, value ?? "mail")}
          data={channels.map((value) => ({ value, label: names.noticeChannel[value] }))}
        />
        {channel.value === "in-person" ? null : <TextInput {...field(`${kind}Address`)} />}
      </div>
    );
  };
  return (
    <fieldset className="section form">
      <legend>{settings.receivers}</legend>
      <p className="muted">{settings.teamWhy}</p>
      {receiver("team", ["mail", "webhook", "in-person"])}
      <p className="muted">{settings.escalationWhy}</p>
      {receiver("escalation", ["mail", "webhook"])}
    </fieldset>
  );
}

function Webhooks({ secretSet, ...part }: Part & { readonly secretSet: boolean }): ReactNode {
  const { settings } = useWords().closing;
  const field = useField(part);
  return (
    <fieldset className="section form">
      <legend>{settings.webhooks}</legend>
      <PasswordInput
        autoComplete="new-password"
        description={settings.webhookSecretWhy}
        visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
        placeholder={secretSet ? settings.secretSet : settings.secretNone}
        {...field("webhookSecret")}
      />
      <Textarea
        autosize
        minRows={2}
        classNames={{ input: "mono" }}
        description={settings.webhookAllowWhy}
        {...field("webhookAllow")}
      />
    </fieldset>
  );
}
