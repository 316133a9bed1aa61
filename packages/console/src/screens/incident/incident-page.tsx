import type { Incident } from "@stanch/model/incident";
import { Link, Outlet, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge, LevelBadge, TypeName } from "../../parts/badges.tsx";
import { ResponseClock } from "../../parts/response-clock.tsx";
import { useInView } from "../../parts/use-in-view.ts";
import { useText, useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { NowColumn } from "./now-column.tsx";
import { ProcessRail } from "./process-rail.tsx";
import { incidentScreens, screenAddress, screenOf } from "./step-screen.ts";

/** A case: which emergency, how much time, the process as a rail, what to do next and who is on it, around the page at hand. */
export function IncidentPage(): ReactNode {
  const incident = useRead("incident.get", { params: { incident: useIncidentId() } }, { every: 20_000 });
  const { pathname } = useLocation();
  const wide = pathname.endsWith("/timeline");
  return (
    <div className="page">
      <AsyncView query={incident}>
        {(data) => (
          <div className="case">
            <Head incident={data} />
            <ProcessRail incident={data} />
            <NextStrip incident={data} />
            <Tabs incident={data} />
            <div className={wide ? "case-body wide" : "case-body"}>
              <div className="case-main">
                <Outlet />
              </div>
              {wide ? null : <NowColumn incident={data} />}
            </div>
          </div>
        )}
      </AsyncView>
    </div>
  );
}

function Head({ incident }: { readonly incident: Incident }): ReactNode {
  const { incident: words, names, frame, going } = useWords();
  useEffect(() => {
    document.title = `${incident.number} ${incident.organisation}`;
    return () => {
      document.title = frame.windowTitle;
    };
  }, [incident.number, incident.organisation, frame.windowTitle]);
  return (
    <header className="case-head">
      <div className="grow">
        <h1>
          <span className="mono case-number">{incident.number}</span> {incident.organisation}
        </h1>
        <p className="case-title">{incident.title}</p>
      </div>
      <div className="case-marks">
        <ResponseClock clock={incident.clock} big={incident.clock.stoppedAt === undefined} />
        <span className="row">
          {incident.level === undefined ? (
            <Badge look="dashed">{words.noLevel}</Badge>
          ) : (
            <LevelBadge level={incident.level} />
          )}
          {incident.type === undefined ? null : (
            <Badge>
              <TypeName type={incident.type} />
            </Badge>
          )}
          <Badge look={incident.verdict === undefined ? "dashed" : incident.verdict === "incident" ? "solid" : "plain"}>
            {incident.verdict === undefined ? words.noVerdict : words.verdictIs(names.verdict[incident.verdict])}
          </Badge>
          {incident.recurrenceOf === undefined ? null : <Badge look="warn">{going.recurrence.recurred}</Badge>}
          {incident.state === "open" ? null : <Badge>{names.incidentState[incident.state]}</Badge>}
        </span>
      </div>
    </header>
  );
}

/** The next thing, where the column beside is not shown. */
function NextStrip({ incident }: { readonly incident: Incident }): ReactNode {
  const { incident: words } = useWords();
  const text = useText();
  const next = incident.next[0];
  if (next === undefined) return null;
  return (
    <p className="next-strip">
      <b>{words.next}</b> <Link to={screenAddress(incident.id, screenOf(next))}>{text(next.what)}</Link>
    </p>
  );
}

function Tabs({ incident }: { readonly incident: Incident }): ReactNode {
  const { incident: words } = useWords();
  const { pathname } = useLocation();
  const list = useRef<HTMLElement>(null);
  useInView(list, "a.active", pathname);
  return (
    <nav className="tabs" aria-label={incident.number} ref={list}>
      {incidentScreens.map((screen) => (
        <Link
          key={screen}
          to={screenAddress(incident.id, screen)}
          activeOptions={{ exact: screen === "overview", includeSearch: false }}
        >
          {words.tabs[screen]}
        </Link>
      ))}
    </nav>
  );
}
