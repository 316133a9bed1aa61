import { TextInput } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useRead } from "../api/queries.ts";
import { useMay } from "../api/session-context.tsx";
import { useWords } from "../words/language-context.tsx";
import { snippetOf } from "../journal/snippet.ts";
import { Dialog } from "../parts/dialog.tsx";

interface Hit {
  readonly key: string;
  readonly words: string;
  readonly more?: string;
  readonly to: string;
}

/** What was written down in cases; one character would be found everywhere. */
function useLines(asked: string): readonly Hit[] {
  const { names } = useWords();
  const may = useMay();
  const text = useDeferredValue(asked);
  const wanted = may("incident.read") && Array.from(text).length > 1;
  const found = useRead("search.find", { query: { text } }, { enabled: wanted });
  if (!wanted || text !== asked) return [];
  return (found.data?.lines ?? []).slice(0, 8).map(({ incident, number, entry }) => ({
    key: `${incident}-${entry.seq}`,
    words: `${number} ${names.journal[entry.kind]}`,
    more: snippetOf(entry.data, asked),
    to: `/incidents/${incident}/journal`,
  }));
}

function useHits(text: string): readonly Hit[] {
  const { frame, duty, reach, rules, measuring } = useWords();
  const may = useMay();
  const asked = text.trim();
  const query = asked === "" ? {} : { text: asked };
  const incidents = useRead("incident.list", { query }, { enabled: may("incident.read") });
  const lines = useLines(asked);
  const places: Hit[] = [
    { key: "inbox", words: frame.inbox, to: "/inbox" },
    { key: "call", words: frame.takeCall, to: "/call" },
    { key: "incidents", words: frame.incidents, to: "/incidents" },
    { key: "duty", words: duty.title, to: "/duty" },
    { key: "metrics", words: measuring.metrics.title, to: "/figures" },
    { key: "archive", words: frame.archive, to: "/archive" },
    { key: "customers", words: frame.customers, to: "/customers" },
    { key: "rules", words: rules.title, to: "/rules" },
    { key: "staff", words: frame.staff, to: "/staff" },
    { key: "contacts", words: reach.title, to: "/contacts" },
  ];
  const cases = (incidents.data ?? []).slice(0, 8).map((one) => ({
    key: one.id,
    words: `${one.number} ${one.title}`,
    more: one.organisation,
    to: `/incidents/${one.id}`,
  }));
  return [...cases, ...lines, ...places.filter(({ words }) => words.toLowerCase().includes(asked.toLowerCase()))];
}

/** Search or do: cases by number, title or organisation, and every place of the console. */
export function CommandSearch({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { frame } = useWords();
  const navigate = useNavigate();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const hits = useHits(text);
  const chosen = hits[Math.min(at, hits.length - 1)];
  const go = (hit: Hit | undefined) => {
    if (hit === undefined) return;
    onClose();
    void navigate({ to: hit.to });
  };
  return (
    <Dialog onClose={onClose} title={frame.searchTitle} high>
      <TextInput
        data-autofocus
        value={text}
        placeholder={frame.searchPlaceholder}
        aria-label={frame.searchTitle}
        role="combobox"
        aria-expanded="true"
        aria-controls="search-hits"
        aria-activedescendant={chosen === undefined ? undefined : `hit-${chosen.key}`}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(hits.length - 1, at + 1));
          else if (event.key === "ArrowUp") setAt(Math.max(0, at - 1));
          else if (event.key === "Enter") go(chosen);
          else return;
          event.preventDefault();
        }}
      />
      <ul className="hits" id="search-hits" role="listbox" aria-label={frame.searchTitle}>
        {hits.map((hit) => (
          <li
            key={hit.key}
            id={`hit-${hit.key}`}
            role="option"
            aria-selected={hit === chosen}
            onClick={() => go(hit)}
            onKeyDown={() => undefined}
          >
            <span>{hit.words}</span> <span className="muted small">{hit.more}</span>
          </li>
        ))}
      </ul>
      {hits.length === 0 ? <p className="muted">{frame.searchNone}</p> : null}
    </Dialog>
  );
}
