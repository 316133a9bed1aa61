import type { Text } from "@stanch/model/text";
import { type VerifyKey, verifyText } from "./verify-text.ts";

/** One thing that was checked, and what was found. */
export interface Check {
  readonly name: Text;
  readonly ok: boolean;
  readonly detail: Text;
}

/** What `stanch verify` says: everything that was checked in order; `holds` when nothing failed. */
export interface Verification {
  readonly kind: "bundle" | "investigation" | "journal" | "unknown";
  readonly holds: boolean;
  readonly checks: readonly Check[];
}

type Name =
  | "form"
  | "manifest"
  | "signature"
  | "key"
  | "files"
  | "journal"
  | "checkpoints"
  | "evidence"
  | "sources"
  | "answer"
  | "kind";

/** A check that holds. */
export function holds(name: Name, detail: VerifyKey, params?: Readonly<Record<string, string | number>>): Check {
  return { name: verifyText(name), ok: true, detail: verifyText(detail, params) };
}

/** A check that failed. */
export function fails(name: Name, detail: VerifyKey, params?: Readonly<Record<string, string | number>>): Check {
  return { name: verifyText(name), ok: false, detail: verifyText(detail, params) };
}

/** The first sentence that does not hold, if any, ready to print. */
export function firstFault({ checks }: Verification): Check | undefined {
  return checks.find(({ ok }) => !ok);
}

export function verificationOf(kind: Verification["kind"], checks: readonly Check[]): Verification {
  return { kind, holds: checks.length > 0 && checks.every(({ ok }) => ok), checks };
}
