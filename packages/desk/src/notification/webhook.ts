import { createHmac } from "node:crypto";
import { lookup } from "node:dns/promises";
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { allowedBy, mayReach } from "./network-guard.ts";

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

/** The addresses of a host, all of which must be allowed: one that is not would be the one an attacker gets used. */
async function checkedAddresses(url: URL, allow: readonly string[]) {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const found = family === 0 ? await lookup(host, { all: true }) : [{ address: host, family }];
  const allowed = allowedBy(allow);
  for (const { address } of found) {
    if (!mayReach(address, host, allowed)) throw new Error(`${host} is inside the own network and not allowed`);
  }
  return found;
}

/** Resolves to the checked addresses only: a second look-up could answer differently. */
function pinned(addresses: readonly { readonly address: string; readonly family: number }[]): LookupFunction {
  return (_host, options, done) => {
    if (options.all === true) {
      done(null, [...addresses]);
      return;
    }
    const first = addresses[0];
    if (first === undefined) done(new Error("no address"), "", 0);
    else done(null, first.address, first.family);
  };
}

function post(url: URL, body: string, options: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const ask = url.protocol === "https:" ? httpsRequest : httpRequest;
    const sending = ask(url, options, (answer) => {
      // What a receiver answers is never kept.
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

/** HTTP(S) without redirects and without proxies; ten seconds in all. */
export function httpWebhook(): WebhookSender {
  return {
    send: async (call) => {
      const url = new URL(call.url);
      if (!/^https?:$/.test(url.protocol)) throw new Error("only http and https");
      const addresses = await checkedAddresses(url, call.allow);
      const status = await post(url, call.body, {
        method: "POST",
        agent: false,
        lookup: pinned(addresses),
        signal: AbortSignal.timeout(10_000),
        headers: {
          "Content-Type": "application/json",
          "Content-Length": Buffer.byteLength(call.body),
          "Idempotency-Key": call.key,
          "Stanch-Signature": webhookSignature(call.secret, call.at, call.body),
        },
      });
      if (status < 200 || status > 299) throw new Error(`HTTP ${status}`);
      return { detail: `HTTP ${status}` };
    },
  };
}
