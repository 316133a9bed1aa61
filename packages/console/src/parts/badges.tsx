import { levelNames } from "@stanch/model/level-table";
import type { IncidentLevel } from "@stanch/model/incident";
import { incidentType } from "@stanch/model/incident-type";
import type { ReactNode } from "react";
import { useText } from "../words/language-context.tsx";

const shapes: Record<IncidentLevel, string> = {
  1: "M3.5 0h5L12 3.5v5L8.5 12h-5L0 8.5v-5z",
  2: "M6 0l6 6-6 6-6-6z",
  3: "M6 0.5l6 11H0z",
  4: "M6 0a6 6 0 1 1 0 12A6 6 0 0 1 6 0z",
};

/** A level by number, word, shape and colour; each alone would do. */
export function LevelBadge({ level }: { readonly level: IncidentLevel }): ReactNode {
  const text = useText();
  return (
    <span className={`badge level l${level}`}>
      <svg width="10" height="10" viewBox="0 0 12 12" aria-hidden="true">
        <path d={shapes[level]} fill="currentColor" />
      </svg>
      {level} {text(levelNames[level])}
    </span>
  );
}

/** A type of GB/T 20986-2023: key and name. */
export function TypeName({ type }: { readonly type: string }): ReactNode {
  const text = useText();
  const row = incidentType(type);
  return (
    <span>
      <span className="mono">{type}</span> {row === undefined ? null : text(row.name)}
    </span>
  );
}

export type BadgeLook = "plain" | "solid" | "accent" | "dashed" | "warn";

/** A word with a border: state, channel, kind. */
export function Badge({
  look = "plain",
  children,
}: {
  readonly look?: BadgeLook;
  readonly children: ReactNode;
}): ReactNode {
  return <span className={`badge ${look}`}>{children}</span>;
}
