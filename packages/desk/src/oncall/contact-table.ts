import type { CallOutcome, ContactRule } from "@stanch/model/contact";
import type { ContactChannel } from "@stanch/model/channel";
import type { ColumnType } from "kysely";
import type { Instant, JsonColumn, Maybe, MaybeInstant } from "../column.ts";
import type { NoticeOrder } from "../notification/notice.ts";

/** A way to reach a member of the staff. */
export interface ContactMethodTable {
  id: string;
  staff_id: string;
  channel: ContactChannel;
  address: string;
  created_at: Instant;
  verified_at: MaybeInstant;
  /** Who recorded the call-back of a phone; null when a code was typed. */
  verified_by: Maybe<string>;
  removed_at: MaybeInstant;
  /** Of a browser: its push service no longer knows it. */
  gone_at: MaybeInstant;
  /** The code is made again from it with the desk's secret. */
  code_nonce: Maybe<string>;
  code_at: MaybeInstant;
  code_tries: ColumnType<number, number | undefined, number>;
}

/** What it takes to push to the browser of a contact method; the address is that of the method. */
export interface PushSubscriptionTable {
  address: string;
  staff_id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  at: Instant;
}

/** Which ways a person wants to be told by, and when. */
export interface ContactRulesTable {
  staff_id: string;
  rules: JsonColumn<readonly ContactRule[]>;
  changed_at: Instant;
}

/** What is told whatever the way: the words of the page. */
export interface PageWords {
  readonly order: Omit<NoticeOrder, "channel" | "attachments">;
  /** The subject where there is little room. */
  readonly short: string;
}

/** Something that one person is told by their ways outside of a chain, until they answer or it is done with. */
export interface StaffAlertTable {
  id: string;
  purpose: string;
  staff_id: string;
  incident_id: Maybe<string>;
  request_id: Maybe<string>;
  made_at: Instant;
  answered_at: MaybeInstant;
  settled_at: MaybeInstant;
}

/** One way of one person for one page, told at its time unless somebody answers before. */
export interface PageContactTable {
  id: string;
  /** Null for an alert, whose id is the key. */
  escalation_id: Maybe<string>;
  key: string;
  staff_id: string;
  channel: ContactChannel;
  address: string;
  told: JsonColumn<PageWords>;
  due_at: Instant;
  state: "waiting" | "told" | "stopped";
  notice_id: Maybe<string>;
}

/** A call that the duty officer made. */
export interface CallRecordTable {
  id: string;
  request_id: string;
  key: Maybe<string>;
  staff_id: string;
  staff_name: string;
  phone: string;
  outcome: CallOutcome;
  note: string;
  by_id: string;
  by_name: string;
  at: Instant;
}

/** Who was tested on which day of the centre. */
export interface TestPageTable {
  day: string;
  staff_id: string;
}
