import type { Mail } from "@stanch/model/mail";
import type { ColumnType } from "kysely";
import type { Instant, JsonColumn, Maybe, MaybeInstant } from "../column.ts";

export interface MailTable {
  id: string;
  kind: Mail["kind"];
  request_id: Maybe<string>;
  message_id: string;
  /** The same sender saying the same: hash of address, subject and text. */
  words_hash: string;
  from_name: string;
  from_address: string;
  subject: string;
  body: string;
  attachments: JsonColumn<Mail["attachments"]>;
  sent_at: MaybeInstant;
  received_at: Instant;
  taken_at: Instant;
  sha256: string;
  size: number;
}

/** Where reading of a mailbox stands, and whether it works. */
export interface MailBoxTable {
  account: string;
  uid_validity: string;
  last_uid: ColumnType<number, number, number>;
  last_ok: MaybeInstant;
  failing_since: MaybeInstant;
  failure: Maybe<string>;
  told: ColumnType<boolean, boolean | undefined, boolean>;
}
