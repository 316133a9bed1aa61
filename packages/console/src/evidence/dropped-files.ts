/** A file with its path inside what was dropped: `logs/nginx/access.log`. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** The part of the browser's file-system entries that is needed to walk a dropped folder. */
export interface Entry {
  readonly isFile: boolean;
  readonly isDirectory: boolean;
  readonly fullPath: string;
  readonly file?: (done: (file: File) => void, failed: (error: Error) => void) => void;
  readonly createReader?: () => {
    readEntries: (done: (entries: Entry[]) => void, failed: (error: Error) => void) => void;
  };
}

/** Walks dropped entries, folders whole; a directory is read until it answers nothing more. Sorted by path. */
export async function walkEntries(entries: readonly Entry[]): Promise<DroppedFile[]> {
  const found: DroppedFile[] = [];
  const waiting = [...entries];
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const { file, createReader, fullPath } = entry;
    if (entry.isFile && file !== undefined) {
      const one = await new Promise<File>((done, failed) => file.call(entry, done, failed));
      found.push({ path: fullPath.replace(/^\//, ""), file: one });
    } else if (entry.isDirectory && createReader !== undefined) {
      const reader = createReader.call(entry);
      for (;;) {
        const part = await new Promise<Entry[]>((done, failed) => reader.readEntries(done, failed));
        if (part.length === 0) break;
        waiting.push(...part);
      }
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Files of a drop: entries where the browser gives them, else the plain list. */
export async function droppedFiles(transfer: DataTransfer): Promise<DroppedFile[]> {
  const entries = [...transfer.items].flatMap((item) => {
    const entry = item.kind === "file" ? item.webkitGetAsEntry() : null;
    return entry === null ? [] : [entry as unknown as Entry];
  });
  const plain = [...transfer.files];
  return entries.length > 0 ? walkEntries(entries) : chosenFiles(plain);
}

/** Files of a file or folder field. */
export function chosenFiles(files: Iterable<File>): DroppedFile[] {
  return [...files].map((file) => ({
    path: file.webkitRelativePath === "" ? file.name : file.webkitRelativePath,
    file,
  }));
}
