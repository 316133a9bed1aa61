import { Button } from "@mantine/core";
import type { Incident } from "@stanch/model/incident";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { ReasonDialog } from "../../parts/reason-dialog.tsx";
import { ResponseClock } from "../../parts/response-clock.tsx";
import { SiteClockLine, SitePauses } from "../../parts/site-clock.tsx";
import { useWords } from "../../words/language-context.tsx";

/** The promise to be there: how much of it is left, and its pauses. Shown only where somebody promised. */
export function SiteClockPart({ incident }: { readonly incident: Incident }): ReactNode {
  const { site } = useWords().service;
  const may = useMay()("incident.write");
  const pause = useAct("siteClock.pause");
  const resume = useAct("siteClock.resume");
  const [asking, setAsking] = useState(false);
  const { siteClock: clock } = incident;
  if (clock === undefined) return null;
  const params = { incident: incident.id };
  const { dueAt, startedAt, stoppedAt } = clock;
  const running = stoppedAt === undefined && incident.state === "open" && may;
  return (
    <section className="panel stack-tight">
      <div className="spread">
        <h2>{site.title}</h2>
        {dueAt === undefined ? null : <ResponseClock clock={{ startedAt, dueAt, stoppedAt }} />}
      </div>
      <SiteClockLine clock={clock} />
      <SitePauses clock={clock} />
      <ProblemBox error={resume.error} />
      {running ? (
        <div>
          {dueAt === undefined ? (
            <Button size="compact-sm" loading={resume.isPending} onClick={() => resume.mutate({ params })}>
              {site.resume}
            </Button>
          ) : (
            <Button size="compact-sm" variant="default" onClick={() => setAsking(true)}>
              {site.pause}
            </Button>
          )}
        </div>
      ) : null}
      {asking ? (
        <ReasonDialog
          title={site.pauseTitle}
          label={site.reason}
          action={site.pause}
          error={pause.error}
          busy={pause.isPending}
          onClose={() => setAsking(false)}
          onSubmit={(reason) => pause.mutate({ params, body: { reason } }, { onSuccess: () => setAsking(false) })}
        />
      ) : null}
    </section>
  );
}
