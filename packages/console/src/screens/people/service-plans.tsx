import { Button, TextInput } from "@mantine/core";
import { type ServicePlan, servicePlan } from "@stanch/model/service-plan";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import type { SettingValues } from "../../settings/settings-draft.ts";
import { useText, useWords } from "../../words/language-context.tsx";

const levels = ["1", "2", "3", "4"] as const;
const fresh: ServicePlan = { id: "", name: { zh: "", en: "" }, levels: {} };

/** What contracts promise, in general and by level. */
export function ServicePlans({ values }: { readonly values: SettingValues }): ReactNode {
  const { plans: words } = useWords().service;
  const text = useText();
  const act = useAct("settings.put");
  const [editing, setEditing] = useState<ServicePlan | undefined>();
  const list = servicePlan.array().catch([]).parse(values["servicePlans"]);
  const put = (next: readonly ServicePlan[]) =>
    act.mutate(
      { body: { servicePlans: JSON.parse(JSON.stringify(next)) } },
      { onSuccess: () => setEditing(undefined) },
    );
  const save = (made: ServicePlan) =>
    put(
      list.some(({ id }) => id === editing?.id)
        ? list.map((one) => (one.id === made.id ? made : one))
        : [...list, made],
    );
  return (
    <section className="section form">
      <h2>{words.title}</h2>
      <p className="muted">{words.why}</p>
      {list.length === 0 ? <p>{words.none}</p> : null}
      <ul className="plan-list">
        {list.map((one) => (
          <li key={one.id}>
            <span className="plan-words">
              <b>{text(one.name)}</b>{" "}
              <span className="muted small">
                {words.response} {one.responseMinutes ?? "–"} · {words.onSite} {one.onSiteMinutes ?? "–"}
              </span>
            </span>
            <span className="row">
              <Button
                size="compact-sm"
                variant="default"
                aria-label={words.editOf(text(one.name))}
                onClick={() => setEditing(one)}
              >
                {words.edit}
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                aria-label={words.removeOf(text(one.name))}
                onClick={() => put(list.filter(({ id }) => id !== one.id))}
              >
                {words.remove}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <div>
        <Button size="compact-sm" variant="default" onClick={() => setEditing(fresh)}>
          {words.add}
        </Button>
      </div>
      {editing === undefined ? (
        <ProblemBox error={act.error} />
      ) : (
        <PlanForm
          plan={editing}
          taken={list.map(({ id }) => id).filter((id) => id !== editing.id)}
          busy={act.isPending}
          error={act.error}
          onSave={save}
          onClose={() => setEditing(undefined)}
        />
      )}
    </section>
  );
}

type Minutes = Pick<ServicePlan, "responseMinutes" | "onSiteMinutes">;

/** Minutes as they are typed; empty is nothing promised. */
function withMinutes<T extends Minutes>(promise: T, key: keyof Minutes, typed: string): T {
  const { [key]: _before, ...rest } = promise;
  const value = Number(typed.replace(/\D/g, "").slice(0, 5));
  return (value === 0 ? rest : { ...rest, [key]: value }) as T;
}

function PlanForm({
  plan,
  taken,
  busy,
  error,
  onSave,
  onClose,
}: {
  readonly plan: ServicePlan;
  readonly taken: readonly string[];
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: (plan: ServicePlan) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { service, frame } = useWords();
  const { plans: words } = service;
  const [form, setForm] = useState(plan);
  const made = servicePlan.safeParse(form).data;
  const twice = taken.includes(form.id);
  const named = form.name.zh.trim() !== "" && form.name.en.trim() !== "";
  const name = (language: "zh" | "en", label: string) => (
    <TextInput
      required
      label={label}
      value={form.name[language]}
      onChange={(event) => setForm({ ...form, name: { ...form.name, [language]: event.currentTarget.value } })}
    />
  );
  return (
    <Dialog onClose={onClose} width={620} title={words.title}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (made !== undefined && named && !twice) onSave(made);
        }}
      >
        <div className="fields">
          <TextInput
            data-autofocus
            required
            label={words.id}
            disabled={plan.id !== ""}
            error={twice ? words.twice : undefined}
            value={form.id}
            onChange={(event) => setForm({ ...form, id: event.currentTarget.value.trim().toLowerCase() })}
          />
          {name("zh", words.nameZh)}
          {name("en", words.nameEn)}
        </div>
        <Promises
          title={words.general}
          promise={form}
          onChange={(next) => setForm({ ...form, ...cleared(form, next) })}
        />
        <p className="muted small">{words.empty}</p>
        {levels.map((level) => (
          <Promises
            key={level}
            title={words.level(Number(level))}
            promise={form.levels[level] ?? {}}
            onChange={(next) => setForm({ ...form, levels: { ...form.levels, [level]: next } })}
          />
        ))}
        <ProblemBox error={error} />
        <div className="form-actions">
          <Button type="submit" disabled={made === undefined || !named || twice} loading={busy}>
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

/** The general promise among the other fields: what was emptied is gone. */
function cleared(form: ServicePlan, next: Minutes): Minutes {
  return {
    ...(form.responseMinutes === undefined && next.responseMinutes === undefined
      ? {}
      : { responseMinutes: next.responseMinutes }),
    ...(form.onSiteMinutes === undefined && next.onSiteMinutes === undefined
      ? {}
      : { onSiteMinutes: next.onSiteMinutes }),
  };
}

function Promises({
  title,
  promise,
  onChange,
}: {
  readonly title: string;
  readonly promise: Minutes;
  readonly onChange: (promise: Minutes) => void;
}): ReactNode {
  const { plans: words } = useWords().service;
  const { responseMinutes, onSiteMinutes } = promise;
  const field = (key: keyof Minutes, label: string) => (
    <TextInput
      label={`${title} · ${label}`}
      inputMode="numeric"
      value={String(promise[key] ?? "")}
      onChange={(event) => onChange(withMinutes({ responseMinutes, onSiteMinutes }, key, event.currentTarget.value))}
    />
  );
  return (
    <div className="columns tight">
      {field("responseMinutes", words.response)}
      {field("onSiteMinutes", words.onSite)}
    </div>
  );
}
