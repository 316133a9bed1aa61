import type { Verdict } from "@stanch/model/answer";
import type { ClockSetting } from "@stanch/model/clock";
import type { ErrorKind } from "@stanch/model/error";
import type { FormatDefinition } from "@stanch/model/format-definition";
import type { InvestigationProgress, ReportVersion } from "@stanch/model/handling";
import type { FilterLint, ListedRule } from "@stanch/model/rule-choice";
import type { Language } from "@stanch/model/text";
import type { BlobRef, ByteSource } from "@stanch/store/blobs";
import type { ArchiveContent } from "./archive/archive-content.ts";
import type { ReportFacts } from "./report/report-facts.ts";

/** The time of day, in UTC. Everything the desk dates comes from here. */
export interface Clock {
  readonly now: () => Date;
}

/** Cryptographic randomness: ids, nonces. */
export interface Random {
  readonly uuid: () => string;
  readonly bytes: (count: number) => Uint8Array;
}

/** Signs with the centre's Ed25519 key. */
export interface Signer {
  /** Name of the key as it stands in signed notes, `stanch.example.org`; no spaces, no `+`. */
  readonly name: string;
  /** Raw public key, 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: (bytes: Uint8Array) => Promise<Uint8Array> | Uint8Array;
}

/** Sign-in belongs to the server; staff belong to the desk. */
export interface Credentials {
  /** Makes an account that must change its password at the first sign-in; answers the one-time password, shown once. */
  readonly create: (staff: string, email: string, name: string) => Promise<string>;
  /** New one-time password; the second factor is enrolled again, open sessions end. */
  readonly reset: (staff: string) => Promise<string>;
  /** Keeps e-mail and name of the account in step; `active: false` ends its sessions and refuses it. */
  readonly update: (
    staff: string,
    account: { readonly email: string; readonly name: string; readonly active: boolean },
  ) => Promise<void>;
}

/** One evidence item handed to the engine. */
export interface RunItem {
  readonly id: string;
  /** `E-01` */
  readonly label: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly host?: string;
  readonly zone?: string;
}

/** Rules that were added, by name; their bytes are a blob. */
export interface BookSource {
  readonly name: string;
  readonly sha256: string;
}

/** Which rules evidence is judged by. */
export interface RunRules {
  /** Ids of rules that are switched off. */
  readonly disabled: readonly string[];
  /** Sigma filters. */
  readonly filters: readonly { readonly id: string; readonly yaml: string }[];
  /** Sources besides the program's own rules. */
  readonly sources: readonly BookSource[];
}

/** A rule as people choose among them. */
export interface BookRule extends Omit<ListedRule, "off" | "offHere"> {
  readonly tags: readonly string[];
}

/** The rules themselves belong to other packages: what there is, and whether a filter is one. */
export interface RuleBook {
  /** All rules, switched off or not, by source and path, and the hash of those in force. */
  readonly read: (
    rules: RunRules,
  ) => Promise<{ readonly rules: readonly BookRule[]; readonly hash: string; readonly rejected: number }>;
  /** What is wrong with a filter, its title, and how many rules it narrows. */
  readonly lint: (yaml: string, sources: readonly BookSource[]) => Promise<FilterLint & { readonly title: string }>;
  /** What uploaded rules hold; refuses what cannot be read. */
  readonly look: (
    source: BookSource,
  ) => Promise<{ readonly documents: number; readonly rejected: number; readonly licence: string }>;
}

export interface RunOrder {
  readonly incident: string;
  readonly investigation: string;
  readonly items: readonly RunItem[];
  readonly zone: string;
  /** Zones and corrections that a person set. */
  readonly clocks: readonly ClockSetting[];
  /** Formats that were defined from examples. */
  readonly formats: readonly FormatDefinition[];
  /** As they were when the investigation was asked for. */
  readonly rules: RunRules;
  /** Fixed when the investigation was asked for, so that a repeated run gives the same bytes. */
  readonly now: string;
}

/** What a run leaves: blobs by content. `partial`: something could not be read, and the sources sheet says what. */
export interface RunOutcome {
  readonly state: "done" | "partial";
  readonly verdict: Verdict;
  readonly answer: BlobRef;
  readonly sources: BlobRef;
  /** Anything else the server wants back later, by name (`detections`, `manifest`). */
  readonly others?: Readonly<Record<string, BlobRef>>;
  readonly counts: Readonly<Record<string, number>>;
}

/** The investigation engine with its event store behind it. Rejects with the signal's reason when cancelled. */
export interface InvestigationRunner {
  readonly run: (
    order: RunOrder,
    control: { readonly signal: AbortSignal; readonly progress: (state: InvestigationProgress) => void },
  ) => Promise<RunOutcome>;
}

export interface RenderedFile {
  /** `report.zh.pdf` */
  readonly name: string;
  readonly language?: Language;
  /** Media type. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Report model, linter, rendering and signing. Facts go in, nothing is asked back. */
export interface ReportRenderer {
  readonly lint: (facts: ReportFacts) => Promise<ReportVersion["lint"]>;
  readonly render: (facts: ReportFacts) => Promise<readonly RenderedFile[]>;
}

export interface SealFinding {
  readonly zh: string;
  readonly en: string;
}

/** The sealed bundle: written once, checked offline by `stanch verify`. */
export interface Sealer {
  readonly seal: (content: ArchiveContent) => ByteSource | Promise<ByteSource>;
  /** `path` is a local file that may only be read. */
  readonly verify: (path: string) => Promise<{ readonly holds: boolean; readonly findings: readonly SealFinding[] }>;
}

/** The texts of an error code; the server joins the catalogues of all packages. */
export type ExplainError = (code: string) => ErrorKind | undefined;
