import { randomUUID } from "node:crypto";
import type { Records } from "@stanch/store/records";
import { betterAuth } from "better-auth";
import { createAuthEndpoint } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import { twoFactor } from "better-auth/plugins";
import { z } from "zod";
import { ADDRESS_HEADER } from "./cookie-jar.ts";

export interface AuthorityOptions {
  readonly records: Pick<Records, "dialect">;
  /** Signs cookies and encrypts second-factor secrets; text of at least 32 random bytes. */
  readonly secret: string;
  /** Whether people reach the centre by HTTPS: cookies are then sent over nothing else. */
  readonly secure: boolean;
}

/** Longest time without signing in anew, however much somebody does meanwhile. */
const SESSION_S = 12 * 3600;

/** How somebody came in besides by password. */
export type EntryMethod = "oidc";

/** A session for somebody whose right was proven elsewhere. Only this program can call it: nothing of the library is mounted. */
const entry = {
  id: "stanch-entry",
  endpoints: {
    enter: createAuthEndpoint(
      "/stanch/enter",
      {
        method: "POST",
        body: z.object({ user: z.string(), method: z.enum(["oidc"]) }),
        metadata: { SERVER_ONLY: true },
      },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.user);
        if (user === null) throw ctx.error("UNAUTHORIZED");
        const session = await ctx.context.internalAdapter.createSession(user.id, false, { method: ctx.body.method });
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ ok: true });
      },
    ),
  },
} as const;

/**
 * Accounts with password and TOTP. It is asked by function calls only: none of its own HTTP routes is mounted.
 */
export function openAuthority({ records, secret, secure }: AuthorityOptions) {
  return betterAuth({
    appName: "Stanch",
    baseURL: secure ? "https://stanch.invalid" : "http://stanch.invalid",
    secret,
    database: { dialect: records.dialect({ instants: "date" }), type: "postgres" },
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 200 },
    user: {
      modelName: "auth_user",
      additionalFields: { mustChange: { type: "boolean", required: true, defaultValue: true, input: false } },
    },
    session: {
      modelName: "auth_session",
      expiresIn: SESSION_S,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
      additionalFields: { method: { type: "string", required: false, input: false } },
    },
    account: { modelName: "auth_account" },
    verification: { modelName: "auth_verification" },
    plugins: [
      entry,
      twoFactor({
        issuer: "Stanch",
        schema: { twoFactor: { modelName: "auth_two_factor" } },
        accountLockout: { enabled: true, maxFailedAttempts: 5, durationSeconds: 900 },
      }),
    ],
    advanced: {
      cookiePrefix: "stanch",
      useSecureCookies: secure,
      defaultCookieAttributes: { sameSite: "strict", httpOnly: true },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER], ipv6Subnet: 128 },
      database: { generateId: () => randomUUID() },
    },
  });
}

export type Authority = ReturnType<typeof openAuthority>;
