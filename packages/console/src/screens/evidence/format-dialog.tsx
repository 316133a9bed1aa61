import { Button, Textarea, TextInput } from "@mantine/core";
import {
  fieldRoles,
  type FormatDefinition,
  formatDefinition,
  linePattern,
  type Mark,
  matchLine,
  patternOf,
} from "@stanch/model/format-definition";
import { type ReactNode, useRef, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { DataTable } from "../../parts/data-table.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import { linesOf, withMark } from "./format-draft.ts";

interface Draft {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
  readonly lines: string;
  readonly pattern: string;
  readonly refused: string;
}

function draftOf(format: FormatDefinition | undefined): Draft {
  return {
    id: format?.id ?? "",
    zh: format?.names.zh ?? "",
    en: format?.names.en ?? "",
    lines: format?.examples.join("\n") ?? "",
    pattern: format?.patterns.join("\n") ?? "",
    refused: format?.refused.join("\n") ?? "",
  };
}

const definitionOf = (draft: Draft) =>
  formatDefinition.safeParse({
    id: draft.id.trim(),
    names: { zh: draft.zh.trim(), en: draft.en.trim() },
    patterns: linesOf(draft.pattern),
    examples: linesOf(draft.lines).slice(0, 20),
    refused: linesOf(draft.refused),
  });

/** Sample lines, what their parts are, and what comes of it, line by line. */
export function FormatDialog({
  format,
  onClose,
}: {
  readonly format?: FormatDefinition;
  readonly onClose: () => void;
}): ReactNode {
  const { formats: words } = useWords().analysis;
  const put = useAct("format.put");
  const [draft, setDraft] = useState(() => draftOf(format));
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));
  const definition = definitionOf(draft);
  const faults = linesOf(draft.pattern).flatMap((pattern) => {
    const parts = linePattern(pattern);
    return typeof parts === "string" ? [words.faults[parts]] : [];
  });
  const ready = definition.success && faults.length === 0;
  const field = (name: keyof Draft) => ({
    value: draft[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
  });
  return (
    <Dialog title={format?.id ?? words.define} width={900} high onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) put.mutate({ body: definition.data }, { onSuccess: onClose });
        }}
      >
        <Textarea label={words.lines} description={words.linesHint} rows={4} spellCheck={false} {...field("lines")} />
        <Marking line={linesOf(draft.lines)[0] ?? ""} onPattern={(pattern) => change({ pattern })} />
        <Textarea label={words.pattern} rows={2} spellCheck={false} error={faults[0]} {...field("pattern")} />
        <Preview draft={draft} />
        <TextInput label={words.id} description={words.idHint} disabled={format !== undefined} {...field("id")} />
        <TextInput label={words.nameZh} {...field("zh")} />
        <TextInput label={words.nameEn} {...field("en")} />
        <Textarea label={words.refused} rows={2} {...field("refused")} />
        <Button type="submit" loading={put.isPending} disabled={!ready}>
          {words.save}
        </Button>
        <ProblemBox error={put.error} />
      </form>
    </Dialog>
  );
}

/** The first line, parts of which are selected and named: the pattern follows. */
function Marking({
  line,
  onPattern,
}: {
  readonly line: string;
  readonly onPattern: (pattern: string) => void;
}): ReactNode {
  const { formats: words } = useWords().analysis;
  const box = useRef<HTMLInputElement>(null);
  const [made, setMade] = useState<{ readonly of: string; readonly marks: readonly Mark[] }>({ of: "", marks: [] });
  if (line === "") return null;
  const marks = made.of === line ? made.marks : [];
  const mark = (field: string) => {
    const { selectionStart, selectionEnd } = box.current ?? {};
    const next = withMark(marks, { from: selectionStart ?? 0, to: selectionEnd ?? 0, field });
    if (next.length === 0) return;
    setMade({ of: line, marks: next });
    onPattern(patternOf(line, next));
  };
  return (
    <div className="stack-tight">
      <TextInput ref={box} label={words.first} description={words.markHint} value={line} readOnly className="mono" />
      <span className="row">
        {fieldRoles.map((role) => (
          <Button key={role} size="compact-xs" variant="default" onClick={() => mark(role)}>
            {words.mark(words.roles[role])}
          </Button>
        ))}
      </span>
    </div>
  );
}

function Preview({ draft }: { readonly draft: Draft }): ReactNode {
  const { formats: words } = useWords().analysis;
  const lines = linesOf(draft.lines).slice(0, 20);
  const patterns = linesOf(draft.pattern)
    .map(linePattern)
    .filter((one) => typeof one !== "string");
  if (lines.length === 0 || patterns.length === 0) return null;
  const rows = lines.map((line, at) => {
    const said = patterns.map((pattern) => matchLine(pattern, line)).find((found) => found !== undefined);
    return { line, at, said };
  });
  const role = (name: string): string => (name in words.roles ? words.roles[name as "time"] : name);
  return (
    <div className="stack-tight">
      <p role="status">{words.fits(rows.filter(({ said }) => said !== undefined).length, rows.length)}</p>
      <DataTable
        label={words.preview}
        rows={rows}
        rowKey={(row) => String(row.at)}
        columns={[
          { head: words.line, cell: (row) => <span className="mono break small">{row.line}</span> },
          {
            head: words.preview,
            cell: (row) =>
              row.said === undefined ? (
                <span className="call-warn">{words.noFit}</span>
              ) : (
                <span className="break small">
                  {[...row.said].map(([name, value]) => `${role(name)}: ${value}`).join(" · ")}
                </span>
              ),
          },
        ]}
      />
    </div>
  );
}
