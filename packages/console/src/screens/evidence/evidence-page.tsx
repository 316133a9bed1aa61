import { Button, Checkbox, TextInput } from "@mantine/core";
import type { Evidence } from "@stanch/model/handling";
import type { EvidenceId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { localZone } from "../../time/instant-text.ts";
import { sizeText } from "../../time/size-text.ts";
import { fileAddress } from "../../api/client.ts";
import { Instant } from "../../parts/instant.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { DropZone } from "./drop-zone.tsx";
import { Investigations } from "./investigations.tsx";

/** Evidence as it arrives, its custody, and the investigations of it. */
export function EvidencePage(): ReactNode {
  const { evidence } = useWords().analysis;
  const incident = useIncidentId();
  const may = useMay();
  const items = useRead("evidence.list", { params: { incident } });
  const [chosen, setChosen] = useState<ReadonlySet<EvidenceId>>(new Set());
  const toggle = (id: EvidenceId) =>
    setChosen((before) => new Set(before.has(id) ? [...before].filter((one) => one !== id) : [...before, id]));
  return (
    <div className="stack">
      {may("evidence.write") ? <DropZone incident={incident} /> : null}
      <section className="stack-tight">
        <h2>{evidence.title}</h2>
        <AsyncView query={items}>
          {(rows) =>
            rows.length === 0 ? (
              <Empty words={evidence.none} />
            ) : (
              <>
                <EvidenceTable rows={rows} chosen={chosen} onToggle={toggle} />
                {may("investigation.run") ? <RunBar rows={rows} chosen={chosen} /> : null}
              </>
            )
          }
        </AsyncView>
      </section>
      <Investigations incident={incident} />
    </div>
  );
}

function EvidenceTable({
  rows,
  chosen,
  onToggle,
}: {
  readonly rows: readonly Evidence[];
  readonly chosen: ReadonlySet<EvidenceId>;
  readonly onToggle: (id: EvidenceId) => void;
}): ReactNode {
  const { evidence } = useWords().analysis;
  return (
    <ul className="evidence-list">
      {rows.map((row) => (
        <li key={row.id} className="panel evidence-item">
          <Checkbox
            aria-label={evidence.select(row.label)}
            checked={chosen.has(row.id)}
            onChange={() => onToggle(row.id)}
          />
          <EvidenceCard row={row} />
        </li>
      ))}
    </ul>
  );
}

function EvidenceCard({ row }: { readonly row: Evidence }): ReactNode {
  const { analysis, names, frame } = useWords();
  const { evidence } = analysis;
  const incident = useIncidentId();
  const verify = useAct("evidence.verify");
  const params = { incident, evidence: row.id };
  return (
    <div className="stack-tight grow">
      <div className="spread">
        <span className="break">
          <b className="mono">{row.label}</b> <b>{row.name}</b>
        </span>
        <span className="muted small">
          {sizeText(row.size)}
          {row.host === undefined || row.host === "" ? null : ` · ${row.host}`} · <Instant at={row.receivedAt} />
        </span>
      </div>
      <code className="break">{row.sha256}</code>
      <div className="row">
        <Button
          size="compact-sm"
          variant="default"
          loading={verify.isPending}
          onClick={() => verify.mutate({ params })}
        >
          {evidence.verify}
        </Button>
        <a href={fileAddress("evidence.file", params)} download={row.name}>
          {frame.download}
        </a>
        {verify.data === undefined ? null : (
          <span role="status" className={verify.data.holds ? "" : "call-warn"}>
            {verify.data.holds ? evidence.verified : evidence.broken}
          </span>
        )}
      </div>
      <ProblemBox error={verify.error} />
      <details>
        <summary>
          {evidence.custody} ({row.custody.length})
        </summary>
        <div className="table-wrap" role="region" aria-label={evidence.custodyOf(row.label)} tabIndex={0}>
          <table className="dense">
            <thead>
              <tr>
                <th className="num">#</th>
                <th>{frame.at}</th>
                <th>{evidence.action}</th>
                <th>{frame.from}</th>
                <th>{frame.to}</th>
                <th>{evidence.purpose}</th>
                <th>{frame.by}</th>
              </tr>
            </thead>
            <tbody>
              {row.custody.map((line) => (
                <tr key={line.seq}>
                  <td className="num">{line.seq}</td>
                  <td>
                    <Instant at={line.at} style="second" />
                  </td>
                  <td>{names.custody[line.action]}</td>
                  <td>{line.from}</td>
                  <td>{line.to}</td>
                  <td>{line.purpose}</td>
                  <td>{line.by}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </div>
  );
}

function RunBar({
  rows,
  chosen,
}: {
  readonly rows: readonly Evidence[];
  readonly chosen: ReadonlySet<EvidenceId>;
}): ReactNode {
  const { evidence } = useWords().analysis;
  const incident = useIncidentId();
  const run = useAct("investigation.create");
  const [zone, setZone] = useState(rows.find((row) => (row.zone ?? "") !== "")?.zone ?? localZone());
  const picked = rows.filter((row) => chosen.size === 0 || chosen.has(row.id)).map(({ id }) => id);
  const send = () => run.mutate({ params: { incident }, body: { evidence: picked, zone: zone.trim() || "UTC" } });
  return (
    <form
      className="run-bar"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput label={evidence.zone} value={zone} onChange={(event) => setZone(event.currentTarget.value)} />
      <Button type="submit" loading={run.isPending}>
        {evidence.runAll(picked.length)}
      </Button>
      <ProblemBox error={run.error} />
    </form>
  );
}
