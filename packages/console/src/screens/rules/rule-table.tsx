import { Button, Select, TextInput } from "@mantine/core";
import { ruleLevel } from "@stanch/model/detection";
import type { ListedRule, RuleList, RuleQuery } from "@stanch/model/rule-choice";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import type { RuleSubject } from "./rules-page.tsx";

/** Rules of one answer. */
const PAGE = 100;

type Subject = { readonly subject: RuleSubject | undefined };

/** The list of rules with its search, and the switch of each. */
export function RuleTable({ subject }: Subject): ReactNode {
  const { rules } = useWords();
  const [words, setWords] = useState("");
  const [query, setQuery] = useState<Omit<RuleQuery, "text" | "customer">>({});
  const text = useDeferredValue(words.trim());
  const narrow = (part: Partial<RuleQuery>) => setQuery((before) => ({ ...before, offset: 0, ...part }));
  const list = useRead("ruleChoice.list", {
    query: { ...query, ...(text === "" ? {} : { text }), ...(subject === undefined ? {} : { customer: subject.id }) },
  });
  return (
    <div className="stack">
      <div className="rule-search">
        <TextInput
          placeholder={rules.search}
          aria-label={rules.search}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            narrow({});
          }}
        />
        <Narrowing query={query} sources={list.data?.sources ?? []} onChange={narrow} />
      </div>
      <AsyncView query={list}>
        {(data) => (
          <Found data={data} subject={subject} offset={query.offset ?? 0} onOffset={(offset) => narrow({ offset })} />
        )}
      </AsyncView>
    </div>
  );
}

function Narrowing({
  query,
  sources,
  onChange,
}: {
  readonly query: RuleQuery;
  readonly sources: readonly string[];
  readonly onChange: (part: Partial<RuleQuery>) => void;
}): ReactNode {
  const { rules } = useWords();
  const named = useSourceName();
  return (
    <>
      <Select
        aria-label={rules.source}
        allowDeselect={false}
        value={query.source ?? ""}
        onChange={(value) => onChange({ source: value === "" || value === null ? undefined : value })}
        data={[
          { value: "", label: rules.allSources },
          ...sources.map((source) => ({ value: source, label: named(source) })),
        ]}
      />
      <Select
        aria-label={rules.level}
        allowDeselect={false}
        value={query.level ?? ""}
        onChange={(value) => onChange({ level: ruleLevel.optional().catch(undefined).parse(value) })}
        data={[
          { value: "", label: rules.allLevels },
          ...ruleLevel.options.map((level) => ({ value: level, label: rules.levels[level] })),
        ]}
      />
      <Select
        aria-label={rules.state}
        allowDeselect={false}
        value={query.state ?? "all"}
        onChange={(value) => onChange({ state: value === "on" || value === "off" ? value : undefined })}
        data={(["all", "on", "off"] as const).map((state) => ({ value: state, label: rules.states[state] }))}
      />
    </>
  );
}

/** How a source is called on the screen; a folder's and an added one's own name is its name. */
export function useSourceName(): (source: string) => string {
  const { sourceNames } = useWords().rules;
  return (source) => (source === "own" || source === "folder" ? sourceNames[source] : source);
}

