import { Button, PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { Provider } from "@stanch/model/provider";
import { type ReactNode, useState } from "react";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { type ProviderDraft, readProvider, writeProvider, writeSecrets } from "../../settings/provider-draft.ts";
import { secretIsSet, type SettingValues } from "../../settings/settings-draft.ts";
import { useWords } from "../../words/language-context.tsx";

/** One provider: what one fills in by itself first, the request as data below. */
export function ProviderDialog({
  provider,
  fixedId,
  taken,
  values,
  busy,
  error,
  onSave,
  onClose,
}: {
  readonly provider: Provider;
  /** Records name a provider by its short name: it stays. */
  readonly fixedId: boolean;
  readonly taken: readonly string[];
  readonly values: SettingValues;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: (made: Provider, secrets: SettingValues) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { reach, frame, closing } = useWords();
  const { providers: words } = reach;
  const [draft, setDraft] = useState<ProviderDraft>(() => readProvider(provider));
  const change = (part: Partial<ProviderDraft>) => setDraft((before) => ({ ...before, ...part }));
  const made = writeProvider(draft);
  const twice = taken.includes(draft.id.trim());
  const text = (key: "id" | "name" | "url") => ({
    value: draft[key],
    onChange: (event: { currentTarget: { value: string } }) => change({ [key]: event.currentTarget.value }),
  });
  const secret = (key: "secret" | "token" | "inbound") => (
    <PasswordInput
      key={key}
      label={words.secrets[key]}
      description={key === "inbound" ? words.inboundWhy : undefined}
      autoComplete="new-password"
      visibilityToggleButtonProps={{ "aria-hidden": true, tabIndex: -1 }}
      placeholder={
        secretIsSet(values, `provider.${draft.id}.${key}`) ? closing.settings.secretSet : closing.settings.secretNone
      }
      value={draft[key]}
      onChange={(event) => change({ [key]: event.currentTarget.value })}
    />
  );
  return (
    <Dialog onClose={onClose} width={760} title={provider.name}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (made !== undefined && !twice) onSave(made, writeSecrets(made.id, draft));
        }}
      >
        <div className="columns tight">
          <TextInput data-autofocus required label={words.name} {...text("name")} />
          <TextInput
            required
            label={words.id}
            description={words.idWhy}
            disabled={fixedId}
            error={twice ? words.twice : undefined}
            {...text("id")}
          />
        </div>
        <TextInput required label={words.url} classNames={{ input: "mono" }} {...text("url")} />
        <Values draft={draft} onChange={change} />
        <div className="columns tight">{(["secret", "token", "inbound"] as const).map(secret)}</div>
        <details>
          <summary>{words.request}</summary>
          <Textarea
            autosize
            minRows={8}
            maxRows={18}
            spellCheck={false}
            aria-label={words.request}
            description={words.requestWhy}
            classNames={{ input: "mono" }}
            value={draft.request}
            onChange={(event) => change({ request: event.currentTarget.value })}
          />
        </details>
        {made === undefined ? <p className="notice-line">{words.badRequest}</p> : null}
        <ProblemBox error={error} />
        <div className="form-actions">
          <Button type="submit" disabled={made === undefined || twice} loading={busy}>
            {words.save}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** The customer's own fixed values and the account of the signature. */
function Values({
  draft,
  onChange,
}: {
  readonly draft: ProviderDraft;
  readonly onChange: (part: Partial<ProviderDraft>) => void;
}): ReactNode {
  const { providers: words } = useWords().reach;
  const names = Object.keys(draft.values);
  if (names.length === 0 && draft.account === undefined) return null;
  return (
    <fieldset className="form plain">
      <legend>{words.values}</legend>
      <div className="fields">
        {draft.account === undefined ? null : (
          <TextInput
            label={draft.request.includes('"keyId"') ? words.keyId : words.user}
            value={draft.account}
            autoComplete="off"
            onChange={(event) => onChange({ account: event.currentTarget.value })}
          />
        )}
        {names.map((name) => (
          <TextInput
            key={name}
            label={name}
            value={draft.values[name] ?? ""}
            onChange={(event) => onChange({ values: { ...draft.values, [name]: event.currentTarget.value } })}
          />
        ))}
      </div>
    </fieldset>
  );
}
