import { z } from "zod";

/*
 * Who calls in an emergency may be anybody. The identity of a caller is verified by calling back a number that was on record before: one
 * that only the caller gave proves nothing.
 */

const instant = z.iso.datetime({ offset: true });
const line = (max: number) => z.string().trim().max(max);

/** `confirmed`: the person reached knows the caller and the request; `denied`: they know nothing of it. */
export const callBackOutcome = z.enum(["confirmed", "denied", "no-answer"]);
export type CallBackOutcome = z.infer<typeof callBackOutcome>;

export const callBackForm = z.object({
  /** Whose identity is in question. */
  caller: line(120).min(1),
  number: line(40).regex(/^[+()\d][-+()\d\sx#*]{3,}$/),
  /** Who answered there; empty when nobody did. */
  person: line(120),
  outcome: callBackOutcome,
  note: line(2000).default(""),
  at: instant.optional(),
});
export type CallBackForm = z.infer<typeof callBackForm>;

/**
 * One call back. `onRecord` is found out by the desk, not said by whoever writes it; only a confirmed call to a number on record verifies.
 *
 * @example { caller: "王芳", number: "+86 571 8888 0000", person: "前台", outcome: "confirmed", onRecord: true, verified: true, … }
 */
export const callBack = callBackForm.extend({
  id: z.uuid(),
  at: instant,
  by: z.string(),
  onRecord: z.boolean(),
  /** Whose number it is on record. */
  recordName: z.string().optional(),
  verified: z.boolean(),
});
export type CallBack = z.infer<typeof callBack>;

export const callBacks = z.object({
  /** Numbers of the customer that may be called back. */
  numbers: z.array(z.object({ name: z.string(), phone: z.string() })),
  calls: z.array(callBack),
});
export type CallBacks = z.infer<typeof callBacks>;

/**
 * What of a number says who is reached: its digits without extension, without the prefix of mainland China and without zeros before it.
 *
 * @example numberKey("+86 571-8888 0000") === numberKey("0571 88880000")
 */
export function numberKey(phone: string): string {
  const [line = ""] = phone
    .normalize("NFKC")
    .toLowerCase()
    .split(/[x#*]|ext/);
  const digits = line.replace(/\D/g, "");
  const abroad = /^\s*\+/.test(line) ? digits : digits.startsWith("00") ? digits.slice(2) : undefined;
  if (abroad === undefined) return digits.replace(/^0+/, "");
  return abroad.startsWith("86") ? abroad.slice(2).replace(/^0+/, "") : `+${abroad}`;
}
