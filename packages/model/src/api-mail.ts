import { z } from "zod";
import { pageQuery } from "./api-params.ts";
import * as ids from "./ids.ts";
import { mail, mailIntake } from "./mail.ts";
import { route } from "./route.ts";

/** Mails that came in, and how fetching them goes. */
export const mailRoutes = {
  /** Newest first; with `request` those of one request, oldest first. */
  "mail.list": route({
    method: "GET",
    path: "/mails",
    permission: "request.read",
    query: pageQuery.extend({ request: ids.requestId.optional() }),
    output: z.array(mail),
  }),
  "mail.intake": route({
    method: "GET",
    path: "/mail-intake",
    permission: "request.read",
    output: mailIntake,
  }),
  /** The raw mail, byte for byte. */
  "mail.file": route({
    method: "GET",
    path: "/mails/:mail/file",
    permission: "request.read",
    params: z.object({ mail: z.uuid() }),
    output: z.unknown(),
    carries: "file",
  }),
};
