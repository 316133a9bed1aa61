import { Autocomplete, Button } from "@mantine/core";
import type { IncidentId } from "@stanch/model/ids";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { isTyping } from "../../frame/shortcuts.ts";
import { localZone, instantText } from "../../time/instant-text.ts";
import { parseTerms, type TimelineSearch, withoutTerm, writeTerms } from "../../timeline/query-text.ts";
import { useRuleTitle } from "./rule-title.ts";
import { useWords } from "../../words/language-context.tsx";

const completable = [
  "host.name",
  "user.name",
  "source.ip",
  "event.module",
  "event.action",
  "event.outcome",
  "log.file.path",
  "rule",
] as const;
type Completable = (typeof completable)[number];

/** The last word of a query that is being typed, taken apart. */
function lastWord(text: string): { before: string; field?: Completable; part: string } {
  const at = text.lastIndexOf(" ") + 1;
  const word = text.slice(at);
  const colon = word.indexOf(":");
  const field = completable.find((one) => one === parseTerms(`${word.slice(0, colon)}:x`)[0]?.field);
  return colon === -1 || field === undefined
    ? { before: text.slice(0, at), part: word }
    : { before: text.slice(0, at), field, part: word.slice(colon + 1) };
}

/** The query with completion, and a chip for each thing that is active. `/` goes to it. */
export function QueryBar({
  incident,
  search,
  change,
}: {
  readonly incident: IncidentId;
  readonly search: TimelineSearch;
  readonly change: (part: TimelineSearch) => void;
}): ReactNode {
  const { timeline } = useWords().analysis;
  const [text, setText] = useState(search.q ?? "");
  const [seen, setSeen] = useState(search.q);
  const field = useRef<HTMLInputElement>(null);
  if (seen !== search.q) {
    setSeen(search.q);
    setText(search.q ?? "");
  }
  const { before, field: naming, part } = lastWord(text);
  const title = useRuleTitle();
  const words = (value: string) => (naming === "rule" ? title(value) : value);
  const values = useRead(
    "timeline.top",
    { params: { incident }, body: { filter: {}, field: naming ?? "host.name", limit: 100 } },
    { enabled: naming !== undefined },
  );
  const options =
    naming === undefined
      ? completable.filter((one) => part !== "" && one.includes(part.toLowerCase())).map((one) => `${before}${one}:`)
      : (values.data ?? [])
          .filter(
            ({ value }) => value !== part && `${value} ${words(value)}`.toLowerCase().includes(part.toLowerCase()),
          )
          .slice(0, 12)
          .map(({ value }) => `${before}${writeTerms([{ field: naming, value }])} `);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event.target)) return;
      event.preventDefault();
      field.current?.focus();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  const apply = () => change({ q: text.trim() === "" ? undefined : text.trim() });
  return (
    <form
      className="stack-tight"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <Autocomplete
        ref={field}
        aria-label={timeline.query}
        placeholder={timeline.placeholder}
        value={text}
        onChange={setText}
        data={[...new Set(options)]}
        filter={({ options: all }) => all}
        renderOption={({ option }) =>
          naming === "rule" ? words(parseTerms(option.value).at(-1)?.value ?? "") : option.value
        }
        onBlur={apply}
        classNames={{ input: "query-input" }}
        spellCheck={false}
        autoComplete="off"
      />
      <Chips search={search} change={change} />
    </form>
  );
}

function Chips({
  search,
  change,
}: {
  readonly search: TimelineSearch;
  readonly change: (part: TimelineSearch) => void;
}): ReactNode {
  const { timeline } = useWords().analysis;
  const title = useRuleTitle();
  const terms = parseTerms(search.q ?? "");
  const zone = localZone();
  if (terms.length === 0 && search.from === undefined && search.to === undefined) return null;
  const range = timeline.range(instantText(search.from, zone), instantText(search.to, zone));
  return (
    <div className="row chips">
      {search.from === undefined && search.to === undefined ? null : (
        <button
          type="button"
          className="chip"
          title={timeline.remove(range)}
          onClick={() => change({ from: undefined, to: undefined })}
        >
          {range} <span aria-hidden="true">×</span>
        </button>
      )}
      {terms.map((term, index) => (
        <button
          type="button"
          key={`${term.field ?? ""}${term.value}`}
          className="chip"
          title={timeline.remove(term.value)}
          onClick={() => change({ q: withoutTerm(search.q, index) })}
        >
          {term.field === undefined ? null : <span className="muted">{term.field}</span>}{" "}
          {term.field === "rule" ? title(term.value) : term.value} <span aria-hidden="true">×</span>
        </button>
      ))}
      <Button
        size="compact-xs"
        variant="subtle"
        onClick={() => change({ q: undefined, from: undefined, to: undefined })}
      >
        {timeline.clear}
      </Button>
    </div>
  );
}
