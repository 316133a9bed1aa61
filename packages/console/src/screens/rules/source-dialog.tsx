import { Button, FileInput, TextInput } from "@mantine/core";
import { LARGEST_RULE_SOURCE, sourceName } from "@stanch/model/rule-choice";
import { type ReactNode, useRef, useState } from "react";
import { useAct } from "../../api/queries.ts";
import { chosenFiles, type DroppedFile } from "../../evidence/dropped-files.ts";
import { Dialog } from "../../parts/dialog.tsx";
import { ProblemBox } from "../../parts/problem-box.tsx";
import { folderZip, rulesIn } from "../../rules/folder-zip.ts";
import { useWords } from "../../words/language-context.tsx";

/** A zip of rules, a rule file or a folder of them, and the name they go by. */
export function SourceDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { rules, frame } = useWords();
  const [name, setName] = useState("");
  const [file, setFile] = useState<Blob | null>(null);
  const [folder, setFolder] = useState("");
  const folders = useRef<HTMLInputElement>(null);
  const takeFolder = async (files: readonly DroppedFile[]) => {
    setFolder(rules.folderTaken(files[0]?.path.split("/", 1)[0] ?? "", rulesIn(files).length));
    setFile(await folderZip(files));
  };
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
        <FileInput
          label={rules.file}
          accept=".zip,.yml,.yaml"
          value={file instanceof File ? file : null}
          onChange={(chosen) => {
            setFolder("");
            setFile(chosen);
          }}
        />
        <div className="row">
          <Button variant="default" onClick={() => folders.current?.click()}>
            {rules.folder}
          </Button>
          <span className="small break" role="status">
            {folder}
          </span>
        </div>
        <input
          ref={folders}
          type="file"
          hidden
          aria-label={rules.folder}
          {...{ webkitdirectory: "" }}
          onChange={(event) => void takeFolder(chosenFiles(event.currentTarget.files ?? []))}
        />
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
