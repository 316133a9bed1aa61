import { Button, TextInput } from "@mantine/core";
import type { IncidentId } from "@stanch/model/ids";
import type { TimelineFilter } from "@stanch/model/timeline";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { MomentField } from "../../parts/moment-field.tsx";
import { fieldOfInstant, instantOfField } from "../../time/instant-text.ts";
import { countText } from "../../time/size-text.ts";
import { type TimelineSearch, withTerm } from "../../timeline/query-text.ts";
import { readViews, type SavedView, writeViews } from "../../timeline/saved-views.ts";
import { useRuleTitle } from "./rule-title.ts";
import { useWords } from "../../words/language-context.tsx";

interface Part {
  readonly incident: IncidentId;
  readonly search: TimelineSearch;
  readonly filter: TimelineFilter;
  readonly change: (part: TimelineSearch) => void;
}

/** The left margin: time, the most frequent values as filters, and saved views. */
export function SideViews(part: Part): ReactNode {
  const { timeline } = useWords().analysis;
  const { frame } = useWords();
  const { search, change } = part;
  const time = (key: "from" | "to", label: string) => (
    <MomentField
      size="xs"
      lazy
      clock="00:00"
      label={label}
      value={search[key] === undefined ? "" : fieldOfInstant(search[key])}
      onChange={(value) => change({ [key]: instantOfField(value) })}
    />
  );
  return (
    <aside className="side-views stack" aria-label={timeline.top}>
      <div className="stack-tight">
        {time("from", frame.from)}
        {time("to", frame.to)}
      </div>
      <Top {...part} field="rule" label={timeline.rules} />
      <Top {...part} field="source.ip" label={timeline.address} />
      <Top {...part} field="host.name" label={timeline.host} />
      <Top {...part} field="user.name" label={timeline.user} />
      <Top {...part} field="event.module" label={timeline.action} />
      <Views {...part} />
    </aside>
  );
}

function Top({
  incident,
  search,
  filter,
  change,
  field,
  label,
}: Part & {
  readonly field: "rule" | "source.ip" | "host.name" | "user.name" | "event.module";
  readonly label: string;
}): ReactNode {
  const top = useRead("timeline.top", { params: { incident }, body: { filter, field, limit: 6 } });
  const title = useRuleTitle();
  const values = top.data ?? [];
  if (values.length === 0) return null;
  return (
    <section>
      <h2>{label}</h2>
      <ul>
        {values.map(({ value, count }) => (
          <li key={value}>
            <button
              type="button"
              className="top-value"
              onClick={() => change({ q: withTerm(search.q, { field, value }) })}
            >
              <span className="top-name" title={field === "rule" ? title(value) : value}>
                {field === "rule" ? title(value) : value}
              </span>{" "}
              <span className="muted">{countText(count)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Views({ incident, search, change }: Part): ReactNode {
  const { timeline } = useWords().analysis;
  const [views, setViews] = useState(() => readViews(incident));
  const [name, setName] = useState("");
  const keep = (next: readonly SavedView[]) => {
    writeViews(incident, next);
    setViews([...next]);
  };
  const add = () => {
    const { event: _event, ...kept } = search;
    keep([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search: kept }]);
    setName("");
  };
  return (
    <section className="stack-tight">
      <h2>{timeline.views}</h2>
      {views.length === 0 ? <p className="muted small">{timeline.noViews}</p> : null}
      <ul>
        {views.map((view) => (
          <li key={view.name} className="spread">
            <button
              type="button"
              className="text-button"
              onClick={() => change({ q: undefined, from: undefined, to: undefined, order: undefined, ...view.search })}
            >
              {view.name}
            </button>
            <button
              type="button"
              className="text-button muted"
              aria-label={timeline.deleteView(view.name)}
              onClick={() => keep(views.filter((one) => one !== view))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <form
        className="stack-tight"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") add();
        }}
      >
        <TextInput
          size="xs"
          aria-label={timeline.viewName}
          placeholder={timeline.viewName}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button size="compact-xs" type="submit" variant="default" disabled={name.trim() === ""}>
          {timeline.saveView}
        </Button>
      </form>
    </section>
  );
}
