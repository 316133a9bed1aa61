import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../api/queries.ts";
import { useMay } from "../api/session-context.tsx";
import { ResponseClock } from "../parts/response-clock.tsx";
import { useWords } from "../words/language-context.tsx";

/** The clocks that still run, the one with least time first: requests nobody took and cases whose customer nobody reached. */
export function TopClocks(): ReactNode {
  const { frame } = useWords();
  const may = useMay();
  const incidents = useRead("incident.list", { query: { state: "open" } }, { enabled: may("incident.read") });
  const running = (incidents.data ?? [])
    .filter(({ clock }) => clock.stoppedAt === undefined)
    .sort((a, b) => Date.parse(a.clock.dueAt) - Date.parse(b.clock.dueAt));
  const [first, ...others] = running;
  return (
    <section className="top-clocks" aria-label={frame.openClocks}>
      {first === undefined ? (
        <span className="muted small top-none">{frame.noClocks}</span>
      ) : (
        <>
          <Link to="/incidents/$incident" params={{ incident: first.id }} className="row top-clock">
            <span className="mono">{first.number}</span>
            <ResponseClock clock={first.clock} />
          </Link>
          {others.length === 0 ? null : (
            <Link to="/incidents" className="muted small top-more">
              {frame.moreClocks(others.length)}
            </Link>
          )}
        </>
      )}
    </section>
  );
}
