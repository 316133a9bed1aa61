import { Button, Textarea, TextInput } from "@mantine/core";
import { type FilterLint, LONGEST_FILTER } from "@stanch/model/rule-choice";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import type { RuleSubject } from "./rules-page.tsx";

const EXAMPLE = `title: 
logsource:
  product: linux
filter:
  rules: any
  selection:
    User: backup
  condition: not selection
`;

/** A filter as text, what is wrong with it, and how many rules it would narrow, before it is saved. */
export function FilterDialog({
  subject,
  onClose,
}: {
  readonly subject: RuleSubject | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { rules, frame } = useWords();
  const [yaml, setYaml] = useState(EXAMPLE);
  const [reason, setReason] = useState("");
  const lint = useAct("ruleChoice.lint");
  const add = useAct("ruleChoice.addFilter");
  const filled = yaml.trim() !== "" && yaml.length <= LONGEST_FILTER;
  const customer = subject === undefined ? {} : { customer: subject.id };
  return (
    <Dialog onClose={onClose} width={760} title={`${rules.addFilter} · ${subject?.name ?? rules.everybody}`}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ body: { yaml, reason: reason.trim(), ...customer } }, { onSuccess: onClose });
        }}
      >
        <Textarea
          data-autofocus
          label={rules.yaml}
          description={rules.yamlHint}
          classNames={{ input: "mono" }}
          autosize
          minRows={10}
          maxRows={24}
          spellCheck={false}
          value={yaml}
          onChange={(event) => {
            setYaml(event.currentTarget.value);
            lint.reset();
          }}
        />
        <TextInput
          label={rules.reason}
          required
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {lint.data === undefined ? null : <Remarks lint={lint.data} />}
        <ProblemBox error={lint.error ?? add.error} />
        <div className="form-actions">
          <Button
            variant="default"
            disabled={!filled}
            loading={lint.isPending}
            onClick={() => lint.mutate({ body: { yaml } })}
          >
            {rules.check}
          </Button>
          <Button type="submit" disabled={!filled || reason.trim() === ""} loading={add.isPending}>
            {rules.save}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Remarks({ lint: { remarks, rules: reached } }: { readonly lint: FilterLint }): ReactNode {
  const { rules } = useWords();
  const text = useText();
  return (
    <div role="status" className="stack-tight">
      {remarks.some(({ error }) => error) ? null : <p>{rules.reach(reached)}</p>}
      {remarks.length === 0 ? (
        <p className="muted">{rules.remarksNone}</p>
      ) : (
        <ul className="rule-remarks">
          {remarks.map(({ line, column, rule, error, message }) => (
            <li key={`${line} ${column} ${rule}`} className="break">
              <b>{error ? rules.error : rules.hint}</b> <span className="muted small">{rules.place(line, column)}</span>{" "}
              {text(message)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
