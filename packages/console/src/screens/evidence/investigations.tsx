import { newestFirst } from "../../time/instant-order.ts";
import { Button } from "@mantine/core";
import type { Investigation } from "@stanch/model/handling";
import type { IncidentId } from "@stanch/model/ids";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { countText, sizeText } from "../../time/size-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { SourcesTable } from "./sources-table.tsx";

const underWay = (one: Investigation) => one.state === "queued" || one.state === "running";

/** Investigations, newest first, with progress while they run. The stream of changes brings news; asking twice a second fills its gaps. */
export function Investigations({ incident }: { readonly incident: IncidentId }): ReactNode {
  const { evidence } = useWords().analysis;
  const [busy, setBusy] = useState(false);
  // One at a time: two tables of sources would bear the same names.
  const [open, setOpen] = useState<string | undefined>();
  const runs = useRead("investigation.list", { params: { incident } }, { every: busy ? 1000 : false });
  const nowBusy = (runs.data ?? []).some(underWay);
  if (nowBusy !== busy) setBusy(nowBusy);
  return (
    <section className="stack-tight">
      <h2>{evidence.runTitle}</h2>
      <AsyncView query={runs}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={evidence.noRuns} />
          ) : (
            <ul className="stack-tight">
              {[...rows]
                .sort((a, b) => newestFirst(a.startedAt, b.startedAt, "first"))
                .map((run) => (
                  <Run
                    key={run.id}
                    run={run}
                    open={open === run.id}
                    onToggle={() => setOpen(open === run.id ? undefined : run.id)}
                  />
                ))}
            </ul>
          )
        }
      </AsyncView>
    </section>
  );
}

function Run({
  run,
  open,
  onToggle,
}: {
  readonly run: Investigation;
  readonly open: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { analysis, names } = useWords();
  const { evidence } = analysis;
  const text = useText();
  const may = useMay();
  const cancel = useAct("investigation.cancel");
  const retry = useAct("investigation.retry");
  const params = { incident: run.incidentId, investigation: run.id };
  const finished = run.state === "done" || run.state === "partial";
  return (
    <li className="panel stack-tight">
      <div className="spread">
        <span className="row">
          <Badge look={run.state === "failed" ? "warn" : run.state === "running" ? "accent" : "plain"}>
            {names.investigationState[run.state]}
          </Badge>
          <span className="muted small">
            {evidence.by} {run.by} · <Instant at={run.startedAt} style="second" /> · {run.zone}
          </span>
        </span>
        <span className="row">
          {finished ? (
            <>
              <Link to="/incidents/$incident/answer" params={{ incident: run.incidentId }}>
                {evidence.openAnswer}
              </Link>
              <Button size="compact-sm" variant="default" aria-expanded={open} onClick={onToggle}>
                {evidence.sources}
              </Button>
            </>
          ) : null}
          {may("investigation.run") && underWay(run) ? (
            <Button
              size="compact-sm"
              variant="default"
              loading={cancel.isPending}
              onClick={() => cancel.mutate({ params })}
            >
              {evidence.cancel}
            </Button>
          ) : null}
          {may("investigation.run") && !underWay(run) ? (
            <Button
              size="compact-sm"
              variant="subtle"
              loading={retry.isPending}
              onClick={() => retry.mutate({ params })}
            >
              {evidence.retry}
            </Button>
          ) : null}
        </span>
      </div>
      <Progress run={run} />
      {run.error === undefined ? null : (
        <p className="problem">
          <b>{text(run.error.what)}</b> {text(run.error.means)} {text(run.error.todo)} <code>{run.error.code}</code>
        </p>
      )}
      <ProblemBox error={cancel.error ?? retry.error} />
      {open ? <SourcesTable run={run} /> : null}
    </li>
  );
}

function Progress({ run }: { readonly run: Investigation }): ReactNode {
  const { analysis, names } = useWords();
  const { progress } = run;
  if (progress === undefined) return null;
  const share = progress.bytesTotal === 0 ? 0 : Math.min(100, (progress.bytes / progress.bytesTotal) * 100);
  return (
    <div className="stack-tight">
      {underWay(run) ? (
        <>
          <div
            className="bar"
            role="progressbar"
            aria-valuenow={Math.floor(share)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-label={names.investigationPhase[progress.phase]}
          >
            <i style={{ width: `${share}%` }} />
          </div>
          <p className="small">
            {names.investigationPhase[progress.phase]} ·{" "}
            {analysis.evidence.progress(sizeText(progress.bytes), sizeText(progress.bytesTotal))}
            {progress.current === undefined ? null : (
              <span className="muted break">
                {" · "}
                {progress.current}
              </span>
            )}
          </p>
        </>
      ) : null}
      <p className="muted small">
        {analysis.evidence.figures(countText(progress.events), countText(progress.detections))}
      </p>
    </div>
  );
}