function Found({
  data,
  subject,
  offset,
  onOffset,
}: Subject & {
  readonly data: RuleList;
  readonly offset: number;
  readonly onOffset: (offset: number) => void;
}): ReactNode {
  const { rules } = useWords();
  const text = useText();
  const named = useSourceName();
  const may = useMay()("rule.write");
  const [switching, setSwitching] = useState<ListedRule | undefined>();
  return (
    <>
      <p className="muted small">
        {rules.count(data.found, data.total)}
        {data.rejected === 0 ? null : ` · ${rules.rejected(data.rejected)}`} · {rules.hash}{" "}
        <span className="mono break">{data.hash}</span>
      </p>
      {data.rules.length === 0 ? (
        <Empty words={rules.none} />
      ) : (
        <DataTable
          label={rules.title}
          rows={data.rules}
          rowKey={({ source, path, id }) => `${source} ${path} ${id}`}
          columns={[
            {
              head: rules.rule,
              cell: (rule) => (
                <span className="cell-words">
                  <b>{text(rule.title)}</b> <span className="mono small muted break">{rule.id}</span>
                </span>
              ),
            },
            { head: rules.level, cell: ({ level }) => rules.levels[level] },
            {
              head: rules.logsource,
              cell: ({ kind, logsource }) => (kind === "correlation" ? rules.kinds.correlation : logsource),
            },
            { head: rules.source, cell: ({ source }) => named(source) },
            { head: rules.state, cell: (rule) => <State rule={rule} /> },
            ...(may
              ? [
                  {
                    head: rules.action,
                    cell: (rule: ListedRule) => (
                      <Switch rule={rule} subject={subject} onPress={() => setSwitching(rule)} />
                    ),
                  },
                ]
              : []),
          ]}
        />
      )}
      <Pages offset={offset} found={data.found} onOffset={onOffset} />
      {switching === undefined ? null : (
        <SwitchDialog rule={switching} subject={subject} onClose={() => setSwitching(undefined)} />
      )}
    </>
  );
}

function State({ rule }: { readonly rule: ListedRule }): ReactNode {
  const { rules } = useWords();
  const told = [
    ...(rule.off === undefined ? [] : [{ words: rules.offAll, decision: rule.off }]),
    ...(rule.offHere === undefined ? [] : [{ words: rules.offHere, decision: rule.offHere }]),
  ];
  if (told.length === 0) return rules.on;
  return (
    <span className="cell-words">
      {told.map(({ words, decision }) => (
        <span key={words} className="block">
          <b>{words}</b> <span className="small muted">{rules.because(decision.reason, decision.byName)}</span>
        </span>
      ))}
    </span>
  );
}

/** Whether it is on by the list that is looked at: everybody's, or the customer's. */
const isOn = (rule: ListedRule, subject: RuleSubject | undefined): boolean =>
  (subject === undefined ? rule.off : rule.offHere) === undefined;

function Switch({
  rule,
  subject,
  onPress,
}: Subject & { readonly rule: ListedRule; readonly onPress: () => void }): ReactNode {
  const { rules } = useWords();
  const text = useText();
  const on = isOn(rule, subject);
  const label = (on ? rules.switchOffOf : rules.switchOnOf)(text(rule.title));
  return (
    <Button size="compact-sm" variant="default" aria-label={label} onClick={onPress}>
      {on ? rules.switchOff : rules.switchOn}
    </Button>
  );
}

function SwitchDialog({
  rule,
  subject,
  onClose,
}: Subject & { readonly rule: ListedRule; readonly onClose: () => void }): ReactNode {
  const { rules } = useWords();
  const text = useText();
  const act = useAct("ruleChoice.switch");
  const on = isOn(rule, subject);
  const title = text(rule.title);
  const customer = subject === undefined ? {} : { customer: subject.id };
  return (
    <ReasonDialog
      title={subject === undefined ? rules.forAll(title) : rules.forOne(title, subject.name)}
      label={rules.reason}
      action={on ? rules.switchOff : rules.switchOn}
      error={act.error}
      busy={act.isPending}
      onClose={onClose}
      onSubmit={(reason) =>
        act.mutate({ body: { rule: rule.id, on: !on, reason, ...customer } }, { onSuccess: onClose })
      }
    />
  );
}

function Pages({
  offset,
  found,
  onOffset,
}: {
  readonly offset: number;
  readonly found: number;
  readonly onOffset: (offset: number) => void;
}): ReactNode {
  const { rules } = useWords();
  if (found <= PAGE) return null;
  return (
    <div className="form-actions">
      <Button
        size="compact-sm"
        variant="default"
        disabled={offset === 0}
        onClick={() => onOffset(Math.max(0, offset - PAGE))}
      >
        {rules.earlier}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={offset + PAGE >= found}
        onClick={() => onOffset(offset + PAGE)}
      >
        {rules.later}
      </Button>
    </div>
  );
}
