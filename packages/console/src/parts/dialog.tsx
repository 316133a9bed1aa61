import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../words/language-context.tsx";

/** A question over the page: its head is no landmark of its own, Escape and the cross close it. */
export function Dialog({
  title,
  width = 560,
  high = false,
  onClose,
  children,
}: {
  readonly title: string;
  /** Pixels. */
  readonly width?: number;
  /** At the top of the window, for what grows while one types. */
  readonly high?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { frame } = useWords();
  return (
    <Modal.Root opened onClose={onClose} size={width} centered={!high} transitionProps={{ duration: 80 }}>
      <Modal.Overlay />
      <Modal.Content>
        <div className="dialog-head">
          <Modal.Title className="break">{title}</Modal.Title>
          <Modal.CloseButton aria-label={frame.close} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
