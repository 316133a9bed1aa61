import type { ReactNode } from "react";
import { useWords } from "../words/language-context.tsx";

/** The mark and the name. */
export function Brand(): ReactNode {
  const { frame } = useWords();
  return (
    <>
      <svg width="20" height="20" viewBox="0 0 32 32" aria-hidden="true">
        <circle cx="16" cy="16" r="12.5" fill="none" stroke="currentColor" strokeWidth="4" />
        <circle cx="16" cy="16" r="5" fill="currentColor" />
      </svg>
      <span className="brand-words">{frame.product}</span>
    </>
  );
}
