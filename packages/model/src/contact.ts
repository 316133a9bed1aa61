import { z } from "zod";
import { contactChannel, noticeChannels, typedContactChannel } from "./channel.ts";
import { staffId } from "./ids.ts";
import { text } from "./text.ts";

const instant = z.iso.datetime({ offset: true });
const line = (max: number) => z.string().trim().max(max);

export const contactForm = z.object({
  channel: typedContactChannel,
  /** Phones in E.164 (`+8613800138000`; blanks and hyphens are left out), else what the messenger calls a member. */
  address: line(254).min(1),
});

/**
 * What a browser gives out so that it can be pushed to. Source: Push API, PushSubscription; keys in base64url.
 *
 * @example { endpoint: "https://push.example/send/abc", p256dh: "BP…", auth: "8Q…" }
 */
export const pushForm = z.object({
  endpoint: z.url({ protocol: /^https$/ }).max(1000),
  p256dh: z.string().regex(/^[\w-]{87}$/),
  auth: z.string().regex(/^[\w-]{22}$/),
});

export type PushForm = z.infer<typeof pushForm>;

/** A way to reach a member of the staff. It counts once it is verified: by a code, a phone by a call-back. */
export const contactMethod = contactForm.extend({
  /** The address of a browser is its push service and a print of the rest: `push.example/3fa94c01b2d7`. */
  channel: contactChannel,
  id: z.uuid(),
  createdAt: instant,
  verifiedAt: instant.optional(),
  /** Who recorded the call-back. */
  verifiedBy: z.string().optional(),
  /** Since when the push service says that the browser is gone; nothing is sent to it any more. */
  goneAt: instant.optional(),
});
export type ContactMethod = z.infer<typeof contactMethod>;

/** Minutes after a page at which a method is used, while nobody has answered. */
export const contactRule = z.object({ contact: z.uuid(), delayMinutes: z.int().min(0).max(1440) });
export type ContactRule = z.infer<typeof contactRule>;

/** The ways of a person; without rules of their own, every verified one five minutes after the one before. */
export const contacts = z.object({
  staff: staffId,
  methods: z.array(contactMethod),
  rules: z.array(contactRule),
  /** Whether there are enough verified methods to be put on duty. */
  enough: z.boolean(),
});
export type Contacts = z.infer<typeof contacts>;

/** How every member of the staff can be reached, for whoever plans the duty. */
export const reachability = z.object({
  /** Whether nobody may be put on duty who has too few. */
  required: z.boolean(),
  /** How many verified ways are enough. */
  enough: z.int(),
  people: z.array(contacts.extend({ name: z.string() })),
});
export type Reachability = z.infer<typeof reachability>;

/** One daily test of one person: which way it took and what came of it. */
export const testPage = z.object({
  id: z.uuid(),
  name: z.string(),
  channel: z.enum(noticeChannels),
  address: z.string(),
  at: instant,
  state: z.enum(["queued", "sent", "delivered", "failed", "acknowledged"]),
  acknowledgedAt: instant.optional(),
  /** Why it did not arrive, in the words of whoever carried it; absent when it did. */
  detail: z.string().optional(),
});
export type TestPage = z.infer<typeof testPage>;

export const callOutcome = z.enum(["reached", "no-answer", "declined"]);
export type CallOutcome = z.infer<typeof callOutcome>;

export const callForm = z.object({ staff: staffId, outcome: callOutcome, note: line(1000).default("") });

/** Whom to ring now and what to say, for a desk without any network. */
export const callTree = z.object({
  number: z.string(),
  /** The step of the chain; absent when the request has no chain, and the duty desk is rung. */
  step: z.object({ name: z.string(), kind: z.enum(["page", "gate"]) }).optional(),
  /** Somebody has answered for this step, or the chain is over. */
  answered: z.boolean(),
  /** When the chain goes on by itself. */
  nextAt: instant.optional(),
  people: z.array(
    z.object({
      staff: staffId,
      name: z.string(),
      /** Verified numbers first. */
      phones: z.array(z.string()),
      script: text,
      calls: z.array(z.object({ at: instant, outcome: callOutcome, by: z.string(), note: z.string() })),
    }),
  ),
  /** Who is to be rung next: the first who has not been rung for this page; absent when everybody was. */
  next: staffId.optional(),
});
export type CallTree = z.infer<typeof callTree>;
