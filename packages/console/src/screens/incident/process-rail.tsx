import type { Incident } from "@stanch/model/incident";
import { stepNames, type StepState } from "@stanch/model/process";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useRef } from "react";
import { useInView } from "../../parts/use-in-view.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { screenAddress, screenOfStep } from "./step-screen.ts";

/** The process from request to archive: a mark and a word for each step, filled when done, half when it is now. */
export function ProcessRail({ incident }: { readonly incident: Incident }): ReactNode {
  const { incident: words, names } = useWords();
  const text = useText();
  const list = useRef<HTMLOListElement>(null);
  const now = incident.steps.findIndex(({ state }) => state === "current");
  useInView(list, "li.current", now);
  return (
    <nav aria-label={words.rail} className="rail-wrap">
      <ol className="rail" ref={list}>
        {incident.steps.map(({ step, state, reason }) => (
          <li key={step} className={state}>
            <Link
              to={screenAddress(incident.id, screenOfStep(step))}
              aria-current={state === "current" ? "step" : undefined}
              title={reason}
              activeProps={{}}
            >
              <StepMark state={state} />
              <span>{text(stepNames[step])}</span>
              <span className="visually-hidden">{names.stepState[state]}</span>
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** ● done, ◐ now, ○ to do, – skipped. */
function StepMark({ state }: { readonly state: StepState }): ReactNode {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      {state === "skipped" ? (
        <path d="M2 6h8" stroke="currentColor" strokeWidth="1.5" />
      ) : (
        <circle
          cx="6"
          cy="6"
          r="4.5"
          fill={state === "done" ? "currentColor" : "none"}
          stroke="currentColor"
          strokeWidth="1.5"
        />
      )}
      {state === "current" ? <path d="M6 1.5a4.5 4.5 0 0 1 0 9z" fill="currentColor" /> : null}
    </svg>
  );
}
