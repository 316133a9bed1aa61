import { once } from "node:events";
import { StanchError } from "@stanch/model/error";
import { type Centre, openCentre } from "@stanch/server/centre";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { interruption } from "./interruption.ts";
import { placeholdersOf } from "./placeholder-files.ts";
import { note } from "./terminal.ts";

export interface ServeOptions {
  readonly data: string;
  readonly port: number;
  readonly host: string;
  readonly rules: readonly string[];
  readonly placeholders?: readonly string[];
}

/**
 * Runs the centre until it is asked to stop, then closes it; whatever was acknowledged is on the disk by then.
 *
 * @throws StanchError `E_PORT`, `E_STORE_LOCKED`, `E_DATA_FOLDER` and what else the centre says when it cannot start
 */
export async function serve(options: ServeOptions, { say }: CommandContext): Promise<ExitCode> {
  using stop = interruption();
  const centre = await open(options);
  try {
    const { firstPassword: first } = centre;
    note(say("listening", { url: centre.url }));
    if (first !== undefined) note(say("firstPassword", { email: first.email, password: first.password }));
    note(say("stopHint"));
    if (!stop.signal.aborted) await once(stop.signal, "abort");
    note(say("stopping"));
  } finally {
    await centre.close();
  }
  return 0;
}

async function open({ data, port, host, rules, placeholders }: ServeOptions): Promise<Centre> {
  try {
    const more = { ...(rules.length === 0 ? {} : { rules }), placeholders: placeholdersOf(placeholders) };
    return await openCentre({ data, port, host, ...more });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!["EADDRINUSE", "EACCES", "EADDRNOTAVAIL", "ENOTFOUND"].includes(code)) throw error;
    throw new StanchError("E_PORT", { host, port: String(port), reason: code }, error);
  }
}
