import { z } from "zod";
import { customerId } from "./ids.ts";

/** How people of one customer sign in with their own organisation's accounts. Source: OpenID Connect Core 1.0, Discovery 1.0. */
export const oidcProvider = z.object({
  customer: customerId,
  /** Whose it is, for people. */
  name: z.string(),
  /** Exactly as the provider names itself. */
  issuer: z.url({ protocol: /^https?$/ }).max(400),
  clientId: z.string().trim().min(1).max(300),
  /** In the address of the customer's own sign-in page; tells nobody who it is. */
  key: z.string().regex(/^[a-z0-9]{16}$/),
  /** Whether a secret is stored; it is never shown. */
  secretSet: z.boolean(),
});
export type OidcProvider = z.infer<typeof oidcProvider>;

/** What an administrator enters; an empty secret leaves the stored one. */
export const oidcForm = oidcProvider
  .pick({ issuer: true, clientId: true })
  .extend({ clientSecret: z.string().max(400).default("") });
