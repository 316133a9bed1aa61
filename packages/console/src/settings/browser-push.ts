import type { PushForm } from "@stanch/model/contact";

/** Why this browser cannot take pages, or that it can. */
export type PushAbility = "able" | "denied" | "unsupported" | "insecure";

/** What of a window says whether it can take pages; parts that a browser lacks are undefined. */
export interface PushWindow {
  readonly isSecureContext: boolean;
  readonly Notification?: { readonly permission: string } | undefined;
  readonly PushManager?: unknown;
  readonly navigator: { readonly serviceWorker?: unknown };
}

/** Browsers hide what needs a secure origin where there is none, so that is told first. */
export function pushAbility(of: PushWindow): PushAbility {
  if (!of.isSecureContext) return "insecure";
  if (of.navigator.serviceWorker === undefined || of.PushManager === undefined || of.Notification === undefined)
    return "unsupported";
  return of.Notification.permission === "denied" ? "denied" : "able";
}

/** The worker and all that it may rule: a folder without pages. */
const worker = { file: "/push/worker.js", scope: "/push/" } as const;

/** The address under which the centre shows a browser: the same as `pushAddress` of the desk makes. */
export async function shownPushAddress(endpoint: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint));
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${new URL(endpoint).host}/${hex.slice(0, 12)}`;
}

/** The address of this browser if it has subscribed; undefined otherwise. */
export async function ownPushAddress(): Promise<string | undefined> {
  if (pushAbility(window) !== "able") return undefined;
  const registration = await navigator.serviceWorker.getRegistration(worker.scope);
  const subscription = await registration?.pushManager.getSubscription();
  return subscription === null || subscription === undefined ? undefined : shownPushAddress(subscription.endpoint);
}

function activated(registration: ServiceWorkerRegistration): Promise<void> {
  const coming = registration.installing ?? registration.waiting;
  if (registration.active !== null || coming === null) return Promise.resolve();
  return new Promise((resolve, reject) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve();
      if (coming.state === "redundant") reject(new Error("the service worker did not start"));
    });
  });
}

/**
 * Asks for permission and subscribes anew: an older subscription may be another person's, or to another key.
 *
 * @param key the centre's public key, base64url
 * @returns undefined when the person refused
 */
export async function subscribeBrowser(key: string): Promise<PushForm | undefined> {
  if ((await Notification.requestPermission()) !== "granted") return undefined;
  const registration = await navigator.serviceWorker.register(worker.file, { scope: worker.scope });
  await activated(registration);
  await (await registration.pushManager.getSubscription())?.unsubscribe();
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const { p256dh = "", auth = "" } = made.toJSON().keys ?? {};
  return { endpoint: made.endpoint, p256dh: p256dh.replace(/=+$/, ""), auth: auth.replace(/=+$/, "") };
}
