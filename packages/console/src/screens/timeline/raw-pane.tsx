import { Button, CopyButton } from "@mantine/core";
import type { IncidentId } from "@stanch/model/ids";
import type { TimelineEvent } from "@stanch/model/timeline";
import type { ReactNode } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView } from "../../parts/async-view.tsx";
import { Badge } from "../../parts/badges.tsx";
import { countText } from "../../time/size-text.ts";
import { markText } from "../../timeline/marked-text.ts";
import { queryFields, type QueryField, type TimelineSearch, withTerm } from "../../timeline/query-text.ts";
import { useRuleTitle } from "./rule-title.ts";
import { useWords } from "../../words/language-context.tsx";

/** The bytes behind the chosen event: the line with what was read from it underlined, file, record, offset, hash, citation. */
export function RawPane({
  incident,
  search,
  change,
}: {
  readonly incident: IncidentId;
  readonly search: TimelineSearch;
  readonly change: (part: TimelineSearch) => void;
}): ReactNode {
  const { timeline } = useWords().analysis;
  return (
    <section className="raw-pane" aria-label={timeline.raw}>
      {search.event === undefined ? (
        <p className="muted">{timeline.rawNone}</p>
      ) : (
        <Raw incident={incident} event={search.event} search={search} change={change} />
      )}
    </section>
  );
}

function Raw({
  incident,
  event,
  search,
  change,
}: {
  readonly incident: IncidentId;
  readonly event: string;
  readonly search: TimelineSearch;
  readonly change: (part: TimelineSearch) => void;
}): ReactNode {
  const { timeline } = useWords().analysis;
  const { frame } = useWords();
  const title = useRuleTitle();
  const raw = useRead("timeline.raw", { params: { incident, event } });
  const line = useRead("timeline.search", {
    params: { incident },
    body: { filter: { ids: [event] }, order: "oldest", limit: 1 },
  });
  const fields = fieldsOf(line.data?.events[0]);
  return (
    <AsyncView query={raw}>
      {(data) => (
        <>
          <pre className="raw-lines" tabIndex={0}>
            {data.before.map((text, index) => (
              <span key={`b${index}`} className="raw-near">
                {text}
                {"\n"}
              </span>
            ))}
            <span className="raw-line">
              {markText(data.raw, fields).map((piece, index) =>
                piece.field === undefined ? (
                  piece.text
                ) : (
                  <u key={index} title={piece.field}>
                    {piece.text}
                  </u>
                ),
              )}
              {"\n"}
            </span>
            {data.after.map((text, index) => (
              <span key={`a${index}`} className="raw-near">
                {text}
                {"\n"}
              </span>
            ))}
          </pre>
          <div className="raw-facts">
            <dl className="facts small">
              <dt>{timeline.evidence}</dt>
              <dd>
                {data.evidence.label} {data.evidence.name}
              </dd>
              <dt>{timeline.file}</dt>
              <dd className="mono break">{data.path}</dd>
              <dt>{timeline.line}</dt>
              <dd>
                {countText(data.record)} · {timeline.offset} {countText(data.offset)}
              </dd>
              <dt>{timeline.hash}</dt>
              <dd className="mono break">{data.sha256}</dd>
              {(line.data?.events[0]?.rules ?? []).length === 0 ? null : (
                <>
                  <dt>{timeline.rules}</dt>
                  <dd className="row">
                    {line.data?.events[0]?.rules.map((rule) => (
                      <Badge key={rule} look="accent">
                        {title(rule)}
                      </Badge>
                    ))}
                  </dd>
                </>
              )}
            </dl>
            <CopyButton value={data.citation}>
              {({ copied, copy }) => (
                <Button size="compact-sm" variant="default" onClick={copy}>
                  {copied ? frame.copied : timeline.copyCitation}
                </Button>
              )}
            </CopyButton>
          </div>
          <FieldList fields={fields} onPick={(field, value) => change({ q: withTerm(search.q, { field, value }) })} />
        </>
      )}
    </AsyncView>
  );
}

const place = new Set([
  "event.id",
  "log.offset",
  "log.record",
  "stanch.time",
  "message",
  "rules",
  "fields",
  "log.file.path",
]);

function fieldsOf(event: TimelineEvent | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(event ?? {}).filter(([name]) => !place.has(name)));
}

function FieldList({
  fields,
  onPick,
}: {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly onPick: (field: QueryField, value: string) => void;
}): ReactNode {
  const { timeline } = useWords().analysis;
  return (
    <dl className="facts small field-list" aria-label={timeline.fields}>
      {Object.entries(fields).map(([name, value]) => (
        <div key={name} style={{ display: "contents" }}>
          <dt className="mono">{name}</dt>
          <dd className="mono break">
            {Object.hasOwn(queryFields, name) ? (
              <button
                type="button"
                className="text-button"
                title={timeline.filterBy}
                onClick={() => onPick(name as QueryField, String(value))}
              >
                {String(value)}
              </button>
            ) : (
              String(value)
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
