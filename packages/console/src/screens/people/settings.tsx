import { Button, Checkbox, PasswordInput, Select, Textarea, TextInput } from "@mantine/core";
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
import { MailIntake } from "./mail-intake.tsx";
import { Providers } from "./providers.tsx";
import { ServicePlans } from "./service-plans.tsx";
import { TeamPageEditor } from "./team-page-editor.tsx";

/** What an administrator sets: who the centre is, how its mail leaves, who gets copies. */
export function Settings(): ReactNode {
  const { settings } = useWords().closing;
  const read = useRead("settings.get", {});
  return (
    <div className="page narrow stack">
      <h1>{settings.title}</h1>
      <AsyncView query={read}>
        {(values) => (
          <>
            <Form key={JSON.stringify(writeSettings(readSettings(values)))} values={values} />
            <MailIntake values={values} />
            <Providers values={values} />
            <ServicePlans values={values} />
            <TeamPageEditor values={values} />
          </>
        )}
      </AsyncView>
    </div>
  );
}

/** Both mail servers have the same fields and the same words. */
const names = {
  Host: "smtpHost",
  Port: "smtpPort",
  Security: "smtpSecurity",
  From: "smtpFrom",
  User: "smtpUser",
  Password: "smtpPassword",
} as const;

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
      <Mail {...part} server="smtp" passwordSet={secretIsSet(values, "smtp.password")} />
      <Mail {...part} server="second" passwordSet={secretIsSet(values, "smtp.second.password")} />
      <Reach {...part} />
      <RecurrenceDays {...part} />
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

/** A mail server; the second is tried at once when the first does not take a mail. */
function Mail({
  passwordSet,
  server,
  ...part
}: Part & { readonly passwordSet: boolean; readonly server: "smtp" | "second" }): ReactNode {
  const { settings } = useWords().closing;
  const field = (name: keyof typeof names) => ({
    label: settings.fields[names[name]],
    value: part.draft[`${server}${name}`],
    onChange: (event: { currentTarget: { value: string } }) => part.set(`${server}${name}`, event.currentTarget.value),
  });
  const needed = part.draft[`${server}Host`].trim() !== "";
  const security = field("Security");
  return (
    <fieldset className="section form">
      <legend>{server === "smtp" ? settings.mail : settings.secondMail}</legend>
      <p className="muted">{server === "smtp" ? settings.mailWhy : settings.secondMailWhy}</p>
      <div className="columns">
        <TextInput {...field("Host")} />
        <TextInput inputMode="numeric" required={needed} {...field("Port")} />
        <Select
          label={security.label}
          allowDeselect={false}
          value={security.value}
          onChange={(value) => part.set(`${server}Security`, value ?? "starttls")}
          data={(["tls", "starttls", "none"] as const).map((value) => ({ value, label: settings.securities[value] }))}
        />
        <TextInput type="email" required={needed} {...field("From")} />
        <TextInput autoComplete="off" {...field("User")} />
        <PasswordInput
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
          placeholder={passwordSet ? settings.secretSet : settings.secretNone}
          {...field("Password")}
        />
      </div>
    </fieldset>
  );
}

/** What is demanded of people on duty. */
function Reach({ draft, set }: Part): ReactNode {
  const { settings } = useWords().closing;
  return (
    <fieldset className="section form">
      <legend>{settings.reach}</legend>
      <Select
        label={settings.needsContacts}
        description={settings.needsContactsWhy}
        allowDeselect={false}
        value={draft.dutyNeedsContacts}
        onChange={(value) => set("dutyNeedsContacts", value ?? "auto")}
        data={(["auto", "yes", "no"] as const).map((value) => ({ value, label: settings.needs[value] }))}
      />
      <Checkbox
        label={settings.dailyTest}
        description={settings.dailyTestWhy}
        checked={draft.dailyTest === "yes"}
        onChange={(event) => set("dailyTest", event.currentTarget.checked ? "yes" : "no")}
      />
    </fieldset>
  );
}

/** How long closed cases are watched. */
function RecurrenceDays({ draft, set }: Part): ReactNode {
  const { recurrence: words } = useWords().going;
  return (
    <fieldset className="section form">
      <legend>{words.settings}</legend>
      <TextInput
        label={words.days}
        inputMode="numeric"
        required
        value={draft.recurrenceDays}
        onChange={(event) => set("recurrenceDays", event.currentTarget.value)}
      />
      <Textarea
        label={words.types}
        description={words.typesHint}
        autosize
        minRows={2}
        value={draft.recurrenceTypes}
        onChange={(event) => set("recurrenceTypes", event.currentTarget.value)}
      />
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
