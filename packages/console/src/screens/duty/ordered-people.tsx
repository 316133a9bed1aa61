import { Button, Select } from "@mantine/core";
import { type StaffId, staffId } from "@stanch/model/ids";
import type { ReactNode } from "react";
import { useWords } from "../../words/language-context.tsx";
import { usePeople } from "./duty-choices.ts";

/** People in the order of their turns; the same person may stand in it more than once. */
export function OrderedPeople({
  people,
  onChange,
}: {
  readonly people: readonly StaffId[];
  readonly onChange: (people: StaffId[]) => void;
}): ReactNode {
  const { duty } = useWords();
  const all = usePeople();
  const name = (id: string) => all.find(({ value }) => value === id)?.label ?? "–";
  const earlier = (at: number) =>
    onChange(people.map((one, index) => (index === at - 1 ? people[at] : index === at ? people[at - 1] : one) ?? one));
  return (
    <fieldset className="form plain">
      <legend>{duty.participants}</legend>
      {people.length === 0 ? <p className="muted">{duty.noPeople}</p> : null}
      <ol className="stack-tight">
        {people.map((one, at) => (
          <li key={`${one}${at}`} className="spread">
            <span>
              {at + 1}. {name(one)}
            </span>
            <span className="row">
              {at === 0 ? null : (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={duty.earlierTurn(name(one))}
                  onClick={() => earlier(at)}
                >
                  ↑
                </Button>
              )}
              <Button
                size="compact-sm"
                variant="default"
                aria-label={duty.takeOut(name(one))}
                onClick={() => onChange(people.filter((_, index) => index !== at))}
              >
                ×
              </Button>
            </span>
          </li>
        ))}
      </ol>
      <Select
        aria-label={duty.addPerson}
        placeholder={duty.addPerson}
        searchable
        value={null}
        onChange={(value) => (value === null ? undefined : onChange([...people, staffId.parse(value)]))}
        data={all}
      />
    </fieldset>
  );
}
