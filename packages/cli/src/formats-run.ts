import { formats } from "@stanch/evidence/registry";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { jsonText, Output } from "./terminal.ts";

/** Lists every log format that is read: id, family and name, or all of its declaration as JSON. */
export function printFormats({ json }: { readonly json?: true }, { language }: CommandContext): ExitCode {
  const output = new Output();
  if (json === true) {
    const rows = formats.map(({ id, names, family, modules, by, references }) => {
      return { id, names, family, by, modules, references };
    });
    output.line(jsonText(rows, 2));
  } else {
    const width = Math.max(...formats.map(({ id }) => id.length));
    for (const { id, family, names } of formats) {
      output.line(`${id.padEnd(width)}  ${family.padEnd(8)}  ${names[language]}`);
    }
  }
  output.flush();
  return 0;
}
