import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useWords } from "../words/language-context.tsx";
import { ProblemBox } from "./problem-box.tsx";

/** Shows an answer when it is there, what is wrong when it is not, and a line meanwhile. Old answers stay while they are refreshed. */
export function AsyncView<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T, Error>;
  readonly children: (data: T) => ReactNode;
}): ReactNode {
  const { frame } = useWords();
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ProblemBox error={query.error} retry={() => void query.refetch()} />;
  return (
    <p className="loading" role="status">
      {frame.loading}
    </p>
  );
}

/** Nothing here yet: one line that teaches the next step, and one action. */
export function Empty({ words, children }: { readonly words: string; readonly children?: ReactNode }): ReactNode {
  return (
    <div className="empty">
      <p>{words}</p>
      {children}
    </div>
  );
}
