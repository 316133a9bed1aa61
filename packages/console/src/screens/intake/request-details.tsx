import { Button } from "@mantine/core";
import { type Request, symptomNames } from "@stanch/model/request";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useMay } from "../../api/session-context.tsx";
import { Instant } from "../../parts/instant.tsx";
import { useText, useWords } from "../../words/language-context.tsx";
import { Dialog } from "../../parts/dialog.tsx";
import { RequestMails } from "./request-mails.tsx";
import { RequestChain } from "../duty/request-chain.tsx";

/** Everything one request says. */
export function RequestDetails({
  request,
  onClose,
  onTake,
}: {
  readonly request: Request;
  readonly onClose: () => void;
  readonly onTake: () => void;
}): ReactNode {
  const { intake, papers, frame, names } = useWords();
  const text = useText();
  const may = useMay();
  return (
    <Dialog onClose={onClose} width={640} title={`${request.number} · ${request.organisation}`}>
      <div className="stack">
        <dl className="facts">
          <dt>{intake.symptoms}</dt>
          <dd>
            <ul>
              {request.symptoms.map((one) => (
                <li key={one}>{text(symptomNames[one])}</li>
              ))}
            </ul>
            {request.symptoms.length === 0 ? intake.noSymptoms : null}
          </dd>
          <dt>{intake.description}</dt>
          <dd className="pre">{request.description || frame.none}</dd>
          <dt>{intake.location}</dt>
          <dd>{request.location}</dd>
          <dt>{intake.systems}</dt>
          <dd className="pre">{request.systems || frame.unknown}</dd>
          <dt>{intake.contact}</dt>
          <dd>
            {request.contact.name} · {request.contact.phone}
            {request.contact.email === undefined || request.contact.email === "" ? null : ` · ${request.contact.email}`}
          </dd>
          <dt>{intake.firstNoticed}</dt>
          <dd>
            <Instant at={request.firstNoticed} />
          </dd>
          <dt>{papers.madeAt}</dt>
          <dd>
            <Instant at={request.proofAt} style="second" />
          </dd>
          <dt>{intake.received}</dt>
          <dd>
            <Instant at={request.receivedAt} style="second" /> · {names.channel[request.channel]}
          </dd>
        </dl>
        <RequestMails request={request.id} />
        <RequestChain request={request.id} />
        <div className="form-actions">
          {request.incidentId === undefined && may("request.write") ? (
            <Button onClick={onTake}>{intake.take}</Button>
          ) : null}
          {request.incidentId === undefined ? null : (
            <Link to="/incidents/$incident" params={{ incident: request.incidentId }}>
              {request.incidentNumber ?? frame.open}
            </Link>
          )}
          <Button variant="default" onClick={onClose}>
            {frame.close}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
