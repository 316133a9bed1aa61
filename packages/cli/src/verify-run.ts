import { existsSync } from "node:fs";
import { StanchError } from "@stanch/model/error";
import { verifyPath } from "@stanch/report/verify";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { jsonText, Output, visible } from "./terminal.ts";

export interface VerifyCommandOptions {
  readonly key?: string;
  readonly json?: true;
}

/**
 * Prints what holds and the first thing that does not.
 *
 * @returns 0 when all of it holds, else 3
 * @throws StanchError `E_PATH_MISSING`
 */
export async function verifyCommand(
  path: string,
  { key, json }: VerifyCommandOptions,
  { say, language }: CommandContext,
): Promise<ExitCode> {
  if (!existsSync(path)) throw new StanchError("E_PATH_MISSING", { path });
  const found = await verifyPath(path, key === undefined ? {} : { key });
  const output = new Output();
  if (json === true) output.line(jsonText(found, 2));
  else {
    const fault = found.checks.findIndex(({ ok }) => !ok);
    const told = fault === -1 ? found.checks : found.checks.slice(0, fault + 1);
    for (const { name, ok, detail } of told) {
      output.line(`${ok ? "✓" : "✗"} ${visible(name[language])}${say("colon")}${visible(detail[language])}`);
    }
    output.line(`${say(found.holds ? "holds" : "broken")}${say("colon")}${visible(path)}`);
  }
  output.flush();
  return found.holds ? 0 : 3;
}
