import { Button, Select, TextInput } from "@mantine/core";
import type { CustomerPage } from "@stanch/model/api-public";
import { type ReactNode, useState } from "react";
import { useSession } from "../../api/session-context.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { sizeText } from "../../time/size-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { type PageKey, reportAddress, useCountersign } from "./page-key.ts";

type Report = CustomerPage["reports"][number];

/** Reports to read, and the receipt to sign. */
export function CustomerReports({
  pageKey,
  reports,
}: {
  readonly pageKey: PageKey;
  readonly reports: CustomerPage["reports"];
}): ReactNode {
  const { status } = useWords().entry;
  if (reports.length === 0) return <p className="muted">{status.noDocuments}</p>;
  return reports.map((report) => <OneReport key={report.id} pageKey={pageKey} report={report} />);
}

function OneReport({ pageKey, report }: { readonly pageKey: PageKey; readonly report: Report }): ReactNode {
  const { status } = useWords().entry;
  const [signing, setSigning] = useState(false);
  return (
    <article className="panel stack-tight">
      <h3 className="mono">{report.number}</h3>
      <ul className="stack-tight">
        {report.files.map((file) => (
          <li key={file.name}>
            <a href={reportAddress(pageKey, report.id, file.name)}>{file.name}</a>{" "}
            <span className="muted small">{sizeText(file.size)}</span>
          </li>
        ))}
      </ul>
      {report.countersignedAt === undefined ? (
        <Button onClick={() => setSigning(true)}>{status.countersign}</Button>
      ) : (
        <p>{status.countersigned(report.countersignedBy ?? "", instantText(report.countersignedAt, localZone()))}</p>
      )}
      {signing ? <Countersign pageKey={pageKey} report={report} onClose={() => setSigning(false)} /> : null}
    </article>
  );
}

function Countersign({
  pageKey,
  report,
  onClose,
}: {
  readonly pageKey: PageKey;
  readonly report: Report;
  readonly onClose: () => void;
}): ReactNode {
  const { entry } = useWords();
  const act = useCountersign(pageKey);
  const own = useSession().staff?.name;
  const files = report.files.filter(({ name }) => name.endsWith(".pdf"));
  const choices = files.length === 0 ? report.files : files;
  const [name, setName] = useState("token" in pageKey ? "" : (own ?? ""));
  const [sha256, setSha256] = useState(choices[0]?.sha256 ?? null);
  const ready = name.trim() !== "" && sha256 !== null;
  return (
    <Dialog onClose={onClose} title={entry.status.countersign}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!ready) return;
          act.act({ report: report.id, name: name.trim(), sha256 }, onClose);
        }}
      >
        <p>{entry.status.countersignWhy}</p>
        <Select
          label={entry.status.chooseFile}
          value={sha256}
          onChange={setSha256}
          allowDeselect={false}
          data={choices.map((file) => ({ value: file.sha256, label: file.name }))}
        />
        <p className="mono break">{sha256}</p>
        <TextInput
          data-autofocus
          label={entry.status.yourName}
          required
          readOnly={!("token" in pageKey)}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ProblemBox error={act.error} />
        <Button type="submit" disabled={!ready} loading={act.busy}>
          {entry.status.countersign}
        </Button>
      </form>
    </Dialog>
  );
}
