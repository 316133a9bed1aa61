import { Button, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useWords } from "../words/language-context.tsx";
import { ProblemBox } from "./problem-box.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks for the words that go into the journal before something is done. */
export function ReasonDialog({
  title,
  label,
  action,
  error,
  busy,
  optional = false,
  start = "",
  onClose,
  onSubmit,
}: {
  readonly title: string;
  readonly label: string;
  readonly action: string;
  readonly error: unknown;
  readonly busy: boolean;
  readonly optional?: boolean;
  /** Words that are there already. */
  readonly start?: string;
  readonly onClose: () => void;
  readonly onSubmit: (reason: string) => void;
}): ReactNode {
  const { frame } = useWords();
  const [reason, setReason] = useState(start);
  const ready = optional || reason.trim() !== "";
  return (
    <Dialog onClose={onClose} title={title}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onSubmit(reason.trim());
        }}
      >
        <Textarea
          label={label}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          autosize
          minRows={3}
          data-autofocus
          required={!optional}
        />
        <ProblemBox error={error} />
        <div className="form-actions">
          <Button type="submit" loading={busy} disabled={!ready}>
            {action}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
