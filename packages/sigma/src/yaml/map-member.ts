import type { JsonValue } from "@stanch/model/canonical-json";
import { type LineCursor, refuse } from "./line-cursor.ts";

/** Where a value stands in its document. */
export interface Place {
  /** Dotted keys. */
  readonly path: string;
  readonly depth: number;
  readonly lines: Record<string, number>;
}

/** Maps this deep tell on which lines their keys stand. */
export const LINES_DEPTH = 4;

/** Sets a member of a map and notes its line. A key that stands there twice, or means more than itself, is refused. */
export function putMember(
  cursor: LineCursor,
  map: Record<string, JsonValue>,
  key: string,
  { path, depth, lines }: Place,
  value: (place: Place) => JsonValue,
): void {
  if (key === "__proto__" || key === "<<" || Object.hasOwn(map, key)) refuse();
  const inner = path === "" ? key : `${path}.${key}`;
  if (depth < LINES_DEPTH) lines[inner] ??= cursor.line;
  map[key] = value({ path: inner, depth: depth + 1, lines });
}
