import { StanchError } from "@stanch/model/error";

/** No form is nested deeper; a text of nothing but brackets would otherwise exhaust the stack of whoever walks it. */
const DEEPEST = 40;

/**
 * A JSON value whose texts can be written as UTF-8: half characters, which JSON can escape, become U+FFFD as in every decoder.
 *
 * @throws StanchError `E_INPUT` when it is nested too deeply
 * @example wellFormed({ name: "a\ud83d" }) // { name: "a\ufffd" }
 */
export function wellFormed(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return value.toWellFormed();
  if (value === null || typeof value !== "object") return value;
  if (depth === DEEPEST) throw new StanchError("E_INPUT", { fields: "body" });
  if (Array.isArray(value)) return value.map((one) => wellFormed(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner, depth + 1)]),
  );
}
