import { Select, TextInput } from "@mantine/core";
import { incidentState, type IncidentState } from "@stanch/model/incident";
import { type ReactNode, useDeferredValue, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { AsyncView, Empty } from "../../parts/async-view.tsx";
import { useWords } from "../../words/language-context.tsx";
import { IncidentTable } from "./incident-table.tsx";

/** All cases, by state and words. */
export function IncidentList(): ReactNode {
  const { intake, names } = useWords();
  const [state, setState] = useState<IncidentState | undefined>();
  const [words, setWords] = useState("");
  const text = useDeferredValue(words.trim());
  const query = { ...(state === undefined ? {} : { state }), ...(text === "" ? {} : { text }) };
  const incidents = useRead("incident.list", { query });
  return (
    <div className="page stack">
      <h1>{intake.incidentsTitle}</h1>
      <div className="row">
        <TextInput
          className="filter-field"
          placeholder={intake.filterText}
          aria-label={intake.filterText}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <Select
          aria-label={intake.state}
          placeholder={intake.allStates}
          clearable
          value={state ?? null}
          data={incidentState.options.map((value) => ({ value, label: names.incidentState[value] }))}
          onChange={(value) => setState(incidentState.safeParse(value).data)}
        />
      </div>
      <AsyncView query={incidents}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty words={text === "" && state === undefined ? intake.noIncidents : intake.noMatches} />
          ) : (
            <IncidentTable rows={rows} />
          )
        }
      </AsyncView>
    </div>
  );
}
