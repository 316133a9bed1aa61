import { TextInput } from "@mantine/core";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { useWords } from "../../words/language-context.tsx";
import { SealedRecord } from "./sealed-record.tsx";

/** All sealed cases. */
export function ArchiveList(): ReactNode {
  const { closing, intake } = useWords();
  const { archive } = closing;
  const [words, setWords] = useState("");
  const text = useDeferredValue(words.trim());
  const list = useRead("archive.list", { query: text === "" ? {} : { text } });
  return (
    <div className="page stack">
      <h1>{archive.title}</h1>
      <TextInput
        className="filter-field"
        placeholder={archive.search}
        aria-label={archive.search}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <AsyncView query={list}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={text === "" ? archive.none : intake.noMatches} />
          ) : (
            rows.map((row) => <SealedRecord key={row.incidentId} record={row} />)
          )
        }
      </AsyncView>
    </div>
  );
}
