import { Button } from "@mantine/core";
import type { LegalSheet } from "@stanch/model/legal-duty";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useMay } from "../../api/session-context.tsx";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useWords } from "../../words/language-context.tsx";
import { useIncident, useIncidentId } from "../use-incident.ts";
import { DutyCard } from "./duty-card.tsx";
import { SheetDialog } from "./sheet-dialog.tsx";

/** What the law asks of this case: the facts that decide, each duty with its clock, and what was sent with its receipt. */
export function LegalPage(): ReactNode {
  const { legal } = useWords();
  const incident = useIncidentId();
  const writable = useMay()("incident.write") && useIncident()?.state !== "archived";
  const view = useRead("legal.get", { params: { incident } });
  const [changing, setChanging] = useState(false);
  return (
    <div className="stack">
      <h2>{legal.title}</h2>
      <AsyncView query={view}>
        {({ sheet, duties }) => (
          <>
            <section className="panel stack-tight">
              <div className="spread">
                <h3>{legal.factsNow}</h3>
                {writable ? (
                  <Button size="compact-sm" variant="default" onClick={() => setChanging(true)}>
                    {legal.change}
                  </Button>
                ) : null}
              </div>
              <Facts sheet={sheet} />
            </section>
            {duties.length === 0 ? (
              <Empty words={`${legal.none} ${legal.noneHint}`} />
            ) : (
              <ul className="stack">
                {duties.map((duty) => (
                  <DutyCard key={duty.rule.id} duty={duty} writable={writable} />
                ))}
              </ul>
            )}
            {changing ? <SheetDialog sheet={sheet} onClose={() => setChanging(false)} /> : null}
          </>
        )}
      </AsyncView>
      <p className="muted small">{legal.counsel}</p>
    </div>
  );
}

function Facts({ sheet }: { readonly sheet: LegalSheet }): ReactNode {
  const { legal, frame } = useWords();
  const listed = (all: readonly string[]) => (all.length === 0 ? frame.none : all.join(" · "));
  const said: readonly (readonly [string, string])[] = [
    [legal.jurisdictions, listed(sheet.jurisdictions.map((one) => legal.jurisdiction[one]))],
    [legal.operator, legal.operators[sheet.operator]],
    [legal.sectors, listed(sheet.sectors.map((one) => legal.sector[one]))],
    [legal.data, legal.dataKinds[sheet.data]],
    [legal.zone, sheet.zone],
  ];
  const marks = [...(sheet.crime ? [legal.crime] : []), ...(sheet.ransomPaid ? [legal.ransomPaid] : [])];
  const moments = Object.entries(sheet.moments) as [keyof LegalSheet["moments"], string | undefined][];
  return (
    <dl className="facts">
      {said.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {moments.map(([name, at]) =>
        at === undefined ? null : (
          <div key={name}>
            <dt>{legal.moments[name]}</dt>
            <dd>
              <Instant at={at} />
            </dd>
          </div>
        ),
      )}
      {marks.map((mark) => (
        <div key={mark}>
          <dt>{mark}</dt>
          <dd>✓</dd>
        </div>
      ))}
    </dl>
  );
}
