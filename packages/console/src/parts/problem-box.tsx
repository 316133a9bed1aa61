import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { Refusal } from "../api/refusal.ts";
import { useText, useWords } from "../words/language-context.tsx";

/** What happened, what it means for the case, what to do, and a code to quote. */
export function ProblemBox({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry?: (() => void) | undefined;
}): ReactNode {
  const { frame } = useWords();
  const text = useText();
  if (error === null || error === undefined) return null;
  const problem = error instanceof Refusal ? error.problem : undefined;
  return (
    <div className="problem" role="alert">
      {problem === undefined ? (
        <p>
          <b>{frame.brokenTitle}</b> {frame.brokenMeans} {frame.brokenTodo} <code>{String(error)}</code>
        </p>
      ) : (
        <>
          <p>
            <b>{text(problem.what)}</b>
          </p>
          <p>
            {text(problem.means)} {text(problem.todo)}
          </p>
          <p className="muted small">{frame.code(problem.code)}</p>
        </>
      )}
      {retry === undefined ? null : (
        <Button size="xs" variant="default" mt={8} onClick={retry}>
          {frame.retry}
        </Button>
      )}
    </div>
  );
}
