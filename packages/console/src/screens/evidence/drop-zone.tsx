import { TextInput } from "@mantine/core";
import type { IncidentId } from "@stanch/model/ids";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { queries } from "../../api/queries.ts";
import { useSession } from "../../api/session-context.tsx";
import type { DroppedFile } from "../../evidence/dropped-files.ts";
import { casePlace, uploadQueue } from "../../evidence/upload-queue.ts";
import { useWords } from "../../words/language-context.tsx";
import { FileArea } from "./file-area.tsx";
import { Uploads } from "./uploads.tsx";

const reload = () => void queries.invalidateQueries({ queryKey: ["evidence.list"] });

/** Takes files, folders and archives, and shows them arrive with the hash the centre computed. */
export function DropZone({ incident }: { readonly incident: IncidentId }): ReactNode {
  const { evidence } = useWords().analysis;
  const { staff } = useSession();
  const queue = uploadQueue(casePlace(incident), reload);
  const items = useSyncExternalStore(queue.subscribe, queue.items);
  const [form, setForm] = useState({ host: "", collectedBy: staff?.name ?? "", method: "", zone: "" });
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
      <FileArea words={evidence.drop} take={take} />
      {items.length === 0 ? null : <Uploads items={items} queue={queue} />}
    </section>
  );
}
