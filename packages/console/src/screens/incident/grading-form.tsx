import { Select, TextInput } from "@mantine/core";
import type { Grading } from "@stanch/model/handling";
import { harmNames, importanceNames, lossNames } from "@stanch/model/level-table";
import type { Text } from "@stanch/model/text";
import type { ReactNode } from "react";
import { LevelBadge } from "../../parts/badges.tsx";
import { useLanguage, useText, useWords } from "../../words/language-context.tsx";
import type { FactorDraft, NumberField } from "./factor-draft.ts";

interface Part {
  readonly draft: FactorDraft;
  readonly onChange: (draft: FactorDraft) => void;
}

/** The answers behind a level, and beside them every rule that fires, in both languages, as they are given. */
export function GradingForm({ draft, onChange, grading }: Part & { readonly grading: Grading }): ReactNode {
  const { determine } = useWords().incident;
  return (
    <div className="grading">
      <fieldset className="form plain">
        <legend>{determine.grading}</legend>
        <div className="columns tight">
          <Choice
            label={determine.importance}
            names={importanceNames}
            value={draft.importance}
            onChange={(importance) => onChange({ ...draft, importance })}
          />
          <Choice
            label={determine.loss}
            names={lossNames}
            value={draft.loss}
            onChange={(loss) => onChange({ ...draft, loss })}
          />
          <Choice
            label={determine.harm}
            names={harmNames}
            value={draft.harm}
            onChange={(harm) => onChange({ ...draft, harm })}
          />
        </div>
        <Numbers draft={draft} onChange={onChange} />
      </fieldset>
      <Fired grading={grading} />
    </div>
  );
}

function Choice<Key extends string>({
  label,
  names,
  value,
  onChange,
}: {
  readonly label: string;
  readonly names: Record<Key, Text>;
  readonly value: Key;
  readonly onChange: (value: Key) => void;
}): ReactNode {
  const text = useText();
  const keys = Object.keys(names) as Key[];
  return (
    <Select
      label={label}
      allowDeselect={false}
      value={value}
      data={keys.map((key) => ({ value: key, label: text(names[key]) }))}
      onChange={(next) => onChange(keys.find((key) => key === next) ?? value)}
    />
  );
}

function Numbers({ draft, onChange }: Part): ReactNode {
  const { determine } = useWords().incident;
  const number = (field: NumberField) => (
    <TextInput
      key={field}
      label={determine[field]}
      inputMode="decimal"
      value={draft.numbers[field] ?? ""}
      onChange={(event) => onChange({ ...draft, numbers: { ...draft.numbers, [field]: event.currentTarget.value } })}
    />
  );
  const pick = <Key extends string>(
    label: string,
    names: Record<Key, string>,
    value: Key,
    set: (value: Key) => void,
  ) => {
    const keys = Object.keys(names) as Key[];
    return (
      <Select
        label={label}
        allowDeselect={false}
        value={value}
        data={keys.map((key) => ({ value: key, label: names[key] }))}
        onChange={(next) => set(keys.find((key) => key === next) ?? value)}
      />
    );
  };
  const text = useText();
  const threats = {
    none: determine.noThreat,
    considerable: text(lossNames.considerable),
    severe: text(lossNames.severe),
    extreme: text(lossNames.extreme),
  };
  return (
    <details>
      <summary>{determine.numbers}</summary>
      <div className="columns tight">
        {(["ciiMinutes", "ciiMainMinutes", "peopleAffected", "personalInformation", "lossYuan"] as const).map(number)}
        {pick(determine.dataThreat, threats, draft.dataThreat, (dataThreat) => onChange({ ...draft, dataThreat }))}
        {pick(determine.siteObject, determine.siteObjects, draft.siteObject, (siteObject) =>
          onChange({ ...draft, siteObject }),
        )}
        {number("siteMinutes")}
        {pick(determine.tamperObject, determine.tamperObjects, draft.tamperObject, (tamperObject) =>
          onChange({ ...draft, tamperObject }),
        )}
        {(["tamperHome", "tamperOther", "tamperReposts", "tamperViews"] as const).map(number)}
      </div>
    </details>
  );
}

function Fired({ grading }: { readonly grading: Grading }): ReactNode {
  const { determine } = useWords().incident;
  const { language } = useLanguage();
  const other = language === "zh" ? "en" : "zh";
  return (
    <section className="fired" aria-live="polite">
      <div className="spread">
        <h3>{determine.fired}</h3>
        <LevelBadge level={grading.level} />
      </div>
      <ul className="stack-tight">
        {grading.rules.map((rule) => (
          <li key={rule.id} className={rule.level === grading.level ? "notice-line decisive" : "notice-line"}>
            <p className="spread">
              <code>{rule.id}</code>
              {rule.level === grading.level ? <b className="small">{determine.decisive}</b> : null}
            </p>
            <p>{rule.explain[language]}</p>
            <p className="muted small" lang={other}>
              {rule.explain[other]}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
