import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../words/language-context.tsx";
import { Dialog } from "./dialog.tsx";
import { ProblemBox } from "./problem-box.tsx";

/** Says what will follow and asks once more; the way back has the focus. */
export function ConfirmDialog({
  title,
  why,
  action,
  error,
  busy,
  onConfirm,
  onClose,
}: {
  readonly title: string;
  readonly why: string;
  readonly action: string;
  readonly error: unknown;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { frame } = useWords();
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="form">
        <p>{why}</p>
        <ProblemBox error={error} />
        <div className="form-actions">
          <Button loading={busy} onClick={onConfirm}>
            {action}
          </Button>
          <Button variant="default" data-autofocus onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
