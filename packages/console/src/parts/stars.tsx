import type { ReactNode } from "react";
import { useWords } from "../words/language-context.tsx";

/** A rating as stars, with the figure for whoever cannot see them. */
export function Stars({ of }: { readonly of: number }): ReactNode {
  const { status } = useWords().entry;
  const whole = Math.round(of);
  return (
    <span className="stars" role="img" aria-label={status.starsOf(of)} title={status.starsOf(of)}>
      {"★".repeat(whole)}
      <span className="muted">{"☆".repeat(5 - whole)}</span>
    </span>
  );
}
