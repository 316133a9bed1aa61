import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ProblemBox } from "../parts/problem-box.tsx";
import { useWords } from "../words/language-context.tsx";

/** An address that leads nowhere. */
export function PageMissing(): ReactNode {
  const { frame } = useWords();
  return (
    <main className="gate">
      <div className="gate-card">
        <h1>{frame.notFoundTitle}</h1>
        <p>{frame.notFoundTodo}</p>
        <p>
          <Link to="/inbox">{frame.inbox}</Link>
        </p>
      </div>
    </main>
  );
}

/** A page that failed while it was drawn. */
export function PageFailed({ error }: { readonly error: unknown }): ReactNode {
  return (
    <div className="gate">
      <div className="gate-card">
        <ProblemBox error={error} retry={() => location.reload()} />
      </div>
    </div>
  );
}
