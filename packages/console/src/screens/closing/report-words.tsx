import { Button, Textarea } from "@mantine/core";
import type { ReportVersion } from "@stanch/model/handling";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";

const parts = ["summary", "impact", "advice", "limits"] as const;

/** The four sections people write; everything else comes from the records. */
export function ReportWords({ version }: { readonly version: ReportVersion }): ReactNode {
  const { closing, frame } = useWords();
  const { report } = closing;
  const incident = useIncidentId();
  const may = useMay();
  const act = useAct("report.write");
  const [words, setWords] = useState(version.words);
  const editable = version.state === "draft" && may("report.write");
  const changed = parts.some((part) => words[part] !== version.words[part]);
  if (!editable) {
    return (
      <div className="stack">
        {parts.map((part) => (
          <section key={part}>
            <h3>{report.words[part]}</h3>
            <p className="pre">{version.words[part] || frame.none}</p>
          </section>
        ))}
      </div>
    );
  }
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ params: { incident, report: version.id }, body: words });
      }}
    >
      {parts.map((part) => (
        <Textarea
          key={part}
          label={report.words[part]}
          autosize
          minRows={3}
          value={words[part]}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setWords((before) => ({ ...before, [part]: value }));
          }}
        />
      ))}
      <ProblemBox error={act.error} />
      <div className="form-actions">
        <Button type="submit" variant="default" loading={act.isPending} disabled={!changed}>
          {frame.save}
        </Button>
        {act.isSuccess && !changed ? <span role="status">{frame.saved}</span> : null}
      </div>
    </form>
  );
}
