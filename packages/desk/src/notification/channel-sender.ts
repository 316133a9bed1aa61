import type { Provider } from "@stanch/model/provider";
import type { Clock, Random } from "../ports.ts";
import { readAnswer } from "./channel-answer.ts";
import { type Message, providerCall, type ProviderSecrets } from "./channel-request.ts";
import type { GuardedHttp } from "./guarded-http.ts";

/** What came of one provider. */
export interface ProviderOutcome {
  readonly ok: boolean;
  readonly provider: string;
  readonly detail: string;
  /** The provider's own id of the message, or empty. */
  readonly messageId: string;
}

export interface ChannelSender {
  /** Asks one provider after the other until one takes the message; `tried` is told of each that did not, at once. */
  readonly send: (order: {
    readonly providers: readonly Provider[];
    readonly secrets: (provider: string) => ProviderSecrets;
    readonly message: Message;
    readonly allow: readonly string[];
    readonly tried: (outcome: ProviderOutcome) => Promise<void>;
  }) => Promise<ProviderOutcome | undefined>;
}

/** So much time for each: with one dead provider before it a message has left after ten seconds. */
const WITHIN_MS = 8_000;
/** A message is over before its lease is, and another process may try it. */
const MOST_PROVIDERS = 6;
/** How long a provider that did not answer is asked after the others. */
const REST_MS = 60_000;

/** A provider may echo what it was sent: what is kept holds no secret. */
function withoutSecrets(text: string, { secret, token }: ProviderSecrets): string {
  return [secret, token].filter((one) => one.length > 3).reduce((kept, one) => kept.replaceAll(one, "***"), text);
}

async function ask(
  parts: { readonly http: GuardedHttp; readonly clock: Clock; readonly random: Pick<Random, "uuid"> },
  spec: Provider,
  secrets: ProviderSecrets,
  order: { readonly message: Message; readonly allow: readonly string[] },
): Promise<ProviderOutcome & { readonly silent: boolean }> {
  try {
    const now = { at: parts.clock.now().getTime(), nonce: parts.random.uuid() };
    const call = providerCall(spec, order.message, secrets, now);
    const { detail, ...read } = readAnswer(
      spec,
      await parts.http.ask({ ...call, allow: order.allow, withinMs: WITHIN_MS }),
    );
    return { ...read, provider: spec.id, detail: withoutSecrets(detail, secrets), silent: false };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const detail = withoutSecrets(said, secrets).slice(0, 500);
    return { ok: false, provider: spec.id, detail, messageId: "", silent: true };
  }
}

/** Providers in their order; one that was silent a moment ago comes last, so that it costs its time only once a minute. */
export function channelSender(parts: {
  readonly http: GuardedHttp;
  readonly clock: Clock;
  readonly random: Pick<Random, "uuid">;
}): ChannelSender {
  const resting = new Map<string, number>();
  return {
    send: async ({ providers, secrets, tried, ...order }) => {
      const now = parts.clock.now().getTime();
      const rests = (one: Provider): boolean => (resting.get(one.id) ?? 0) > now;
      const inOrder = [...providers.filter((one) => !rests(one)), ...providers.filter(rests)].slice(0, MOST_PROVIDERS);
      for (const spec of inOrder) {
        const { silent, ...outcome } = await ask(parts, spec, secrets(spec.id), order);
        if (outcome.ok) return outcome;
        if (silent) resting.set(spec.id, now + REST_MS);
        await tried(outcome);
      }
      return undefined;
    },
  };
}
