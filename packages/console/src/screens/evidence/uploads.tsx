import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { visibleText } from "../../api/visible-text.ts";
import type { UploadItem, UploadQueue } from "../../evidence/upload-queue.ts";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { sizeText } from "../../time/size-text.ts";
import { useWords } from "../../words/language-context.tsx";

/** Files on their way, with the hash that the centre computed once they are there. */
export function Uploads({
  items,
  queue,
}: {
  readonly items: readonly UploadItem[];
  readonly queue: UploadQueue;
}): ReactNode {
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
