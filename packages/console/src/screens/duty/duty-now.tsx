import type { Api } from "@stanch/model/api";
import type { DutyGap } from "@stanch/model/oncall";
import type { OutputOf } from "@stanch/model/route";
import type { ReactNode } from "react";
import { instantText, localZone } from "../../time/instant-text.ts";
import { serverNow } from "../../time/server-time.ts";
import { useWords } from "../../words/language-context.tsx";
import { DutyStrip } from "./duty-strip.tsx";

const DAY_MS = 86_400_000;
/** As far as the centre looks ahead for gaps. */
const AHEAD_MS = 30 * DAY_MS;
const shown = 5;

type Now = OutputOf<Api["duty.now"]>;

/** By schedule: who is on duty at this moment, and the gaps of the next thirty days in words and as a strip. */
export function DutyNowList({ rows }: { readonly rows: Now }): ReactNode {
  const { duty } = useWords();
  return (
    <section className="stack-tight">
      <h2>{duty.now}</h2>
      <div className="duty-now">
        {rows.map((row) => (
          <Schedule key={row.schedule} row={row} />
        ))}
      </div>
    </section>
  );
}

function hoursOf({ start, end }: DutyGap): string {
  const hours = (Date.parse(end) - Date.parse(start)) / 3_600_000;
  return Number.isInteger(hours) ? String(hours) : hours.toFixed(1);
}

function Schedule({ row }: { readonly row: Now[number] }): ReactNode {
  const { duty } = useWords();
  const zone = localZone();
  const from = serverNow();
  const { gaps, people } = row;
  const more = gaps.length - shown;
  return (
    <section className="panel stack-tight">
      <h3>{row.name}</h3>
      <p className={people.length === 0 ? "duty-people nobody" : "duty-people"}>
        {people.map(({ name }) => name).join(" · ") || duty.nobody}
      </p>
      <DutyStrip
        from={from}
        to={from + AHEAD_MS}
        full
        label={duty.stripTitle}
        marks={gaps.map((gap) => ({ ...gap, gap: true }))}
      />
      <p className="strip-ends muted small">
        <span>{instantText(new Date(from).toISOString(), zone, "day")}</span>
        <span>{instantText(new Date(from + AHEAD_MS).toISOString(), zone, "day")}</span>
      </p>
      {gaps.length === 0 ? (
        <p>{duty.covered}</p>
      ) : (
        <>
          <p>
            <b>{duty.gaps(gaps.length)}</b>
          </p>
          <ul className="small">
            {gaps.slice(0, shown).map((gap) => (
              <li key={gap.start}>
                {duty.gap(instantText(gap.start, zone), instantText(gap.end, zone), hoursOf(gap))}
              </li>
            ))}
            {more < 1 ? null : <li className="muted">{duty.moreGaps(more)}</li>}
          </ul>
        </>
      )}
    </section>
  );
}
