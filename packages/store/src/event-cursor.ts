import { StanchError } from "@stanch/model/error";

/** The last row of a page: where the next one starts. `time` null: the events without a time have begun. */
export interface EventCursor {
  readonly time: bigint | null;
  readonly id: string;
}

const shape = /^(-?\d{1,18}|n):([0-9a-z.-]{1,80})$/;

/** The cursor as text for the client; opaque to it. */
export function encodeCursor({ time, id }: EventCursor): string {
  return Buffer.from(`${time === null ? "n" : String(time)}:${id}`, "latin1").toString("base64url");
}

/** Reads a cursor of ours; `E_CURSOR` for anything else. */
export function decodeCursor(text: string): EventCursor {
  const match = text.length > 200 ? null : shape.exec(Buffer.from(text, "base64url").toString("latin1"));
  if (match === null) throw new StanchError("E_CURSOR");
  const [, time = "n", id = ""] = match;
  return { time: time === "n" ? null : BigInt(time), id };
}
