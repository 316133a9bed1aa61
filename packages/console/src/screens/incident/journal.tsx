import { TextInput } from "@mantine/core";
import type { JournalEntry } from "@stanch/model/journal";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { journalWords, type Said } from "../../journal/journal-words.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { DataTable } from "../../parts/data-table.tsx";
import { Instant } from "../../parts/instant.tsx";
import { MentionedText } from "../../parts/mentioned-text.tsx";
import { instantText, localZone } from "../../time/instant-text.ts";
import { useLanguage, useWords } from "../../words/language-context.tsx";
import { useIncidentId } from "../use-incident.ts";

/** The case's journal, newest first: what every screen can be explained by. */
export function Journal(): ReactNode {
  const words = useWords();
  const { names, frame } = words;
  const { journal } = words.incident;
  const { language } = useLanguage();
  const [filter, setFilter] = useState("");
  const entries = useRead("incident.journal", { params: { incident: useIncidentId() } });
  const reader = { words, language, zone: localZone() };
  const matches = (entry: JournalEntry) =>
    `${names.journal[entry.kind]} ${entry.actor.name} ${journalWords(entry, reader).flat().join(" ")}`
      .toLowerCase()
      .includes(filter.trim().toLowerCase());
  return (
    <div className="stack">
      <div className="spread">
        <h2>{journal.title}</h2>
        <TextInput
          className="filter-field"
          placeholder={journal.filter}
          aria-label={journal.filter}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      </div>
      <AsyncView query={entries}>
        {(rows) => {
          const shown = rows.filter(matches).reverse();
          return shown.length === 0 ? (
            <Empty words={journal.none} />
          ) : (
            <>
              <p className="muted small">{journal.chain(rows.length)}</p>
              <DataTable
                label={journal.title}
                rows={shown}
                rowKey={(row) => String(row.seq)}
                columns={[
                  { head: "#", numeric: true, cell: (row) => row.seq },
                  {
                    head: frame.at,
                    cell: (row) => (
                      <span
                        title={
                          row.recordedAt === row.at
                            ? undefined
                            : journal.recorded(instantText(row.recordedAt, localZone()))
                        }
                      >
                        <Instant at={row.at} style="second" />
                      </span>
                    ),
                  },
                  { head: frame.by, cell: (row) => row.actor.name || names.actor[row.actor.kind] },
                  { head: journal.title, cell: (row) => <b className="nowrap">{names.journal[row.kind]}</b> },
                  {
                    head: frame.note,
                    cell: (row) => <Data said={journalWords(row, reader)} entry={row} />,
                  },
                  { head: journal.hash, cell: (row) => <code title={row.hash}>{row.hash.slice(0, 10)}</code> },
                ]}
              />
            </>
          );
        }}
      </AsyncView>
    </div>
  );
}

/** What an entry says, label by label; everything beyond the first lines on demand. */
function Data({ said, entry }: { readonly said: readonly Said[]; readonly entry: JournalEntry }): ReactNode {
  const { journal } = useWords();
  const { body, mentions } = entry.kind === "note.written" ? entry.data : {};
  return (
    <span className="small break journal-data">
      {said.map(([label, value], at) => (
        <span key={at} className="journal-said">
          <span className="muted">
            {label}
            {journal.colon}
          </span>
          {typeof body === "string" && value === body ? <MentionedText body={body} mentions={mentions} /> : value}
        </span>
      ))}
    </span>
  );
}
