import { Button, TextInput } from "@mantine/core";
import type { IncidentId } from "@stanch/model/ids";
import { type ReactNode, useRef, useState, useSyncExternalStore } from "react";
import { queries } from "../../api/queries.ts";
import { useSession } from "../../api/session-context.tsx";
import { chosenFiles, droppedFiles, type DroppedFile } from "../../evidence/dropped-files.ts";
import { uploadQueue, type UploadItem, type UploadQueue } from "../../evidence/upload-queue.ts";
import { visibleText } from "../../api/visible-text.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { sizeText } from "../../time/size-text.ts";
import { useWords } from "../../words/language-context.tsx";

const reload = () => void queries.invalidateQueries({ queryKey: ["evidence.list"] });

/** Takes files, folders and archives, and shows them arrive with the hash the centre computed. */
export function DropZone({ incident }: { readonly incident: IncidentId }): ReactNode {
  const { evidence } = useWords().analysis;
  const { staff } = useSession();
  const queue = uploadQueue(incident, reload);
  const items = useSyncExternalStore(queue.subscribe, queue.items);
  const [over, setOver] = useState(false);
  const [form, setForm] = useState({ host: "", collectedBy: staff?.name ?? "", method: "", zone: "" });
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const take = (dropped: readonly DroppedFile[]) => {
    const given = Object.fromEntries(
      Object.entries(form)
        .map(([key, value]) => [key, value.trim()] as const)
        .filter(([, value]) => value !== ""),
    );
    queue.add(dropped, { ...given, collectedAt: new Date().toISOString() });
  };
  const field = (name: keyof typeof form) => ({
    value: form[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setForm((before) => ({ ...before, [name]: value }));
    },
  });
  return (
    <section className="panel stack-tight" aria-label={evidence.drop}>
      <div className="columns tight">
        <TextInput label={evidence.host} {...field("host")} />
        <TextInput label={evidence.collectedBy} {...field("collectedBy")} />
        <TextInput label={evidence.method} {...field("method")} />
        <TextInput label={evidence.zone} placeholder={evidence.zoneHint} {...field("zone")} />
      </div>
      <div
        className={over ? "drop-zone over" : "drop-zone"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void droppedFiles(event.dataTransfer).then(take);
        }}
      >
        <p>{evidence.drop}</p>
        <div className="row">
          <Button variant="default" onClick={() => files.current?.click()}>
            {evidence.choose}
          </Button>
          <Button variant="default" onClick={() => folder.current?.click()}>
            {evidence.chooseFolder}
          </Button>
        </div>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={evidence.choose}
          onChange={(event) => {
            take(chosenFiles(event.currentTarget.files ?? []));
            event.currentTarget.value = "";
          }}
        />
        <input
          ref={folder}
          type="file"
          hidden
          aria-label={evidence.chooseFolder}
          {...{ webkitdirectory: "" }}
          onChange={(event) => {
            take(chosenFiles(event.currentTarget.files ?? []));
            event.currentTarget.value = "";
          }}
        />
      </div>
      {items.length === 0 ? null : <Uploads items={items} queue={queue} />}
    </section>
  );
}

function Uploads({ items, queue }: { readonly items: readonly UploadItem[]; readonly queue: UploadQueue }): ReactNode {
  const { evidence } = useWords().analysis;
  const percent = (item: UploadItem) => (item.size === 0 ? 100 : Math.floor((item.sent / item.size) * 100));
  const word = (item: UploadItem) => {
    switch (item.state) {
      case "waiting":
        return evidence.waiting;
      case "sending":
        return percent(item) >= 100 ? evidence.checking : evidence.sending(percent(item));
      case "arrived":
        return evidence.arrived;
      case "failed":
      case "stopped":
        return evidence.failed;
    }
  };
  return (
    <div className="stack-tight">
      <h2>{evidence.uploads}</h2>
      <ul className="stack-tight">
        {items.map((item) => (
          <li key={item.id} className="stack-tight upload-item">
            <div className="spread">
              <span className="break">
                {visibleText(item.path)} <span className="muted small">{sizeText(item.size)}</span>
              </span>
              <span className="row">
                <span role="status">{word(item)}</span>
                {item.state === "sending" || item.state === "waiting" ? (
                  <Button size="compact-xs" variant="subtle" onClick={() => queue.stop(item.id)}>
                    {evidence.stopUpload}
                  </Button>
                ) : null}
                {item.state === "failed" || item.state === "stopped" ? (
                  <Button size="compact-xs" variant="default" onClick={() => queue.again(item.id)}>
                    {evidence.again}
                  </Button>
                ) : null}
              </span>
            </div>
            {item.state === "sending" ? (
              <div
                className="bar"
                role="progressbar"
                aria-valuenow={percent(item)}
                aria-valuemin={0}
                aria-valuemax={100}
                aria-label={visibleText(item.path)}
              >
                <i style={{ width: `${percent(item)}%` }} />
              </div>
            ) : null}
            {item.sha256 === undefined ? null : <code className="break muted">{item.sha256}</code>}
            {item.error === undefined ? null : <ProblemBox error={item.error} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
