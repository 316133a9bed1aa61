import type { ReactNode } from "react";
import { Badge } from "../../parts/badges.tsx";
import { useNow } from "../../parts/response-clock.tsx";
import { clockState, spellDuration } from "../../time/clock-state.ts";
import { useWords } from "../../words/language-context.tsx";

/** How much time the law leaves: `3:12:40 left`, "at once", or that the clock has not begun. */
export function DutyClock({
  startedAt,
  dueAt,
}: {
  readonly startedAt?: string | undefined;
  readonly dueAt?: string | undefined;
}): ReactNode {
  const { legal } = useWords();
  const now = useNow();
  if (startedAt === undefined) return <Badge look="dashed">{legal.notStarted}</Badge>;
  if (dueAt === undefined) return <Badge look="warn">{legal.atOnce}</Badge>;
  const { mood, left } = clockState({ startedAt, dueAt }, now);
  return (
    <span className={`clock ${mood}`} role="timer">
      <b>{(left < 0 ? legal.over : legal.left)(spellDuration(left))}</b>
    </span>
  );
}
