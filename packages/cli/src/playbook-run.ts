import { readFileSync } from "node:fs";
import { cacaoRefusals, fromCacao, toCacao } from "@stanch/model/cacao";
import { StanchError } from "@stanch/model/error";
import { readPlaybook } from "@stanch/server/playbook-files";
import type { ExitCode } from "./command-context.ts";
import { jsonText, Output } from "./terminal.ts";

/**
 * Writes a playbook as CACAO 2.0.
 *
 * @throws StanchError `E_PLAYBOOK` for a file that is none
 */
export function exportPlaybook(file: string): ExitCode {
  const output = new Output();
  output.line(jsonText(toCacao(readPlaybook(file)), 2));
  output.flush();
  return 0;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new StanchError("E_PATH_MISSING", { path: file }, error);
  }
}

/**
 * Writes the playbook that a CACAO 2.0 document holds; what is written is a file for `playbooks/`.
 *
 * @throws StanchError `E_CACAO` with the reason, `E_PATH_MISSING`
 */
export function importPlaybook(file: string, { types }: { readonly types?: string }): ExitCode {
  const keys = (types ?? "").split(",").map((key) => key.trim());
  const read = fromCacao(
    textOf(file),
    keys.filter((key) => key !== ""),
  );
  if (!read.ok) throw new StanchError("E_CACAO", { path: file, ...cacaoRefusals[read.refusal] });
  const output = new Output();
  output.line(jsonText(read.playbook, 2));
  output.flush();
  return 0;
}
