import { Button, Checkbox, MultiSelect, Radio, Select, Textarea } from "@mantine/core";
import { disposition as dispositionSchema, type Disposition, determinationForm } from "@stanch/model/handling";
import type { IncidentId } from "@stanch/model/ids";
import type { IncidentLevel } from "@stanch/model/incident";
import { incidentTypes } from "@stanch/model/incident-type";
import { gradeIncident } from "@stanch/model/level";
import { levelNames } from "@stanch/model/level-table";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { factorsOf, noFactors } from "./factor-draft.ts";
import { GradingForm } from "./grading-form.tsx";
import { TaskDifference } from "./task-difference.tsx";

const real = (disposition: Disposition | undefined) => disposition === "incident" || disposition === "suspected";

/** Disposition, type, level by the rules that fire, or another level with a reason; for "not an incident" the letter. */
export function DeterminationForm({
  incident,
  onDone,
}: {
  readonly incident: IncidentId;
  readonly onDone: () => void;
}): ReactNode {
  const { incident: words, names } = useWords();
  const { determine } = words;
  const text = useText();
  const act = useAct("determination.create");
  const [disposition, setDisposition] = useState<Disposition | undefined>();
  const [type, setType] = useState<string | null>(null);
  const [secondary, setSecondary] = useState<string[]>([]);
  const [draft, setDraft] = useState(noFactors);
  const [override, setOverride] = useState<{ level: IncidentLevel; reason: string } | undefined>();
  const [reason, setReason] = useState("");
  const [letter, setLetter] = useState("");
  const isReal = real(disposition);
  const types = incidentTypes
    .filter(({ key }) => key.includes("-"))
    .map(({ key, name }) => ({ value: key, label: `${key} ${text(name)}` }));
  const ready =
    disposition !== undefined && reason.trim() !== "" && (!isReal || type !== null) && override?.reason.trim() !== "";
  const send = () =>
    act.mutate(
      {
        params: { incident },
        body: determinationForm.parse({
          disposition,
          secondary: isReal ? secondary : [],
          reason: reason.trim(),
          ...(isReal && type !== null ? { type } : {}),
          ...(isReal ? { factors: factorsOf(draft) } : {}),
          ...(isReal && override !== undefined ? { override } : {}),
          ...(!isReal && letter.trim() !== "" ? { letter: letter.trim() } : {}),
        }),
      },
      { onSuccess: onDone },
    );
  return (
    <form
      className="panel form determination"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) send();
      }}
    >
      <h2>{determine.title}</h2>
      <Radio.Group
        label={determine.disposition}
        value={disposition ?? null}
        onChange={(value) => setDisposition(dispositionSchema.safeParse(value).data)}
      >
        <div className="choice">
          {dispositionSchema.options.map((value) => (
            <Radio key={value} value={value} label={names.disposition[value]} />
          ))}
        </div>
      </Radio.Group>
      {isReal ? (
        <>
          <div className="columns">
            <Select
              label={determine.type}
              placeholder={determine.typeHint}
              searchable
              required
              value={type}
              onChange={setType}
              data={types}
            />
            <MultiSelect
              label={determine.secondary}
              searchable
              maxValues={10}
              value={secondary}
              onChange={setSecondary}
              data={types.filter(({ value }) => value !== type)}
            />
          </div>
          {type === null ? null : <TaskDifference incident={incident} types={[type, ...secondary]} />}
          <GradingForm draft={draft} onChange={setDraft} grading={gradeIncident(factorsOf(draft))} />
          <Override value={override} onChange={setOverride} level={gradeIncident(factorsOf(draft)).level} />
        </>
      ) : disposition === undefined ? null : (
        <Textarea
          label={determine.letter}
          description={determine.letterWhy}
          autosize
          minRows={6}
          value={letter}
          onChange={(event) => setLetter(event.currentTarget.value)}
        />
      )}
      <Textarea
        label={determine.reason}
        required
        autosize
        minRows={3}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button type="submit" disabled={!ready} loading={act.isPending}>
          {determine.submit}
        </Button>
        {isReal && type === null ? <span className="muted">{determine.missingType}</span> : null}
      </div>
    </form>
  );
}

function Override({
  value,
  level,
  onChange,
}: {
  readonly value: { level: IncidentLevel; reason: string } | undefined;
  readonly level: IncidentLevel;
  readonly onChange: (value: { level: IncidentLevel; reason: string } | undefined) => void;
}): ReactNode {
  const { determine } = useWords().incident;
  const text = useText();
  const levels = [1, 2, 3, 4] as const;
  return (
    <div className="form">
      <Checkbox
        label={determine.override}
        checked={value !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? { level, reason: "" } : undefined)}
      />
      {value === undefined ? null : (
        <div className="columns">
          <Select
            label={determine.overrideLevel}
            allowDeselect={false}
            value={String(value.level)}
            onChange={(next) =>
              onChange({ ...value, level: levels.find((one) => String(one) === next) ?? value.level })
            }
            data={levels.map((one) => ({ value: String(one), label: `${one} ${text(levelNames[one])}` }))}
          />
          <Textarea
            label={determine.overrideReason}
            required
            autosize
            value={value.reason}
            onChange={(event) => onChange({ ...value, reason: event.currentTarget.value })}
          />
        </div>
      )}
    </div>
  );
}
