import type { ReactNode } from "react";
import { useMay } from "../../api/session-context.tsx";
import { useWords } from "../../words/language-context.tsx";
import { ApiKeys } from "./api-keys.tsx";
import { MySessions } from "./my-sessions.tsx";

/** Where the person is signed in, and which programs work in their name. */
export function Account(): ReactNode {
  const { access } = useWords();
  const may = useMay();
  return (
    <div className="page stack">
      <h1>{access.title}</h1>
      <MySessions />
      {may("staff.read") ? <ApiKeys /> : null}
    </div>
  );
}
