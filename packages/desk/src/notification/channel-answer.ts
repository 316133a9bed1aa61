import type { Provider } from "@stanch/model/provider";
import type { HttpAnswer } from "./guarded-http.ts";

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The value at a JSON pointer (RFC 6901); undefined when there is none. */
export function atPointer(value: unknown, pointer: string): unknown {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>(
      (inside, name) =>
        typeof inside === "object" && inside !== null && Object.hasOwn(inside, name)
          ? (inside as Readonly<Record<string, unknown>>)[name]
          : undefined,
      value,
    );
}

const word = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
        .slice(0, 200)
    : "";

/** What a provider's answer means; `detail` is one line for people, `messageId` empty when none was given. */
export function readAnswer(
  spec: Provider,
  { status, text }: HttpAnswer,
): { readonly ok: boolean; readonly detail: string; readonly messageId: string } {
  const { success, reason, messageId } = spec;
  const answer = parsed(text);
  const said = success.pointer === undefined ? undefined : atPointer(answer, success.pointer);
  const fits =
    success.pointer === undefined ||
    (success.equals.length === 0 ? word(said) !== "" : success.equals.some((one) => one === said));
  const ok = success.status.includes(status) && fits;
  const id = messageId === undefined ? "" : word(atPointer(answer, messageId));
  const why = ok ? "" : (reason.map((one) => word(atPointer(answer, one))).find((one) => one !== "") ?? "");
  const detail = [`HTTP ${status}`, fits ? "" : word(said), why, ok ? id : ""].filter((one) => one !== "").join(" ");
  return { ok, detail, messageId: ok ? id : "" };
}
