import type { ReactNode } from "react";

export interface StripMark {
  readonly start: string;
  readonly end: string;
  /** Nobody is on duty. */
  readonly gap?: boolean;
}

/** Stretches of time along a line; `from` and `to` in milliseconds. The words beside it say the same. */
export function DutyStrip({
  from,
  to,
  marks,
  label,
  full = false,
}: {
  readonly from: number;
  readonly to: number;
  readonly marks: readonly StripMark[];
  readonly label: string;
  /** Covered where nothing is marked. */
  readonly full?: boolean;
}): ReactNode {
  const share = (at: number) => (Math.min(Math.max(at, from), to) - from) / (to - from);
  return (
    <div className={full ? "strip full" : "strip"} role="img" aria-label={label} title={label}>
      {marks.map((one) => {
        const left = share(Date.parse(one.start));
        const width = share(Date.parse(one.end)) - left;
        return (
          <i
            key={one.start}
            className={one.gap === true ? "gap" : undefined}
            style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
          />
        );
      })}
    </div>
  );
}
