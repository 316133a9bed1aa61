import type { SiteClock } from "@stanch/model/incident";
import type { ReactNode } from "react";
import { useWords } from "../words/language-context.tsx";
import { Instant } from "./instant.tsx";

/** When somebody is there, or why the time stands still, for staff and customers alike. */
export function SiteClockLine({ clock }: { readonly clock: SiteClock }): ReactNode {
  const { site } = useWords().service;
  const { dueAt, pauses, stoppedAt, stoppedBy = "" } = clock;
  if (stoppedAt !== undefined)
    return (
      <p className="notice-line">
        {site.customerArrived(stoppedBy)} <Instant at={stoppedAt} />
      </p>
    );
  const open = pauses.find(({ to }) => to === undefined);
  if (open !== undefined)
    return (
      <p className="notice-line break">
        {site.customerPaused} {open.reason} · <Instant at={open.from} />
      </p>
    );
  return (
    <p className="notice-line">
      {site.customerDue} <Instant at={dueAt} />
    </p>
  );
}

/** Every pause that is over, with its reason; the one that lasts stands in the line of the clock. */
export function SitePauses({ clock }: { readonly clock: SiteClock }): ReactNode {
  const { site } = useWords().service;
  const over = clock.pauses.filter(({ to }) => to !== undefined);
  if (over.length === 0) return null;
  return (
    <ul className="small" aria-label={site.pauses}>
      {over.map((one) => (
        <li key={one.from} className="break">
          <Instant at={one.from} /> – <Instant at={one.to} /> · {one.by} · {one.reason}
        </li>
      ))}
    </ul>
  );
}
