import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { exportJWK, generateKeyPair } from "jose";

/** As much of the `oidc-provider` package as is used; it comes without types. */
interface ProviderClass {
  new (issuer: string, configuration: object): Provider;
}
interface Provider {
  readonly callback: () => (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly interactionFinished: (request: IncomingMessage, response: ServerResponse, result: object) => Promise<void>;
  readonly Grant: new (of: object) => { addOIDCScope: (scope: string) => void; save: () => Promise<string> };
}
interface GrantContext {
  readonly oidc: {
    readonly provider: Provider;
    readonly client: { readonly clientId: string };
    readonly session: { readonly accountId: string };
  };
}

/** A real OpenID provider on loopback, where `who` is signed in. */
export interface TestProvider extends AsyncDisposable {
  readonly issuer: string;
  readonly client: { readonly id: string; readonly secret: string };
  /** The account that signs in next: subject and address. */
  who: { sub: string; email: string; verified: boolean };
}

function configurationOf(redirect: string, client: TestProvider["client"], who: () => TestProvider["who"]): object {
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [redirect],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: () => "/interaction" },
    cookies: { keys: ["a key of the test"] },
    findAccount: (_context: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ sub, email: who().email, email_verified: who().verified }),
    }),
    loadExistingGrant: async ({ oidc: { provider, client: asking, session } }: GrantContext) => {
      const grant = new provider.Grant({ clientId: asking.clientId, accountId: session.accountId });
      grant.addOIDCScope("openid email");
      await grant.save();
      return grant;
    },
  };
}

/** Starts a provider that sends browsers back to `redirect`. */
export async function openProvider(redirect: string): Promise<TestProvider> {
  const { Provider: Class } = (await import("oidc-provider" as string)) as { readonly Provider: ProviderClass };
  const { privateKey } = await generateKeyPair("RS256", { extractable: true });
  const jwk = { ...(await exportJWK(privateKey)), alg: "RS256", use: "sig", kid: crypto.randomUUID() };
  const client = { id: `stanch & ${crypto.randomUUID()}`, secret: `s:ecret %+${crypto.randomUUID()}` };
  const state = { who: { sub: "wang", email: "wang@hospital.test", verified: true } };
  const running: { provider?: Provider; answer?: ReturnType<Provider["callback"]> } = {};
  const server = createServer((request, response) => {
    const { provider, answer } = running;
    if (provider === undefined || answer === undefined) return void response.end();
    const result = { login: { accountId: state.who.sub } };
    if (request.url === "/interaction") void provider.interactionFinished(request, response, result);
    else void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const configuration = { ...configurationOf(redirect, client, () => state.who), jwks: { keys: [jwk] } };
  running.provider = new Class(issuer, configuration);
  running.answer = running.provider.callback();
  return {
    issuer,
    client,
    get who() {
      return state.who;
    },
    set who(next) {
      state.who = next;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Follows a browser through the provider until it is sent back; answers what it is sent back with. */
export async function throughProvider(location: string, redirect: string): Promise<Record<string, string>> {
  const cookies = new Map<string, string>();
  let next = location;
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(next, { redirect: "manual", headers: cookie === "" ? {} : { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      cookies.set(pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1));
    }
    const to = answer.headers.get("location");
    if (to === null) throw new Error(`the provider stopped: ${answer.status} ${(await answer.text()).slice(0, 300)}`);
    next = new URL(to, next).href;
    if (next.startsWith(redirect)) return Object.fromEntries(new URL(next).searchParams);
  }
  throw new Error("the provider sends the browser in circles");
}
