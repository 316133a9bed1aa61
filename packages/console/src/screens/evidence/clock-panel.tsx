import { Button } from "@mantine/core";
import type { ClockOffer, ClockSetting } from "@stanch/model/clock";
import type { Investigation } from "@stanch/model/handling";
import type { SourceReport } from "@stanch/model/sources";
import type { ReactNode } from "react";
import { useAct, useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";
import { ClockForm } from "./clock-form.tsx";
import { corrected, settingsOf, withSetting } from "./clock-settings.ts";

/** Starts the same investigation with other clocks. */
export function useReread(run: Investigation) {
  const again = useAct("investigation.create");
  const read = (clocks: ClockSetting[]) =>
    again.mutate({ params: { incident: run.incidentId }, body: { evidence: run.evidence, zone: run.zone, clocks } });
  return { read, again };
}

/** Clocks of the hosts of one investigation: what they are, what was measured, and what a person sets, which reads the evidence again. */
export function ClockPanel({
  run,
  sources,
}: {
  readonly run: Investigation;
  readonly sources: readonly SourceReport[];
}): ReactNode {
  const { clocks } = useWords().analysis;
  const { read, again } = useReread(run);
  const offers = useRead("clock.offers", { params: { incident: run.incidentId, investigation: run.id } });
  const settings = settingsOf(sources);
  const hosts = [...new Set(sources.flatMap((source) => source.hosts))].sort().slice(0, 100);
  return (
    <section className="stack-tight" aria-label={clocks.title}>
      <h3>{clocks.title}</h3>
      <p className="muted small">{clocks.explain}</p>
      <AsyncView query={offers}>
        {(found) =>
          found.length === 0 ? (
            <Empty words={clocks.noOffers} />
          ) : (
            <ul className="stack-tight" aria-label={clocks.offers}>
              {found.map((offer) => (
                <Offer
                  key={`${offer.host} ${offer.against}`}
                  offer={offer}
                  busy={again.isPending}
                  onCorrect={(host) => read(corrected(settings, offer, host))}
                />
              ))}
            </ul>
          )
        }
      </AsyncView>
      <ul className="stack-tight">
        {hosts.map((host) => {
          const now = settings.find((one) => one.host === host) ?? {};
          return (
            <li key={host} className="stack-tight">
              <b className="break">{host}</b>
              <ClockForm
                key={`${now.zone ?? ""} ${now.correction ?? ""}`}
                name={host}
                now={now}
                busy={again.isPending}
                onSet={(given) => read(withSetting(settings, { host, ...given }))}
              />
            </li>
          );
        })}
      </ul>
      {again.isSuccess ? <p role="status">{clocks.started}</p> : null}
      <ProblemBox error={again.error} />
    </section>
  );
}

function Offer({
  offer,
  busy,
  onCorrect,
}: {
  readonly offer: ClockOffer;
  readonly busy: boolean;
  readonly onCorrect: (host: string) => void;
}): ReactNode {
  const { clocks } = useWords().analysis;
  const [fast, slow] = offer.ahead > 0 ? [offer.host, offer.against] : [offer.against, offer.host];
  return (
    <li className="stack-tight">
      <span className="break">{clocks.offer(fast, slow, String(Math.abs(offer.ahead)))}</span>
      <span className="muted small">
        {clocks.basis(offer.pairs, String(offer.spread))} · {clocks.confidence[offer.confidence]}
      </span>
      <span className="row">
        {[offer.host, offer.against].map((host) => (
          <Button key={host} size="compact-sm" variant="default" loading={busy} onClick={() => onCorrect(host)}>
            {clocks.correct(host)}
          </Button>
        ))}
      </span>
    </li>
  );
}
