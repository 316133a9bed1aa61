import { existsSync } from "node:fs";
import { resolve } from "node:path";

/** The folder of a corpus, or undefined where corpora are absent; then the test skips itself. */
export function corpus(name: string): string | undefined {
  const folder = resolve(import.meta.dirname, "../../../../../../shared/corpora", name);
  return existsSync(folder) ? folder : undefined;
}
