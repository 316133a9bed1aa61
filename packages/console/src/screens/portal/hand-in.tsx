import { TextInput } from "@mantine/core";
import type { CustomerPage } from "@stanch/model/api-public";
import type { RequestId } from "@stanch/model/ids";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import { queries } from "../../api/queries.ts";
import { visibleText } from "../../api/visible-text.ts";
import { requestPlace, uploadQueue } from "../../evidence/upload-queue.ts";
import { Instant } from "../../parts/instant.tsx";
import { sizeText } from "../../time/size-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { FileArea } from "../evidence/file-area.tsx";
import { Uploads } from "../evidence/uploads.tsx";

const reload = () => void queries.invalidateQueries({ queryKey: ["portal.get"] });

/** Files that the customer hands in to its own case, while it is open. */
export function HandIn({ page, request }: { readonly page: CustomerPage; readonly request: RequestId }): ReactNode {
  const { portal } = useWords();
  const queue = uploadQueue(requestPlace(request), reload);
  const items = useSyncExternalStore(queue.subscribe, queue.items);
  const [host, setHost] = useState("");
  const { handedIn = [] } = page;
  const open = page.state === "open";
  if (!open && handedIn.length === 0) return null;
  return (
    <section className="stack-tight">
      <h2>{portal.handIn}</h2>
      {open ? (
        <div className="panel stack-tight">
          <p className="muted">{portal.handInWhy}</p>
          <TextInput label={portal.handInHost} value={host} onChange={(event) => setHost(event.currentTarget.value)} />
          <FileArea
            words={portal.handInDrop}
            take={(files) => queue.add(files, host.trim() === "" ? {} : { host: host.trim() })}
          />
          {items.length === 0 ? null : <Uploads items={items} queue={queue} />}
        </div>
      ) : null}
      <ul className="stack-tight">
        {handedIn.map((file) => (
          <li key={`${file.at}${file.name}`} className="stack-tight">
            <span className="break">
              <b>{visibleText(file.name)}</b>{" "}
              <span className="muted small">
                {sizeText(file.size)} · {file.by} · <Instant at={file.at} />
              </span>
            </span>
            <code className="break muted small">{file.sha256}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
