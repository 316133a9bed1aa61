import { Select } from "@mantine/core";
import { customerId, type CustomerId } from "@stanch/model/ids";
import { type ReactNode, useState } from "react";
import { useRead } from "../../api/queries.ts";
import { useWords } from "../../words/language-context.tsx";
import { RuleFilters } from "./rule-filters.tsx";
import { RuleSources } from "./rule-sources.tsx";
import { RuleTable } from "./rule-table.tsx";

/** For whom rules are looked at; everybody when undefined. */
export interface RuleSubject {
  readonly id: CustomerId;
  readonly name: string;
}

/** Which rules judge evidence: for everybody, and for one customer. */
export function RulesPage(): ReactNode {
  const { rules } = useWords();
  const customers = useRead("customer.list", {});
  const [chosen, setChosen] = useState<string>("");
  const found = customers.data?.find(({ id }) => id === chosen);
  const subject: RuleSubject | undefined =
    found === undefined ? undefined : { id: customerId.parse(found.id), name: found.name };
  return (
    <div className="page stack">
      <div className="spread">
        <h1>{rules.title}</h1>
        <Select
          aria-label={rules.whose}
          allowDeselect={false}
          searchable
          value={chosen}
          onChange={(value) => setChosen(value ?? "")}
          data={[
            { value: "", label: rules.everybody },
            ...(customers.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </div>
      <p className="muted">{rules.lead}</p>
      <RuleTable key={chosen} subject={subject} />
      <RuleFilters subject={subject} />
      <RuleSources />
    </div>
  );
}
