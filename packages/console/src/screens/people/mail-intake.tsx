import { Button, PasswordInput, Select, TextInput } from "@mantine/core";
import { imapSettings } from "@stanch/model/mail";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { type SettingValues, secretIsSet } from "../../settings/settings-draft.ts";
import { useWords } from "../../words/language-context.tsx";

/** Where requests by mail come in, and whether fetching works. */
export function MailIntake({ values }: { readonly values: SettingValues }): ReactNode {
  const { papers } = useWords();
  const { settings } = useWords().closing;
  const act = useAct("settings.put");
  const imap = imapSettings.nullable().catch(null).parse(values["imap"]);
  const [draft, setDraft] = useState({
    host: imap?.host ?? "",
    port: String(imap?.port ?? 993),
    security: imap?.security ?? "tls",
    user: imap?.user ?? "",
    folder: imap?.folder ?? "INBOX",
    password: "",
  });
  const field = (name: "host" | "port" | "user" | "folder" | "password") => ({
    label: papers[name],
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((before) => ({ ...before, [name]: value }));
    },
  });
  const save = () => {
    const { host, port, security, user, folder, password } = draft;
    const secret = password === "" ? {} : { "imap.password": password };
    act.mutate({ body: { imap: { host, port: Number(port), security, user, folder }, ...secret } });
  };
  return (
    <form
      className="section form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h2>{papers.intake}</h2>
      <p className="muted">{papers.intakeWhy}</p>
      {imap === null ? null : <State />}
      <div className="columns">
        <TextInput required {...field("host")} />
        <TextInput required inputMode="numeric" {...field("port")} />
        <Select
          label={papers.security}
          allowDeselect={false}
          value={draft.security}
          onChange={(value) => setDraft((before) => ({ ...before, security: value ?? "tls" }))}
          data={(["tls", "starttls", "none"] as const).map((value) => ({ value, label: settings.securities[value] }))}
        />
        <TextInput required autoComplete="off" {...field("user")} />
        <PasswordInput
          autoComplete="new-password"
          visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
          placeholder={secretIsSet(values, "imap.password") ? settings.secretSet : settings.secretNone}
          {...field("password")}
        />
        <TextInput required {...field("folder")} />
      </div>
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button type="submit" variant="default" loading={act.isPending}>
          {settings.save}
        </Button>
        {imap === null ? null : (
          <Button variant="default" onClick={() => act.mutate({ body: { imap: null, "imap.password": null } })}>
            {papers.remove}
          </Button>
        )}
      </div>
    </form>
  );
}

function State(): ReactNode {
  const { papers } = useWords();
  const may = useRead("mail.intake", {}, { every: 30_000 });
  if (may.data === undefined) return null;
  const { lastOk, failingSince, failure } = may.data;
  if (failingSince !== undefined)
    return (
      <p role="alert">
        {papers.failing} <Instant at={failingSince} />: {failure}
      </p>
    );
  return (
    <p className="muted small">
      {papers.lastOk}: {lastOk === undefined ? papers.neverYet : <Instant at={lastOk} />}
    </p>
  );
}
