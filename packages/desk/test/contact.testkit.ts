import { providerSamples } from "@stanch/model/provider-samples";
import type { Provider } from "@stanch/model/provider";
import type { Call } from "../src/handler.ts";
import { administrator } from "./case.testkit.ts";
import type { TestDesk } from "./desk.testkit.ts";
import type { ProviderServer } from "./provider-server.testkit.ts";

export const policy = "40000000-0000-4000-8000-000000000001";

/** The generic provider of a channel, at a server on loopback. */
export function at(server: ProviderServer, id: string, channel: "sms" | "voice"): Provider {
  const sample = providerSamples.find((one) => one.id === `generic-${channel}`);
  if (sample === undefined) throw new TypeError(channel);
  return { ...sample, id, url: `${server.url}/${id}` };
}

/** Providers and their secrets, and a public address for links. */
export async function useProviders(desk: TestDesk, providers: readonly Provider[], more: object = {}): Promise<void> {
  const secrets = Object.fromEntries(
    providers.flatMap(({ id }) => [
      [`provider.${id}.secret`, `secret-of-${id}`],
      [`provider.${id}.inbound`, `inbound-of-${id}`],
    ]),
  );
  const body = { providers, "webhook.allow": ["127.0.0.0/8"], publicUrl: "https://centre.test", ...secrets, ...more };
  await desk.call("settings.put", administrator, { body });
}

export async function drain(desk: TestDesk): Promise<void> {
  while ((await desk.desk.turns.notices()) > 0);
}

/** Adds a way and verifies it by the code that the provider was given. */
export async function verified(
  desk: TestDesk,
  who: Call,
  server: ProviderServer,
  channel: "sms" | "voice",
  address: string,
): Promise<string> {
  const { methods } = await desk.call("contact.add", who, { body: { channel, address } });
  const contact = methods.at(-1)?.id ?? "";
  await desk.call("contact.code", who, { params: { contact } });
  await drain(desk);
  const code = /\b\d{6}\b/.exec(
    decodeURIComponent(server.calls.at(-1)?.body ?? "").replace(/"to":"[^"]*"|to=[^&]*/g, ""),
  )?.[0];
  await desk.call("contact.verify", who, { params: { contact }, body: { code } });
  desk.pass(240);
  return contact;
}

/** A chain of two steps with people named directly: `first` for ten minutes, then `second`. */
export async function chainOf(desk: TestDesk, first: readonly Call[], second: readonly Call[]): Promise<void> {
  const step = (name: string, people: readonly Call[]) => ({
    name,
    kind: "page",
    acknowledged: "stop",
    targets: people.map(({ actor }) => ({ kind: "staff", id: actor.id })),
    delayMinutes: 30,
  });
  const body = { name: "chain", repeat: 0, actionMinutes: 600, steps: [step("值班台", first), step("处置组", second)] };
  await desk.call("policy.put", administrator, { params: { id: policy }, body });
  await desk.call("settings.put", administrator, { body: { policy } });
}
