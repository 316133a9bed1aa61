import { createInterface } from "node:readline";
import { addressOf, keyOf, type KeyOptions } from "./centre-key.ts";
import type { CommandContext, ExitCode } from "./command-context.ts";
import { note, writeAll } from "./terminal.ts";

/** Code for what went wrong on the way, of those JSON-RPC 2.0 leaves to implementations. */
const WAY = -32_000;
const WAIT_MS = 120_000;

/**
 * The Model Context Protocol over standard input and output: each line is one message, handed on to the centre, and each answer one
 * line. Source: Model Context Protocol 2025-06-18, "Transports", stdio.
 *
 * @returns 0 when the input ends
 * @throws StanchError `E_CENTRE_URL`, `E_KEY_NONE`, `E_PATH_MISSING`
 */
export async function passOn(
  { url, keyFile }: KeyOptions,
  input: NodeJS.ReadableStream,
  { say, language }: CommandContext,
): Promise<ExitCode> {
  const endpoint = addressOf(url, "/mcp");
  const headers = { authorization: `Bearer ${keyOf(keyFile)}`, "content-type": "application/json" };
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === "") continue;
    const answer = await sent(line, endpoint, headers, language).catch((error: unknown) => {
      note(say("mcpFailed", { reason: reasonOf(error) }));
      return failed(line, say("mcpFailed", { reason: reasonOf(error) }));
    });
    if (answer !== undefined) writeAll(1, `${answer}\n`);
  }
  return 0;
}

async function sent(
  line: string,
  endpoint: string,
  headers: Readonly<Record<string, string>>,
  language: "zh" | "en",
): Promise<string | undefined> {
  const signal = AbortSignal.timeout(WAIT_MS);
  // A redirect would carry the key to somebody else.
  const given = { accept: "application/json, text/event-stream", ...headers };
  const response = await fetch(endpoint, { method: "POST", body: line, headers: given, redirect: "error", signal });
  const text = await response.text();
  if (response.status === 202) return undefined;
  const body = JSON.parse(text) as { readonly jsonrpc?: string; readonly what?: Readonly<Record<string, string>> };
  if (body.jsonrpc === "2.0") return JSON.stringify(body);
  throw new Error(body.what?.[language] ?? `HTTP ${response.status}`);
}

/** An error under the message's own number; undefined where no answer was wanted. */
function failed(line: string, message: string): string | undefined {
  let id: unknown;
  try {
    id = (JSON.parse(line) as { readonly id?: unknown }).id;
  } catch {
    return JSON.stringify({ jsonrpc: "2.0", id: null, error: { code: -32_700, message } });
  }
  return id === undefined ? undefined : JSON.stringify({ jsonrpc: "2.0", id, error: { code: WAY, message } });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}
