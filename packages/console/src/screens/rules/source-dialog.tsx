import { Button, FileInput, TextInput } from "@mantine/core";
import { LARGEST_RULE_SOURCE, sourceName } from "@stanch/model/rule-choice";
import { type ReactNode, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { useWords } from "../../words/language-context.tsx";

/** A zip of rules, or a rule file, and the name they go by. */
export function SourceDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { rules, frame } = useWords();
  const [name, setName] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const add = useAct("ruleChoice.addSource");
  const good = sourceName.safeParse(name).success;
  const ready = good && file !== null && file.size <= LARGEST_RULE_SOURCE;
  return (
    <Dialog onClose={onClose} title={rules.addSource}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          // Bytes go as they are: the route declares no body of JSON.
          const input = { query: { name }, body: file };
          if (ready) add.mutate(input as unknown as Parameters<typeof add.mutate>[0], { onSuccess: onClose });
        }}
      >
        <TextInput
          data-autofocus
          required
          label={rules.name}
          description={rules.nameHint}
          value={name}
          error={name !== "" && !good ? rules.nameHint : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <FileInput required label={rules.file} accept=".zip,.yml,.yaml" value={file} onChange={setFile} />
        <ProblemBox error={add.error} />
        <div className="form-actions">
          <Button type="submit" disabled={!ready} loading={add.isPending}>
            {rules.addSource}
          </Button>
          <Button variant="default" onClick={onClose}>
            {frame.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
