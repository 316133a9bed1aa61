import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** The frame of every form of the duty plan: fields, what is wrong, save and cancel. */
export function PlanDialogFrame({
  title,
  ready,
  busy,
  error,
  onSave,
  onClose,
  children,
}: {
  readonly title: string;
  readonly ready: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const { frame } = useWords();
  return (
    <Dialog onClose={onClose} width={760} title={title}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onSave();
        }}
      >
        {children}
        <ProblemBox error={error} />
        <div className="form-actions">
          <Button type="submit" disabled={!ready} loading={busy}>
            {frame.save}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
