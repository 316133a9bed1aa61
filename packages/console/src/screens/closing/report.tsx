import { Button } from "@mantine/core";
import type { ReportVersion } from "@stanch/model/handling";
import { type ReactNode, useState } from "react";
import { fileAddress } from "../../api/client.ts";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay, useSession } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { sizeText } from "../../time/size-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { ReportWords } from "./report-words.tsx";

/** The report: words that people write, checks at the margin, files as they will be printed, approval, delivery. */
export function ReportPage(): ReactNode {
  const { report } = useWords().closing;
  const incident = useIncidentId();
  const may = useMay();
  const list = useRead("report.list", { params: { incident } });
  const draft = useAct("report.draft");
  const start = (words: string) =>
    may("report.write") ? (
      <Button loading={draft.isPending} onClick={() => draft.mutate({ params: { incident } })}>
        {words}
      </Button>
    ) : null;
  return (
    <div className="stack">
      <ProblemBox error={draft.error} />
      <AsyncView query={list}>
        {(rows) => {
          const [newest, ...older] = [...rows].sort((a, b) => b.version - a.version);
          if (newest === undefined) return <Empty words={report.none}>{start(report.draft)}</Empty>;
          const closed = newest.state !== "draft" && newest.state !== "in-review";
          return (
            <>
              <Version key={newest.id} version={newest} />
              {closed ? <div>{start(report.newVersion)}</div> : null}
              {older.map((one) => (
                <Version key={one.id} version={one} />
              ))}
            </>
          );
        }}
      </AsyncView>
    </div>
  );
}

function Version({ version }: { readonly version: ReportVersion }): ReactNode {
  const { closing, names } = useWords();
  const { report } = closing;
  const look = version.state === "draft" || version.state === "in-review" ? "accent" : "solid";
  return (
    <article className="panel stack">
      <header className="spread">
        <h2>
          <span className="mono">{version.number}</span> {report.version(version.version)}
        </h2>
        <Badge look={look}>{names.reportState[version.state]}</Badge>
      </header>
      <div className="report-body">
        <ReportWords version={version} />
        <aside className="stack">
          <Lint version={version} />
          <Files version={version} />
          <Facts version={version} />
        </aside>
      </div>
      <Actions version={version} />
    </article>
  );
}

function Lint({ version }: { readonly version: ReportVersion }): ReactNode {
  const { report } = useWords().closing;
  const text = useText();
  return (
    <section>
      <h3>{report.lint}</h3>
      {version.lint.length === 0 ? <p className="muted">{report.clean}</p> : null}
      <ul className="stack-tight">
        {[...Map.groupBy(version.lint, ({ rule, level }) => `${level} ${rule}`)].map(([key, [first, ...more]]) =>
          first === undefined ? null : (
            <li key={key} className={`notice-line lint-${first.level}`}>
              <p>{text(first.message)}</p>
              <p className="muted small break">
                {first.level === "error" ? report.error : report.warning} · <code>{first.rule}</code>{" "}
                {first.place === undefined ? first.where : text(first.place)}
              </p>
              {more.length === 0 ? null : (
                <details className="small">
                  <summary>{report.more(more.length)}</summary>
                  {more.map((one) => (
                    <p key={`${one.where ?? ""}${one.message.en}`} className="break">
                      {text(one.message)}{" "}
                      <span className="muted">{one.place === undefined ? one.where : text(one.place)}</span>
                    </p>
                  ))}
                </details>
              )}
            </li>
          ),
        )}
      </ul>
    </section>
  );
}

function Files({ version }: { readonly version: ReportVersion }): ReactNode {
  const { report } = useWords().closing;
  const incident = useIncidentId();
  return (
    <section>
      <h3>{report.files}</h3>
      {version.files.length === 0 ? <p className="muted">{report.noFiles}</p> : null}
      <ul className="stack-tight">
        {version.files.map((file) => (
          <li key={file.name}>
            <a
              href={fileAddress("report.file", { incident, report: version.id, name: file.name })}
              target="_blank"
              rel="noreferrer"
              className="break"
            >
              {file.name}
            </a>{" "}
            <span className="muted small">{sizeText(file.size)}</span>
            <code className="break muted file-hash">{file.sha256.slice(0, 24)}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ version }: { readonly version: ReportVersion }): ReactNode {
  const { report } = useWords().closing;
  const row = (name: string, value: ReactNode) => (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
  return (
    <dl className="facts small">
      {row(report.author, version.author.name)}
      {version.approver === undefined
        ? null
        : row(
            report.approver,
            <>
              {version.approver} <Instant at={version.approvedAt} />
            </>,
          )}
      {version.deliveredAt === undefined ? null : row(report.delivered, <Instant at={version.deliveredAt} />)}
      {version.readAt === undefined ? null : row(report.read, <Instant at={version.readAt} />)}
      {version.countersignedAt === undefined
        ? null
        : row(
            report.countersigned,
            <>
              {version.countersignedBy} <Instant at={version.countersignedAt} />
            </>,
          )}
    </dl>
  );
}

function Actions({ version }: { readonly version: ReportVersion }): ReactNode {
  const { report } = useWords().closing;
  const may = useMay();
  const { staff } = useSession();
  const submit = useAct("report.submit");
  const deliver = useAct("report.deliver");
  const decide = useAct("report.decide");
  const [asking, setAsking] = useState<"approve" | "reject" | undefined>();
  const params = { incident: useIncidentId(), report: version.id };
  const own = staff?.id === version.author.id;
  const errors = version.lint.some(({ level }) => level === "error");
  return (
    <footer className="stack-tight">
      <ProblemBox error={submit.error ?? deliver.error} />
      <div className="row">
        {version.state === "draft" && may("report.write") ? (
          <Button disabled={errors} loading={submit.isPending} onClick={() => submit.mutate({ params })}>
            {report.submit}
          </Button>
        ) : null}
        {version.state === "in-review" && own ? <span className="muted">{report.needsOther}</span> : null}
        {version.state === "in-review" && !own && may("report.approve") ? (
          <>
            <Button variant="default" onClick={() => setAsking("approve")}>
              {report.approve}
            </Button>
            <Button variant="default" onClick={() => setAsking("reject")}>
              {report.reject}
            </Button>
          </>
        ) : null}
        {version.state === "approved" && may("report.write") ? (
          <Button loading={deliver.isPending} onClick={() => deliver.mutate({ params })}>
            {report.deliver}
          </Button>
        ) : null}
      </div>
      {asking === undefined ? null : (
        <ReasonDialog
          title={asking === "approve" ? report.approve : report.reject}
          label={report.decisionReason}
          action={asking === "approve" ? report.approve : report.reject}
          optional={asking === "approve"}
          error={decide.error}
          busy={decide.isPending}
          onClose={() => setAsking(undefined)}
          onSubmit={(reason) =>
            decide.mutate(
              { params, body: { approve: asking === "approve", reason } },
              { onSuccess: () => setAsking(undefined) },
            )
          }
        />
      )}
    </footer>
  );
}
