import { Button } from "@mantine/core";
import type { Portal as PortalData } from "@stanch/model/api-portal";
import { symptomNames } from "@stanch/model/request";
import { Link, useNavigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { Instant } from "../../parts/instant.tsx";
import { ResponseClock } from "../../parts/response-clock.tsx";
import { useText, useWords } from "../../words/language-context.tsx";

/** Where a customer's account begins: its own requests with their clocks, and the way to report another. */
export function Portal(): ReactNode {
  const { portal } = useWords();
  const navigate = useNavigate();
  const read = useRead("portal.list", {}, { every: 30_000 });
  const report = (
    <Button size="md" onClick={() => void navigate({ to: "/portal/new" })}>
      {portal.report}
    </Button>
  );
  return (
    <div className="page narrow stack">
      <AsyncView query={read}>
        {({ organisation, requests }) => (
          <>
            <div className="spread">
              <h1 className="break">{organisation}</h1>
              {requests.length === 0 ? null : report}
            </div>
            {requests.length === 0 ? (
              <Empty words={portal.none}>{report}</Empty>
            ) : (
              <ul className="stack-tight">
                {requests.map((one) => (
                  <Line key={one.id} line={one} />
                ))}
              </ul>
            )}
          </>
        )}
      </AsyncView>
    </div>
  );
}

function Line({ line }: { readonly line: PortalData["requests"][number] }): ReactNode {
  const { entry } = useWords();
  const text = useText();
  const about = [line.systems, ...line.symptoms.map((one) => text(symptomNames[one]))].filter((one) => one !== "");
  return (
    <li className="panel stack-tight">
      <div className="spread">
        <Link to="/portal/$request" params={{ request: line.id }} className="mono">
          {line.incidentNumber ?? line.number}
        </Link>
        <span className="row">
          <Badge>{entry.status.states[line.state]}</Badge>
          <ResponseClock clock={line.clock} />
        </span>
      </div>
      <p className="break">{about.join(" · ")}</p>
      <p className="muted small">
        {entry.status.received} <Instant at={line.receivedAt} />
      </p>
    </li>
  );
}
