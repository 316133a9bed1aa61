import { Button, Checkbox, Textarea, TextInput } from "@mantine/core";
import type { Api } from "@stanch/model/api";
import type { OutputOf } from "@stanch/model/route";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

type Values = OutputOf<Api["settings.get"]>;
type Value = Values[string];

/** What the centre can be told: every setting it answers, each by its kind. */
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

/** A value as the text of its field; what is no text, number or yes-no is shown as JSON. */
function shownAs(value: Value): string {
  return typeof value === "string" ? value : JSON.stringify(value, undefined, 2);
}

function readAs(text: string, before: Value): Value | undefined {
  if (typeof before === "string") return text;
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}

function Form({ values }: { readonly values: Values }): ReactNode {
  const { settings } = useWords().closing;
  const act = useAct("settings.put");
  const [texts, setTexts] = useState(() =>
    Object.fromEntries(Object.entries(values).map(([key, value]) => [key, shownAs(value)])),
  );
  const bad = Object.entries(texts).filter(([key, text]) => readAs(text, values[key] ?? null) === undefined);
  const set = (key: string, text: string) => setTexts((before) => ({ ...before, [key]: text }));
  const send = () => {
    const body: Values = {};
    for (const [key, text] of Object.entries(texts)) {
      const value = readAs(text, values[key] ?? null);
      if (value !== undefined) body[key] = value;
    }
    act.mutate({ body });
  };
  if (Object.keys(values).length === 0) return <Empty words={settings.none} />;
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        if (bad.length === 0) send();
      }}
    >
      {Object.entries(values).map(([key, value]) => {
        const label = settings.known[key] ?? key;
        const error = bad.some(([one]) => one === key) ? settings.badJson : undefined;
        if (typeof value === "boolean")
          return (
            <Checkbox
              key={key}
              label={label}
              checked={texts[key] === "true"}
              onChange={(event) => set(key, String(event.currentTarget.checked))}
            />
          );
        const shared = {
          label,
          error,
          value: texts[key] ?? "",
          onChange: (event: { currentTarget: { value: string } }) => set(key, event.currentTarget.value),
        };
        return typeof value === "object" && value !== null ? (
          <Textarea key={key} {...shared} autosize minRows={2} classNames={{ input: "mono" }} />
        ) : (
          <TextInput key={key} {...shared} />
        );
      })}
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button type="submit" loading={act.isPending} disabled={bad.length > 0}>
          {settings.save}
        </Button>
        {act.isSuccess ? <span role="status">{settings.savedAt}</span> : null}
      </div>
    </form>
  );
}
