import type { ReactNode } from "react";
import { useWords } from "../words/language-context.tsx";
import { Dialog } from "../parts/dialog.tsx";

/** All keys. */
export function KeyList({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { frame } = useWords();
  return (
    <Dialog onClose={onClose} title={frame.keysTitle}>
      <dl className="facts">
        {frame.keyList.map(([key, what]) => (
          <div key={key} style={{ display: "contents" }}>
            <dt>
              <span className="key">{key}</span>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
