import { Button } from "@mantine/core";
import type { CaseHours, HoursLine } from "@stanch/model/hours";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncident, useIncidentId } from "../use-incident.ts";
import { HoursDialog } from "./hours-dialog.tsx";

/** Minutes as hours and minutes, in words. */
export function useDuration(): (minutes: number) => string {
  const { duration } = useWords().measuring.hours;
  return (minutes) => duration(Math.floor(minutes / 60), minutes % 60);
}

/** Who worked how long and what for. */
export function Hours(): ReactNode {
  const { hours: words } = useWords().measuring;
  const incident = useIncident();
  const may = useMay();
  const hours = useRead("hours.list", { params: { incident: useIncidentId() } });
  const [asking, setAsking] = useState<HoursLine | "new" | undefined>();
  const writable = may("hours.write") && incident !== undefined && incident.state !== "archived";
  return (
    <section className="panel stack-tight">
      <div className="spread">
        <h2>{words.title}</h2>
        {writable ? (
          <Button size="compact-sm" variant="default" onClick={() => setAsking("new")}>
            {words.add}
          </Button>
        ) : null}
      </div>
      <AsyncView query={hours}>
        {(data) =>
          data.lines.length === 0 ? (
            <p className="muted">{words.none}</p>
          ) : (
            <>
              <Sums hours={data} />
              <ul className="step-list">
                {data.lines.map((line) => (
                  <Line key={line.id} line={line} onCorrect={writable ? () => setAsking(line) : undefined} />
                ))}
              </ul>
            </>
          )
        }
      </AsyncView>
      {asking === undefined ? null : (
        <HoursDialog corrects={asking === "new" ? undefined : asking} onClose={() => setAsking(undefined)} />
      )}
    </section>
  );
}

function Sums({ hours }: { readonly hours: CaseHours }): ReactNode {
  const { hours: words } = useWords().measuring;
  const duration = useDuration();
  const { total, byPerson } = hours;
  return (
    <div>
      <p>
        <b>{words.total(duration(total.minutes), duration(total.billableMinutes))}</b>
      </p>
      <p className="muted small row">
        {byPerson.map(({ staff, minutes }) => (
          <span key={staff.id}>
            {staff.name} {duration(minutes)}
          </span>
        ))}
      </p>
    </div>
  );
}

function Line({
  line,
  onCorrect,
}: {
  readonly line: HoursLine;
  readonly onCorrect: (() => void) | undefined;
}): ReactNode {
  const { hours: words } = useWords().measuring;
  const duration = useDuration();
  const { staff, startedAt, minutes, purpose, billable, recordedBy, reason, correctedBy } = line;
  return (
    <li>
      <span className="grow break">
        <b>{staff.name}</b> {minutes === 0 ? words.takenOut : duration(minutes)} · <Instant at={startedAt} />
        <br />
        {purpose}
        <span className="muted small">
          {recordedBy === staff.name ? null : ` · ${words.by(recordedBy)}`}
          {reason === undefined ? null : ` · ${words.reason} ${reason}`}
        </span>
      </span>
      <span className="row">
        {billable ? null : <Badge look="dashed">{words.notBillable}</Badge>}
        {correctedBy === undefined ? null : <Badge>{words.corrected}</Badge>}
        {correctedBy === undefined && onCorrect !== undefined ? (
          <Button size="compact-xs" variant="subtle" onClick={onCorrect}>
            {words.correct}
          </Button>
        ) : null}
      </span>
    </li>
  );
}
