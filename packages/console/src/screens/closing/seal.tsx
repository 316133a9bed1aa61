import { Button, Select } from "@mantine/core";
import { type ArchiveRecord, archiveRecord } from "@stanch/model/handling";
import { type ReactNode, useState } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncident, useIncidentId } from "../use-incident.ts";
import { SealedRecord } from "./sealed-record.tsx";
import { Dialog } from "../../parts/dialog.tsx";

/** Seals the case into one bundle, or shows the seal it has. */
export function Seal(): ReactNode {
  const { archive } = useWords().closing;
  const { frame } = useWords();
  const id = useIncidentId();
  const incident = useIncident();
  const may = useMay();
  const records = useRead("archive.list", { query: {} }, { enabled: may("archive.read") });
  const [sure, setSure] = useState(false);
  if (incident === undefined) return null;
  if (incident.state === "archived") {
    return (
      <AsyncView query={records}>
        {(rows) => {
          const own = rows.find(({ incidentId }) => incidentId === id);
          return own === undefined ? <p className="muted">{frame.readOnlyArchived}</p> : <SealedRecord record={own} />;
        }}
      </AsyncView>
    );
  }
  return (
    <section className="panel stack-tight">
      <h2>{archive.sealTitle}</h2>
      <p>{archive.sealWhy}</p>
      {may("archive.seal") ? (
        <div>
          <Button variant="default" onClick={() => setSure(true)}>
            {archive.seal}
          </Button>
        </div>
      ) : (
        <p className="muted">{frame.notAllowed}</p>
      )}
      {sure ? <SealDialog onClose={() => setSure(false)} /> : null}
    </section>
  );
}

function SealDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { closing, names, frame } = useWords();
  const { archive } = closing;
  const incident = useIncidentId();
  const act = useAct("archive.seal");
  const kinds = archiveRecord.shape.classification;
  const [classification, setClassification] = useState<ArchiveRecord["classification"]>("internal");
  return (
    <Dialog onClose={onClose} title={archive.sealTitle}>
      <div className="form">
        <p>{archive.sealSure}</p>
        <Select
          label={archive.classification}
          allowDeselect={false}
          value={classification}
          onChange={(value) => setClassification(kinds.catch("internal").parse(value))}
          data={kinds.options.map((value) => ({ value, label: names.classification[value] }))}
        />
        <ProblemBox error={act.error} />
        <div className="form-actions">
          <Button
            loading={act.isPending}
            onClick={() => act.mutate({ params: { incident }, body: { classification } }, { onSuccess: onClose })}
          >
            {archive.seal}
          </Button>
          <Button variant="default" data-autofocus onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
