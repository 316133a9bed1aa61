import { z } from "zod";
import { incidentId, requestId } from "./ids.ts";

const instant = z.iso.datetime({ offset: true });

/**
 * `request`: it became a request; `reply`: it belongs to one that was there; `duplicate`: the same words again; `automatic`: an answer
 * of a machine, which never becomes a request.
 */
export const mailKind = z.enum(["request", "reply", "duplicate", "automatic"]);

/** A mail that came in. The raw mail is kept as it arrived, named by its hash. */
export const mail = z.object({
  id: z.uuid(),
  kind: mailKind,
  requestId: requestId.optional(),
  incidentId: incidentId.optional(),
  fromName: z.string(),
  fromAddress: z.string(),
  subject: z.string(),
  /** Text as far as it can be shown; the whole is in the raw mail. */
  body: z.string(),
  attachments: z.array(z.object({ name: z.string(), type: z.string(), size: z.int() })),
  /** What its writer's clock said. */
  sentAt: instant.optional(),
  /** When the mail server took it: the time that counts. */
  receivedAt: instant,
  sha256: z.string(),
  size: z.int(),
});
export type Mail = z.infer<typeof mail>;

/** How fetching mail goes. */
export const mailIntake = z.object({
  set: z.boolean(),
  lastOk: instant.optional(),
  failingSince: instant.optional(),
  /** Words of the server or of the network, one line. */
  failure: z.string().optional(),
});
export type MailIntake = z.infer<typeof mailIntake>;

/** Where requests by mail come in; read only, nothing in the mailbox changes. */
export const imapSettings = z.object({
  host: z.string().trim().min(1).max(253),
  port: z.int().min(1).max(65_535),
  security: z.enum(["tls", "starttls", "none"]),
  user: z.string().trim().min(1).max(254),
  folder: z.string().trim().min(1).max(200).default("INBOX"),
});
export type ImapSettings = z.infer<typeof imapSettings>;
