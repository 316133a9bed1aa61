import { Button } from "@mantine/core";
import type { ArchiveRecord } from "@stanch/model/handling";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { fileAddress } from "../../api/client.ts";
import { useAct } from "../../api/queries.ts";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { sizeText } from "../../time/size-text.ts";
import { useText, useWords } from "../../words/language-context.tsx";

/** One sealed case: its number, its hash, its verification and its bundle. */
export function SealedRecord({ record }: { readonly record: ArchiveRecord }): ReactNode {
  const { closing, names } = useWords();
  const { archive } = closing;
  const text = useText();
  const verify = useAct("archive.verify");
  const params = { incident: record.incidentId };
  return (
    <article className="panel stack-tight">
      <div className="spread">
        <h2>
          <span className="mono">{record.number}</span> {record.organisation}
        </h2>
        <Badge>{names.classification[record.classification]}</Badge>
      </div>
      <p>{record.title}</p>
      <dl className="facts small">
        <dt>{archive.incident}</dt>
        <dd>
          <Link to="/incidents/$incident" params={params} className="mono">
            {record.incidentNumber}
          </Link>
        </dd>
        <dt>{archive.sealed}</dt>
        <dd>
          <Instant at={record.sealedAt} style="second" /> · {record.sealedBy}
        </dd>
        <dt>{archive.size}</dt>
        <dd>{sizeText(record.size)}</dd>
        <dt>SHA-256</dt>
        <dd className="mono break">{record.sha256}</dd>
        <dt>{archive.head}</dt>
        <dd className="mono break">{record.journalHead}</dd>
      </dl>
      <div className="row">
        <Button
          size="compact-sm"
          variant="default"
          loading={verify.isPending}
          onClick={() => verify.mutate({ params })}
        >
          {archive.verify}
        </Button>
        <a href={fileAddress("archive.file", params)} download>
          {archive.download}
        </a>
      </div>
      <ProblemBox error={verify.error} />
      {verify.data === undefined ? null : (
        <div role="status" className="notice-line">
          <b>{verify.data.holds ? archive.holds : archive.breaks}</b>
          {verify.data.findings.map((one) => (
            <p key={one.en} className="break">
              {text(one)}
            </p>
          ))}
        </div>
      )}
    </article>
  );
}
