import { type GuardedHttp, guardedHttp } from "./guarded-http.ts";
import { encryptPush, pushAuthorization, type PushKeys, type PushSubscription } from "./push-encryption.ts";

/** The push service says that the subscription is over: it is not worth trying again. */
export class PushGone extends Error {}

export interface PushCall {
  readonly to: PushSubscription;
  /** `mailto:` or `https:`, where the push service's operator reaches the centre. */
  readonly contact: string;
  /** What the service worker reads; it stands on a locked phone. */
  readonly text: string;
  /** How long the push service keeps it for a browser that is away, in seconds. */
  readonly keepFor: number;
  /** Seconds since 1970. */
  readonly at: number;
  readonly allow: readonly string[];
  /** How long it may take in all. */
  readonly withinMs?: number;
}

/** Resolves when the push service has taken it, with its status; rejects otherwise, with {@link PushGone} when it never will. */
export interface PushSender {
  readonly send: (call: PushCall) => Promise<{ readonly detail: string }>;
}

/** The address comes from a browser: it could name anything. */
function checkedEndpoint(endpoint: string): URL {
  const url = URL.parse(endpoint);
  if (url === null || url.protocol !== "https:") throw new Error("push services are reached by https only");
  if (url.username !== "" || url.password !== "") throw new Error("addresses of push services have no password");
  return url;
}

/** Encrypted pushes through the network guard. Source: RFC 8030, section 5; what is answered besides the status is never kept. */
export function webPushSender(keys: PushKeys, http: GuardedHttp = guardedHttp()): PushSender {
  return {
    send: async ({ to, contact, text, keepFor, at, allow, withinMs }) => {
      const url = checkedEndpoint(to.endpoint);
      const headers = {
        Authorization: pushAuthorization(keys, to.endpoint, contact, at),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        TTL: String(keepFor),
        Urgency: "high",
      };
      const call = { method: "POST", url, headers, body: encryptPush(to, text), allow };
      const { status } = await http.ask(withinMs === undefined ? call : { ...call, withinMs });
      if (status === 404 || status === 410) throw new PushGone(`HTTP ${status}`);
      if (status < 200 || status > 299) throw new Error(`HTTP ${status}`);
      return { detail: `HTTP ${status}` };
    },
  };
}
