import { z } from "zod";
import { staffId } from "./ids.ts";
import { permission } from "./role.ts";

/**
 * What a program may be given. Decisions, approvals, accounts and settings are for people: they are not in this list, and neither is
 * what a person has to be there for.
 */
export const keyPermission = permission.extract([
  "request.read",
  "request.write",
  "incident.read",
  "incident.write",
  "notice.write",
  "measure.plan",
  "evidence.read",
  "evidence.write",
  "investigation.run",
  "archive.read",
  "customer.read",
  "customer.write",
  "staff.read",
]);
export type KeyPermission = z.infer<typeof keyPermission>;

/**
 * Operations that no key may call although their permission could be its own: a person answers, is reached, takes over, carries a
 * measure out, or looks after keys and sessions.
 */
export const personOnly: ReadonlySet<string> = new Set([
  "apiKey.list",
  "apiKey.create",
  "apiKey.revoke",
  "callTree.outcome",
  "contact.add",
  "contact.addPush",
  "contact.code",
  "contact.verify",
  "contact.remove",
  "contact.rules",
  "contact.calledBack",
  "draft.save",
  "draft.list",
  "draft.delete",
  "escalation.acknowledge",
  "escalation.resolve",
  "measure.done",
  "measure.undo",
  "handover.write",
  "handover.take",
]);

/** Longest life of a key, in days. */
export const KEY_DAYS = 366;

/** A program's way in, without its secret: that is shown once, when the key is made, and kept only as a hash. */
export const apiKey = z.object({
  id: z.uuid(),
  name: z.string(),
  /** Whose permissions bound it, and who answers for it. */
  owner: z.object({ id: staffId, name: z.string() }),
  permissions: z.array(keyPermission),
  /** The first characters of the secret, to tell keys apart. */
  prefix: z.string(),
  createdAt: z.iso.datetime({ offset: true }),
  expiresAt: z.iso.datetime({ offset: true }),
  lastUsedAt: z.iso.datetime({ offset: true }).optional(),
  /** The network it was last used from. */
  lastUsedFrom: z.string().optional(),
  uses: z.int(),
  revokedAt: z.iso.datetime({ offset: true }).optional(),
  revokedBy: z.string().optional(),
});
export type ApiKey = z.infer<typeof apiKey>;

/** A new key: what it is for, what it may do, how many days it lives. */
export const apiKeyForm = z.object({
  name: z.string().trim().min(1).max(80),
  permissions: z.array(keyPermission).min(1),
  days: z.int().min(1).max(KEY_DAYS),
});
