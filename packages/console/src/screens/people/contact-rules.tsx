import { Button, Select, TextInput } from "@mantine/core";
import type { ContactMethod, ContactRule } from "@stanch/model/contact";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** Which way is used when, while nobody has answered. */
export function ContactRules({
  methods,
  rules,
}: {
  readonly methods: readonly ContactMethod[];
  readonly rules: readonly ContactRule[];
}): ReactNode {
  const { reach, names } = useWords();
  const act = useAct("contact.rules");
  const [draft, setDraft] = useState(rules);
  const usable = methods.filter((one) => one.channel !== "phone" && one.verifiedAt !== undefined);
  const [first] = usable;
  const last = draft.at(-1)?.delayMinutes ?? -5;
  const change = (at: number, part: Partial<ContactRule>) =>
    setDraft(draft.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const choices = usable.map((one) => ({ value: one.id, label: `${names.noticeChannel[one.channel]} ${one.address}` }));
  return (
    <form
      className="panel form"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ body: { rules: [...draft] } });
      }}
    >
      <h2>{reach.rulesTitle}</h2>
      <p className="muted">{reach.rulesWhy}</p>
      {draft.length === 0 ? <p>{reach.rulesNone}</p> : null}
      {draft.map((rule, at) => (
        <div key={at} className="rule-row" role="group" aria-label={reach.rule(at + 1)}>
          <Select
            label={reach.channel}
            allowDeselect={false}
            value={rule.contact}
            onChange={(value) => change(at, { contact: value ?? rule.contact })}
            data={choices}
          />
          <TextInput
            label={reach.delay}
            inputMode="numeric"
            maxLength={4}
            value={String(rule.delayMinutes)}
            onChange={(event) =>
              change(at, { delayMinutes: Math.min(1440, Number(event.currentTarget.value.replace(/\D/g, ""))) })
            }
          />
          <Button
            variant="subtle"
            aria-label={reach.removeRule(at + 1)}
            onClick={() => setDraft(draft.filter((_, index) => index !== at))}
          >
            ×
          </Button>
        </div>
      ))}
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button
          variant="default"
          disabled={first === undefined}
          onClick={() =>
            first === undefined
              ? undefined
              : setDraft([...draft, { contact: first.id, delayMinutes: Math.min(1440, last + 5) }])
          }
        >
          {reach.addRule}
        </Button>
        <Button type="submit" loading={act.isPending} disabled={JSON.stringify(draft) === JSON.stringify(rules)}>
          {reach.saveRules}
        </Button>
        {rules.length === 0 ? null : (
          <Button variant="subtle" onClick={() => act.mutate({ body: { rules: [] } })}>
            {reach.rulesDefault}
          </Button>
        )}
      </div>
    </form>
  );
}
