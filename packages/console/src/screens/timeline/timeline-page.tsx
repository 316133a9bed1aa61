import { Button, Select } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { localZone } from "../../time/instant-text.ts";
import { filterOf, type TimelineSearch } from "../../timeline/query-text.ts";
import { useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";
import { EventTable } from "./event-table.tsx";
import { Histogram } from "./histogram.tsx";
import { QueryBar } from "./query-bar.tsx";
import { RawPane } from "./raw-pane.tsx";
import { SideViews } from "./side-views.tsx";

/** All events of a case: query, histogram with brush, table, raw line. Everything that is shown is in the address. */
export function TimelinePage(): ReactNode {
  const { timeline } = useWords().analysis;
  const incident = useIncidentId();
  const search: TimelineSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const runs = useRead("investigation.list", { params: { incident } });
  const [zone, setZone] = useState(localZone());
  const change = (part: TimelineSearch, replace = false) =>
    void navigate({
      to: "/incidents/$incident/timeline",
      params: { incident },
      search: { ...search, ...part },
      replace,
      resetScroll: false,
    });
  const filter = filterOf(search);
  return (
    <AsyncView query={runs}>
      {(rows) =>
        rows.every(({ state }) => state !== "done" && state !== "partial") ? (
          <Empty words={timeline.noInvestigation}>
            <Link to="/incidents/$incident/evidence" params={{ incident }}>
              {timeline.toEvidence}
            </Link>
          </Empty>
        ) : (
          <div className="timeline">
            <SideViews incident={incident} search={search} filter={filter} change={change} />
            <div className="stack-tight timeline-main">
              <QueryBar incident={incident} search={search} change={change} />
              <Histogram incident={incident} search={search} filter={filter} zone={zone} change={change} />
              <Toolbar search={search} change={change} zone={zone} setZone={setZone} />
              <EventTable incident={incident} search={search} filter={filter} zone={zone} change={change} />
              <RawPane incident={incident} search={search} change={change} />
            </div>
          </div>
        )
      }
    </AsyncView>
  );
}

function Toolbar({
  search,
  change,
  zone,
  setZone,
}: {
  readonly search: TimelineSearch;
  readonly change: (part: TimelineSearch) => void;
  readonly zone: string;
  readonly setZone: (zone: string) => void;
}): ReactNode {
  const { timeline } = useWords().analysis;
  const { frame } = useWords();
  return (
    <div className="row timeline-tools">
      <Button
        size="compact-sm"
        variant="default"
        onClick={() => change({ order: search.order === "newest" ? undefined : "newest" })}
      >
        {search.order === "newest" ? timeline.newest : timeline.oldest}
      </Button>
      <Select
        size="xs"
        aria-label={frame.at}
        allowDeselect={false}
        value={zone}
        onChange={(value) => setZone(value ?? "UTC")}
        data={[...new Set([localZone(), "UTC", "Asia/Shanghai"])].map((value) => ({ value, label: value }))}
      />
    </div>
  );
}
