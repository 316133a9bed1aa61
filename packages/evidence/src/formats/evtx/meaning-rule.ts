import type { EcsFields, EventCategory, EventOutcome, FieldValue } from "@stanch/model/event-line";
import type { LogEvent } from "@stanch/model/log-event";
import { isAddress, plainAddress } from "../generic/address/address.ts";

export type WindowsFields = Readonly<Record<string, FieldValue>>;

type NamesOf<T> = { [K in keyof EcsFields]-?: T extends EcsFields[K] ? K : never }[keyof EcsFields];
type TextName = NamesOf<string>;
type NumberName = NamesOf<number>;

/** One ECS field and the record's own field it is taken from; the first source that says something wins. */
export interface Take {
  readonly to: keyof EcsFields;
  readonly from: readonly string[];
  readonly put: (event: LogEvent, value: string) => void;
}

/** What events of one channel and number mean. */
export interface MeaningRule {
  readonly category: EventCategory | undefined;
  readonly action: string;
  readonly outcome: EventOutcome | undefined;
  readonly takes: readonly Take[];
  /** What depends on more than one field. */
  readonly refine: ((event: LogEvent, fields: WindowsFields) => void) | undefined;
}

/** Rules by event number. */
export type MeaningTable = Readonly<Record<number, MeaningRule>>;

/** What a field says as text; undefined for the ways in which Windows writes "nothing". */
export function said(fields: WindowsFields, name: string): string | undefined {
  let value = fields[name];
  if (Array.isArray(value)) value = (value as readonly FieldValue[]).at(-1);
  if (value === undefined || value === null || value === "" || value === "-") return undefined;
  return typeof value === "string" ? value : String(value);
}

/** Takes a text as it is. */
export const text = (to: TextName, ...from: string[]): Take => ({
  to,
  from,
  put: (event, value) => (event[to] = value),
});

/** Takes an address: a real one, or the name that stands in its place. */
export function address(side: "source" | "destination", ...from: string[]): Take {
  const ip = `${side}.ip` as const;
  const name = `${side}.address` as const;
  const put = (event: LogEvent, value: string): void => {
    const bare = plainAddress(value.startsWith("\\\\") ? value.slice(2) : value);
    if (isAddress(bare)) event[ip] = bare;
    else if (bare !== "LOCAL" && bare !== "Unknown" && bare !== "\u672c\u5730") event[name] = bare;
  };
  return { to: ip, from, put };
}

/** Takes a whole number, decimal or `0x…`. */
export const number = (to: NumberName, ...from: string[]): Take => ({
  to,
  from,
  put: (event, value) => {
    const parsed = Number(value);
    if (Number.isSafeInteger(parsed) && parsed >= 0) event[to] = parsed;
  },
});

/** Takes a port; 0 means that there is none. */
export const port = (side: "source" | "destination", ...from: string[]): Take => {
  const to = `${side}.port` as const;
  return {
    to,
    from,
    put: (event, value) => {
      const parsed = Number(value);
      if (Number.isInteger(parsed) && parsed > 0 && parsed <= 65_535) event[to] = parsed;
    },
  };
};

/** The last part of a Windows path. */
export const fileName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf("\\"), path.lastIndexOf("/")) + 1);

/** Takes a program: its path, and its name from that. */
export const program = (...from: string[]): Take => ({
  to: "process.executable",
  from,
  put: (event, value) => {
    event["process.executable"] = value;
    event["process.name"] = fileName(value);
  },
});

/** Takes the program that started another. */
export const parent = (...from: string[]): Take => ({
  to: "process.parent.executable",
  from,
  put: (event, value) => {
    event["process.parent.executable"] = value;
    event["process.parent.name"] = fileName(value);
  },
});

/** Takes `DOMAIN\account`, or an account alone. */
export const account = (...from: string[]): Take => ({
  to: "user.name",
  from,
  put: (event, value) => {
    const at = value.indexOf("\\");
    event["user.name"] = value.slice(at + 1) || value;
    if (at > 0) event["user.domain"] = value.slice(0, at);
  },
});

const digests = ["SHA256", "SHA1", "MD5", "IMPHASH"];

/** Takes the strongest of `SHA1=…,MD5=…,SHA256=…`. */
export const hashes = (to: "process.hash" | "file.hash", ...from: string[]): Take => ({
  to,
  from,
  put: (event, value) => {
    for (const kind of digests) {
      const found = value.indexOf(`${kind}=`);
      if (found < 0) continue;
      const start = found + kind.length + 1;
      const end = value.indexOf(",", start);
      event[to] = value.slice(start, end < 0 ? undefined : end).toLowerCase();
      return;
    }
  },
});

/** Who acted, in the events of the Security channel. */
export const subject: readonly Take[] = [
  text("user.name", "SubjectUserName"),
  text("user.domain", "SubjectDomainName"),
  text("user.id", "SubjectUserSid"),
];

/** @example rule("iam", "user_added", "success", subject, [text("user.target.name", "TargetUserName")]) */
export function rule(
  category: EventCategory | undefined,
  action: string,
  outcome: EventOutcome | undefined,
  ...takes: (readonly Take[])[]
): MeaningRule {
  return { category, action, outcome, takes: takes.flat(), refine: undefined };
}

/** The same rule with something that depends on several fields. */
export const refined = (base: MeaningRule, refine: NonNullable<MeaningRule["refine"]>): MeaningRule => ({
  ...base,
  refine,
});

/** Adds what a rule says to an event. */
export function applyRule(event: LogEvent, fields: WindowsFields, found: MeaningRule): void {
  if (found.category !== undefined) event["event.category"] = found.category;
  event["event.action"] = found.action;
  if (found.outcome !== undefined) event["event.outcome"] = found.outcome;
  for (const take of found.takes) {
    for (const source of take.from) {
      const value = said(fields, source);
      if (value === undefined) continue;
      take.put(event, value);
      break;
    }
  }
  found.refine?.(event, fields);
}
