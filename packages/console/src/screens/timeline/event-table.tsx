import type { IncidentId } from "@stanch/model/ids";
import type { TimelineEvent, TimelineFilter } from "@stanch/model/timeline";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { call } from "../../api/client.ts";
import { Empty } from "../../parts/async-view.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { eventTimeText, zoneMark } from "../../time/instant-text.ts";
import { countText } from "../../time/size-text.ts";
import type { TimelineSearch } from "../../timeline/query-text.ts";
import { useRuleTitle } from "./rule-title.ts";
import { useWords } from "../../words/language-context.tsx";

const rowHeight = 28;
const pageSize = 300;

/** The events, a row each, loaded as one scrolls; j and k move, the chosen one is in the address. */
export function EventTable({
  incident,
  search,
  filter,
  zone,
  change,
}: {
  readonly incident: IncidentId;
  readonly search: TimelineSearch;
  readonly filter: TimelineFilter;
  readonly zone: string;
  readonly change: (part: TimelineSearch, replace?: boolean) => void;
}): ReactNode {
  const { timeline } = useWords().analysis;
  const { frame } = useWords();
  const ruleTitle = useRuleTitle();
  const order = search.order ?? "oldest";
  const query = useInfiniteQuery({
    queryKey: ["timeline.search", incident, filter, order],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      call("timeline.search", {
        params: { incident },
        body: { filter, order, limit: pageSize, ...(pageParam === undefined ? {} : { after: pageParam }) },
      }),
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  });
  const events = query.data?.pages.flatMap((page) => page.events) ?? [];
  const total = query.data?.pages[0]?.total;
  const box = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: events.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  const items = rows.getVirtualItems();
  const end = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (end >= events.length - 40 && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  }, [end, events.length, query]);
  const at = events.findIndex((event) => event["event.id"] === search.event);
  const onKey = (event: KeyboardEvent) => {
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1, PageDown: 15, PageUp: -15 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(events.length - 1, Math.max(0, at + step));
    change({ event: events[next]?.["event.id"] }, true);
    rows.scrollToIndex(next);
  };
  if (query.isError) return <ProblemBox error={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <p className="loading">{frame.loading}</p>;
  if (events.length === 0) return <Empty words={timeline.none} />;
  return (
    <div className="stack-tight">
      <p className="muted small" role="status">
        {total === undefined ? "" : `${timeline.total(countText(total))} · `}
        {timeline.loaded(countText(events.length))}
      </p>
      <div
        className="event-grid"
        ref={box}
        role="grid"
        tabIndex={0}
        aria-label={timeline.title}
        aria-rowcount={total ?? events.length}
        aria-activedescendant={at === -1 ? undefined : `event-${at}`}
        onKeyDown={onKey}
      >
        <div role="row" className="event-row event-head">
          <span role="columnheader">
            {timeline.time} {zoneMark(new Date(events[0]?.["@timestamp"] ?? 0), zone)}
          </span>
          <span role="columnheader">{timeline.host}</span>
          <span role="columnheader">{timeline.action}</span>
          <span role="columnheader">{timeline.outcome}</span>
          <span role="columnheader">{timeline.user}</span>
          <span role="columnheader">{timeline.address}</span>
          <span role="columnheader">{timeline.message}</span>
        </div>
        <div style={{ height: rows.getTotalSize(), position: "relative" }} role="rowgroup">
          {items.map((item) => {
            const event = events[item.index];
            return event === undefined ? null : (
              <Row
                key={item.key}
                index={item.index}
                top={item.start}
                event={event}
                zone={zone}
                ruleTitle={ruleTitle}
                selected={item.index === at}
                onPick={() => change({ event: event["event.id"] }, true)}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function Row({
  event,
  index,
  top,
  zone,
  ruleTitle,
  selected,
  onPick,
}: {
  readonly event: TimelineEvent;
  readonly index: number;
  readonly top: number;
  readonly zone: string;
  readonly ruleTitle: (id: string) => string;
  readonly selected: boolean;
  readonly onPick: () => void;
}): ReactNode {
  const { analysis, names } = useWords();
  const { timeline } = analysis;
  const outcome = event["event.outcome"] ?? "unknown";
  const time = event["@timestamp"];
  const basis = event["stanch.time"];
  return (
    <div
      role="row"
      id={`event-${index}`}
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={event.rules.length > 0 ? "event-row detected" : "event-row"}
      style={{ transform: `translateY(${top}px)`, position: "absolute", insetInline: 0, height: rowHeight }}
      onClick={onPick}
      onKeyDown={() => undefined}
      tabIndex={-1}
    >
      <span role="gridcell" className="mono" title={timeline.timeBasis[basis]}>
        {time === undefined ? timeline.noTime : eventTimeText(time, zone)}
        {basis === "stated" || basis === "none" ? "" : "~"}
      </span>
      <span role="gridcell">{event["host.name"]}</span>
      <span role="gridcell">{event["event.action"] ?? event["event.module"]}</span>
      <span role="gridcell">
        <span className={`outcome ${outcome}`}>{names.outcome[outcome]}</span>
      </span>
      <span role="gridcell">{event["user.name"]}</span>
      <span role="gridcell" className="mono">
        {event["source.ip"]}
      </span>
      <span role="gridcell" className="mono event-message">
        {event.rules.length > 0 ? (
          <b className="event-rules" title={event.rules.map(ruleTitle).join("\n")}>
            {event.rules.length}
          </b>
        ) : null}
        {event.message ?? event["url.original"] ?? event["process.command_line"]}
      </span>
    </div>
  );
}
