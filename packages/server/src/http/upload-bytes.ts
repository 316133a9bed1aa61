import type { Readable } from "node:stream";
import { StanchError } from "@stanch/model/error";

/** Longest silence of an upload; what arrived is kept, and the client goes on from there. */
const SILENCE_MS = 60_000;

/**
 * Bytes of an upload as they arrive. A client that falls silent or leaves ends them with an error after the last byte was handed on.
 *
 * @throws StanchError `E_UPLOAD_BROKEN`
 */
export async function* uploadBytes(body: Readable, silenceMs: number = SILENCE_MS): AsyncGenerator<Uint8Array> {
  const silent = (): void => void body.destroy(new StanchError("E_UPLOAD_BROKEN"));
  let timer = setTimeout(silent, silenceMs);
  try {
    for await (const chunk of body) {
      // How long it takes to store the bytes is not the client's silence.
      clearTimeout(timer);
      yield chunk as Uint8Array;
      timer = setTimeout(silent, silenceMs);
    }
  } catch (error) {
    throw error instanceof StanchError ? error : new StanchError("E_UPLOAD_BROKEN", {}, error);
  } finally {
    clearTimeout(timer);
  }
}
