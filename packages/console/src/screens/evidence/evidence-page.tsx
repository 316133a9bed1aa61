import { Button, Checkbox, TextInput } from "@mantine/core";
import { autoZone } from "@stanch/model/clock";
import type { Evidence } from "@stanch/model/handling";
import type { EvidenceId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { sizeText } from "../../time/size-text.ts";
import { fileAddress } from "../../api/client.ts";
import { Instant } from "../../parts/instant.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { DropZone } from "./drop-zone.tsx";
import { FormatList } from "./format-list.tsx";
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
      <FormatList />
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
  return (
    <ul className="panel evidence-list">
      {rows.map((row) => (
        <EvidenceRow key={row.id} row={row} chosen={chosen.has(row.id)} onToggle={() => onToggle(row.id)} />
      ))}
    </ul>
  );
}

function EvidenceRow({
  row,
  chosen,
  onToggle,
}: {
  readonly row: Evidence;
  readonly chosen: boolean;
  readonly onToggle: () => void;
}): ReactNode {
  const { analysis, frame } = useWords();
  const { evidence } = analysis;
  const incident = useIncidentId();
  const verify = useAct("evidence.verify");
  const [open, setOpen] = useState(false);
  const params = { incident, evidence: row.id };
  return (
    <li className="evidence-item">
      <div className="evidence-row">
        <Checkbox aria-label={evidence.select(row.label)} checked={chosen} onChange={onToggle} />
        <span className="mono muted">{row.label}</span>
        <b className="evidence-name break" title={row.name}>
          {row.name}
        </b>
        <span className="muted small evidence-facts">
          {row.host === undefined || row.host === "" ? null : `${row.host} · `}
          {sizeText(row.size)} · <Instant at={row.receivedAt} />
        </span>
        <span className="row evidence-acts">
          <Button
            size="compact-xs"
            variant="subtle"
            loading={verify.isPending}
            onClick={() => verify.mutate({ params })}
          >
            {evidence.verify}
          </Button>
          <a className="small" href={fileAddress("evidence.file", params)} download={row.name}>
            {frame.download}
          </a>
          <Button size="compact-xs" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {evidence.custody} {row.custody.length}
          </Button>
        </span>
      </div>
      <p className="evidence-hash">
        <code className="break muted">{row.sha256}</code>
        {verify.data === undefined ? null : (
          <span role="status" className={verify.data.holds ? "small" : "call-warn small"}>
            {verify.data.holds ? evidence.verified : evidence.broken}
          </span>
        )}
      </p>
      <ProblemBox error={verify.error} />
      {open ? <Custody row={row} /> : null}
    </li>
  );
}

function Custody({ row }: { readonly row: Evidence }): ReactNode {
  const { analysis, names, frame } = useWords();
  const { evidence } = analysis;
  return (
    <DataTable
      label={evidence.custodyOf(row.label)}
      rows={row.custody}
      rowKey={(line) => String(line.seq)}
      columns={[
        { head: "#", numeric: true, cell: (line) => line.seq },
        { head: frame.at, cell: (line) => <Instant at={line.at} style="second" /> },
        { head: evidence.action, cell: (line) => names.custody[line.action] },
        { head: frame.from, cell: (line) => line.from },
        { head: frame.to, cell: (line) => line.to },
        { head: evidence.purpose, cell: (line) => line.purpose },
        { head: frame.by, cell: (line) => line.by },
      ]}
    />
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
  const [zone, setZone] = useState(rows.find((row) => (row.zone ?? "") !== "")?.zone ?? autoZone);
  const picked = rows.filter((row) => chosen.size === 0 || chosen.has(row.id)).map(({ id }) => id);
  const send = () =>
    run.mutate({ params: { incident }, body: { evidence: picked, zone: zone.trim() || autoZone, clocks: [] } });
  return (
    <form
      className="run-bar"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextInput
        label={evidence.zone}
        description={evidence.zoneAuto}
        value={zone}
        onChange={(event) => setZone(event.currentTarget.value)}
      />
      <Button type="submit" loading={run.isPending}>
        {evidence.runAll(picked.length)}
      </Button>
      <ProblemBox error={run.error} />
    </form>
  );
}
