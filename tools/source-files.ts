import { globSync } from "node:fs";

/** Something a house check objects to. */
export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

export function finding(file: string, line: number, message: string): Finding {
  return { file, line, message };
}

/** TypeScript sources below a folder, sorted, relative to the root. */
export function sourceFiles(root: string, below: string): string[] {
  return globSync(`${below}/**/*.{ts,tsx}`, {
    cwd: root,
    exclude: (name) => name === "node_modules" || name === "dist",
  })
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
}
