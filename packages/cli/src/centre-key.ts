import { readFileSync } from "node:fs";
import { StanchError } from "@stanch/model/error";

export interface KeyOptions {
  /** Where people reach the centre. */
  readonly url: string;
  /** File whose first line is the key; without it `STANCH_KEY`. Never an argument: everybody on the machine sees those. */
  readonly keyFile?: string;
}

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * An address of the centre that a key may be sent to.
 *
 * @throws StanchError `E_CENTRE_URL` for what is no address, or would send the key readable over a network
 * @example addressOf("https://centre.example", "/mcp")
 */
export function addressOf(url: string, path: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const safe = parsed?.protocol === "https:" || (parsed?.protocol === "http:" && loopback.has(parsed.hostname));
  if (parsed === undefined || !safe || parsed.username !== "") throw new StanchError("E_CENTRE_URL", { url });
  return new URL(path, parsed).href;
}

/**
 * The key that a program calls with.
 *
 * @throws StanchError `E_KEY_NONE` when there is none, `E_PATH_MISSING`
 */
export function keyOf(file: string | undefined): string {
  let key = process.env["STANCH_KEY"] ?? "";
  if (file !== undefined) {
    try {
      key = readFileSync(file, "utf8").split("\n", 1)[0] ?? "";
    } catch (error) {
      throw new StanchError("E_PATH_MISSING", { path: file }, error);
    }
  }
  if (!/^stanch_[\w-]+$/.test(key.trim())) throw new StanchError("E_KEY_NONE");
  return key.trim();
}
