import { Checkbox } from "@mantine/core";
import type { DutyDraft, DutyGaps } from "@stanch/model/duty-plan";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useWords } from "../../words/language-context.tsx";

const shown = 8;

/** What a draft would leave uncovered; undefined while it is not asked or not answered. The name changes nothing and is not asked for. */
export function useDraftGaps(draft: DutyDraft | undefined): DutyGaps | undefined {
  const asked = draft === undefined ? undefined : ({ ...draft, form: { ...draft.form, name: "-" } } as DutyDraft);
  const read = useRead(
    "duty.check",
    { body: asked ?? ({} as DutyDraft) },
    { enabled: asked !== undefined, fresh: 30_000 },
  );
  return asked === undefined ? undefined : read.data;
}

/** The uncovered hours of the next thirty days, before they are saved; they are left only on purpose. */
export function GapCheck({
  gaps,
  accepted,
  onAccept,
}: {
  readonly gaps: DutyGaps | undefined;
  readonly accepted: boolean;
  readonly onAccept: (accepted: boolean) => void;
}): ReactNode {
  const { duty } = useWords();
  if (gaps === undefined) return null;
  if (gaps.length === 0) return <p className="muted small">{duty.covered}</p>;
  const zone = localZone();
  const all = gaps.flatMap((one) => one.gaps.map((gap) => ({ ...gap, name: one.name, schedule: one.schedule })));
  const hours = (gap: { readonly start: string; readonly end: string }) =>
    String(Math.round((Date.parse(gap.end) - Date.parse(gap.start)) / 360_000) / 10);
  const more = all.length - shown;
  return (
    <div className="notice-line stack-tight" role="status">
      <p>
        <b>{duty.gaps(all.length)}</b>
      </p>
      <ul className="small">
        {all.slice(0, shown).map((gap) => (
          <li key={`${gap.schedule}${gap.start}`}>
            {gaps.length > 1 ? `${gap.name}: ` : ""}
            {duty.gap(instantText(gap.start, zone), instantText(gap.end, zone), hours(gap))}
          </li>
        ))}
        {more < 1 ? null : <li className="muted">{duty.moreGaps(more)}</li>}
      </ul>
      <Checkbox
        label={duty.acceptGaps}
        checked={accepted}
        onChange={(event) => onAccept(event.currentTarget.checked)}
      />
    </div>
  );
}
