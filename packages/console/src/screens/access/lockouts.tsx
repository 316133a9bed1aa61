import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { Instant } from "../../parts/instant.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** Who cannot sign in for now, and why; nothing at all when nobody is locked out. */
export function Lockouts(): ReactNode {
  const { access } = useWords();
  const { data = [] } = useRead("lockout.list", {}, { every: 60_000 });
  const lift = useAct("lockout.lift");
  if (data.length === 0) return null;
  return (
    <section className="panel stack-tight">
      <h2>{access.lockouts}</h2>
      <ul className="stack-tight">
        {data.map(({ staff, name, email, until, failures, where }) => (
          <li key={`${staff} ${where} ${until}`} className="spread">
            <span className="break">
              <b>{name}</b> {email} <span className="muted">{access.where[where]}</span>{" "}
              <span className="muted small">
                {access.failures(failures)} · {access.until} <Instant at={until} />
              </span>
            </span>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={access.liftOf(name)}
              loading={lift.isPending}
              onClick={() => lift.mutate({ params: { staff } })}
            >
              {access.lift}
            </Button>
          </li>
        ))}
      </ul>
      <ProblemBox error={lift.error} />
    </section>
  );
}
