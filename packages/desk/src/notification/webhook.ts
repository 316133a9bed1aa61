import { createHmac } from "node:crypto";
import { type GuardedHttp, guardedHttp } from "./guarded-http.ts";

export interface WebhookCall {
  readonly url: string;
  /** JSON text, exactly as it is signed. */
  readonly body: string;
  /** Shared with the receiver. */
  readonly secret: string;
  /** Stays the same over repeats. */
  readonly key: string;
  /** Seconds since 1970, signed with the body so that old calls cannot be played again. */
  readonly at: number;
  readonly allow: readonly string[];
}

/** Resolves when the receiver answered 2xx, with its status; rejects otherwise. */
export interface WebhookSender {
  readonly send: (call: WebhookCall) => Promise<{ readonly detail: string }>;
}

/**
 * The value of `Stanch-Signature`: HMAC-SHA-256 over `<at>.<body>`.
 *
 * @example webhookSignature("s3cret", 1767225600, "{}") // "t=1767225600,v1=…"
 */
export function webhookSignature(secret: string, at: number, body: string): string {
  return `t=${at},v1=${createHmac("sha256", secret).update(`${at}.${body}`).digest("hex")}`;
}

/** Signed calls through the network guard; what a receiver answers besides its status is never kept. */
export function httpWebhook(http: GuardedHttp = guardedHttp()): WebhookSender {
  return {
    send: async ({ url, body, secret, key, at, allow }) => {
      const headers = {
        "Content-Type": "application/json",
        "Idempotency-Key": key,
        "Stanch-Signature": webhookSignature(secret, at, body),
      };
      const { status } = await http.ask({ method: "POST", url: new URL(url), body, headers, allow });
      if (status < 200 || status > 299) throw new Error(`HTTP ${status}`);
      return { detail: `HTTP ${status}` };
    },
  };
}
