import type { Playbook } from "@stanch/model/playbook";
import type { Blobs } from "@stanch/store/blobs";
import type { Jobs } from "@stanch/store/jobs";
import type { Records } from "@stanch/store/records";
import type { Beat } from "./desk-beats.ts";
import type { Change } from "./handler.ts";
import type { GuardedHttp } from "./notification/guarded-http.ts";
import type { MailBox } from "./mail/imap-box.ts";
import type { Mailer } from "./notification/mailer.ts";
import type { PushKeys } from "./notification/push-encryption.ts";
import type { WebhookSender } from "./notification/webhook.ts";
import type {
  Clock,
  Credentials,
  ExplainError,
  InvestigationRunner,
  Random,
  ReportRenderer,
  RuleBook,
  Sealer,
  Signer,
} from "./ports.ts";
import type { DeskTables } from "./tables.ts";

/** What the composition root hands to the desk. */
export interface DeskOptions {
  readonly records: Records<DeskTables>;
  readonly blobs: Blobs;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly random: Random;
  /**
   * At least 32 bytes, kept outside the database: links of customers and stored passwords are derived from it, so that a copy of
   * the database opens neither.
   */
  readonly secret: Uint8Array;
  readonly signer: Signer;
  /** What browsers subscribe to; kept outside the database. */
  readonly pushKeys: PushKeys;
  readonly credentials: Credentials;
  readonly runner: InvestigationRunner;
  readonly rules: RuleBook;
  readonly renderer: ReportRenderer;
  readonly sealer: Sealer;
  readonly explain: ExplainError;
  /** What to do in emergencies; default: none. */
  readonly playbooks?: readonly Playbook[];
  /** Default: SMTP by nodemailer (`smtpMailer()`). */
  readonly mailer?: Mailer;
  /** Where mail comes in; default: IMAP by imapflow (`imapBox()`). */
  readonly mailBox?: MailBox;
  /** Default: HTTP(S) without redirects (`httpWebhook()`). */
  readonly webhook?: WebhookSender;
  /** How providers of text messages, calls and robots are asked; default: HTTP(S) without redirects (`guardedHttp()`). */
  readonly http?: GuardedHttp;
  /** Told of every change after its commit, besides `changes.stream`. */
  readonly publish?: (change: Change) => void;
  /** Told of errors of the background loops, which go on. */
  readonly failed?: (error: unknown) => void;
  /** Told after each turn of the loops that people wait for. */
  readonly beat?: Beat;
  /** Version of the program, for the journal. */
  readonly version: string;
}
