import { Button } from "@mantine/core";
import { type ReactNode, useRef, useState } from "react";
import { chosenFiles, droppedFiles, type DroppedFile } from "../../evidence/dropped-files.ts";
import { useWords } from "../../words/language-context.tsx";

/** Takes files and folders, dropped or chosen. */
export function FileArea({
  words,
  take,
}: {
  readonly words: string;
  readonly take: (files: readonly DroppedFile[]) => void;
}): ReactNode {
  const { evidence } = useWords().analysis;
  const [over, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  return (
    <>
      <div
        className={over ? "drop-zone over" : "drop-zone"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void droppedFiles(event.dataTransfer).then(take);
        }}
      >
        <p>{words}</p>
        <div className="row">
          <Button variant="default" onClick={() => files.current?.click()}>
            {evidence.choose}
          </Button>
          <Button variant="default" onClick={() => folder.current?.click()}>
            {evidence.chooseFolder}
          </Button>
        </div>
        <input
          ref={files}
          type="file"
          multiple
          hidden
          aria-label={evidence.choose}
          onChange={(event) => {
            take(chosenFiles(event.currentTarget.files ?? []));
            event.currentTarget.value = "";
          }}
        />
        <input
          ref={folder}
          type="file"
          hidden
          aria-label={evidence.chooseFolder}
          {...{ webkitdirectory: "" }}
          onChange={(event) => {
            take(chosenFiles(event.currentTarget.files ?? []));
            event.currentTarget.value = "";
          }}
        />
      </div>
    </>
  );
}
