import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../words/language-context.tsx";

/** All keys. */
export function KeyList({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { frame } = useWords();
  return (
    <Modal opened onClose={onClose} title={frame.keysTitle} closeButtonProps={{ "aria-label": frame.close }}>
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
    </Modal>
  );
}
