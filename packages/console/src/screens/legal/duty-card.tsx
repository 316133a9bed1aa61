import { Button } from "@mantine/core";
import type { LegalDuty, LegalReport } from "@stanch/model/legal-duty";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { DutyClock } from "./duty-clock.tsx";
import { ReportDialog } from "./report-dialog.tsx";

/** One duty: what is owed to whom, how much time is left, what was sent; draft, record, or explain it away. */
export function DutyCard({ duty, writable }: { readonly duty: LegalDuty; readonly writable: boolean }): ReactNode {
  const { legal } = useWords();
  const text = useText();
  const may = useMay();
  const [open, setOpen] = useState<"report" | "waive" | undefined>();
  const { rule, state } = duty;
  const owed = state === "open";
  return (
    <li className="panel stack-tight">
      <div className="spread">
        <h3>{text(rule.duty)}</h3>
        <span className="row">
          {owed ? <DutyClock startedAt={duty.startedAt} dueAt={duty.dueAt} /> : null}
          <Badge look={state === "sent" ? "solid" : owed ? "accent" : "dashed"}>{legal.states[state]}</Badge>
        </span>
      </div>
      <p className="small">
        <span className="mono muted">{rule.id}</span> {text(rule.regime)} → {text(rule.recipient)}
      </p>
      <p className="muted small">
        {legal.since} <Instant at={duty.startedAt} /> · {legal.due}{" "}
        {duty.dueAt === undefined ? legal.atOnce : <Instant at={duty.dueAt} />}
      </p>
      {rule.note === undefined ? null : <p className="muted small">{text(rule.note)}</p>}
      {duty.ended === undefined ? null : (
        <p className="small">
          {duty.ended.reason}{" "}
          <span className="muted">
            {legal.endedBy(duty.ended.by)} · <Instant at={duty.ended.at} />
          </span>
        </p>
      )}
      <details>
        <summary>{legal.content}</summary>
        <ol className="small">
          {rule.content.map((item) => (
            <li key={item.en}>{text(item)}</li>
          ))}
        </ol>
        <p className="muted small">{legal.source(rule.source, rule.checkedAt)}</p>
      </details>
      {duty.reports.map((report) => (
        <Sent key={`${report.sentAt} ${report.recordedAt}`} report={report} />
      ))}
      {writable && (owed || state === "sent") ? (
        <div className="row">
          <Button size="compact-sm" variant={owed ? "filled" : "default"} onClick={() => setOpen("report")}>
            {owed ? legal.record : legal.supplement}
          </Button>
          {owed && may("incident.decide") ? (
            <Button size="compact-sm" variant="default" onClick={() => setOpen("waive")}>
              {legal.waive}
            </Button>
          ) : null}
        </div>
      ) : null}
      {open === "report" ? <ReportDialog duty={duty} onClose={() => setOpen(undefined)} /> : null}
      {open === "waive" ? <Waive rule={rule.id} title={text(rule.duty)} onClose={() => setOpen(undefined)} /> : null}
    </li>
  );
}

function Sent({ report }: { readonly report: LegalReport }): ReactNode {
  const { legal } = useWords();
  return (
    <details>
      <summary>
        <Instant at={report.sentAt} /> · {report.recipient} · {report.channel} · {legal.sentBy(report.sender)}
      </summary>
      <p className="small">
        {legal.receipt}: {report.receipt}
      </p>
      <p className="pre small">{report.body}</p>
    </details>
  );
}

function Waive({
  rule,
  title,
  onClose,
}: {
  readonly rule: string;
  readonly title: string;
  readonly onClose: () => void;
}): ReactNode {
  const { legal } = useWords();
  const incident = useIncidentId();
  const act = useAct("legal.waive");
  return (
    <ReasonDialog
      title={title}
      label={legal.waiveReason}
      action={legal.waive}
      error={act.error}
      busy={act.isPending}
      onClose={onClose}
      onSubmit={(reason) => act.mutate({ params: { incident, rule }, body: { reason } }, { onSuccess: onClose })}
    />
  );
}
