import assert from "node:assert/strict";
import { api, type OperationId } from "@stanch/model/api";
import type { Role } from "@stanch/model/role";
import type { Output } from "@stanch/desk/handler";
import type { FirstPassword } from "../src/first-administrator.ts";
import { totpCode } from "../src/sign-in/totp.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON. */
  readonly body: any; // oxlint-disable-line typescript/no-explicit-any -- whatever a server says
}

export interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser as far as the API is concerned: cookies, and one address. */
export interface Client {
  readonly cookies: Map<string, string>;
  /** Any request. */
  readonly fetch: (method: string, path: string, sent?: Omit<Sent, "params" | "query">) => Promise<Answer>;
  /** An operation as it is answered, whatever the answer. */
  readonly ask: (id: OperationId, sent?: Sent) => Promise<Answer>;
  /** An operation that must succeed. */
  readonly call: <Id extends OperationId>(id: Id, sent?: Sent) => Promise<Output<Id>>;
}

/** The address of an operation below the host. */
export function pathOf(id: OperationId, { params = {}, query = {} }: Sent = {}): string {
  const filled = api[id].path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? "-"));
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)])).toString();
  return `/api/v1${filled}${search === "" ? "" : `?${search}`}`;
}

function bodyOf(body: unknown): { readonly bytes?: string | Uint8Array<ArrayBuffer>; readonly type?: string } {
  if (body === undefined) return {};
  if (body instanceof Uint8Array) return { bytes: body as Uint8Array<ArrayBuffer>, type: "application/octet-stream" };
  return { bytes: JSON.stringify(body), type: "application/json" };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function client(url: () => string, cookies: Map<string, string> = new Map()): Client {
  const send: Client["fetch"] = async (method, path, { body, headers = {} } = {}) => {
    const { bytes, type } = bodyOf(body);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(`${url()}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(cookie === "" ? {} : { cookie }),
        ...(type === undefined ? {} : { "content-type": type }),
        ...headers,
      },
      ...(bytes === undefined ? {} : { body: bytes }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/max-age=0\b/i.test(line)) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parsed(text) };
  };
  const ask: Client["ask"] = (id, sent = {}) => send(api[id].method, pathOf(id, sent), sent);
  return {
    cookies,
    fetch: send,
    ask,
    call: async (id, sent) => {
      const answer = await ask(id, sent);
      assert.equal(answer.status, 200, `${id}: ${answer.text}`);
      return answer.body as never;
    },
  };
}

/** What signs a person in again. */
export interface Person extends Client {
  readonly email: string;
  readonly password: string;
  readonly totpUri: string;
  readonly id: string;
}

/** The code of the step after this one, which is accepted too: the present one was used to enrol. */
export function nextCode(uri: string): string {
  return totpCode(uri, Date.now() + 30_000);
}

/** From the one-time password to a complete sign-in, with a password and a second factor of its own. */
export async function enrol(url: () => string, { email, password }: FirstPassword): Promise<Person> {
  const browser = client(url);
  const chosen = `chosen by ${email}`;
  const first = await browser.call("session.signIn", { body: { email, password } });
  assert.equal(first.state, "change-password");
  const second = await browser.call("session.password", { body: { current: password, next: chosen } });
  assert.equal(second.state, "enrol-totp");
  const totpUri = second.totpUri ?? "";
  const ready = await browser.call("session.totp", { body: { code: totpCode(totpUri, Date.now()) } });
  assert.equal(ready.state, "ready");
  return { ...browser, email, password: chosen, totpUri, id: ready.staff?.id ?? "" };
}

/** The administrator of the first start. */
export async function administrator(of: {
  readonly url: string;
  readonly centre: { readonly firstPassword?: FirstPassword };
}): Promise<Person> {
  const { firstPassword } = of.centre;
  assert.ok(firstPassword !== undefined);
  return enrol(() => of.url, firstPassword);
}

/** A new member of the staff, signed in. */
export async function person(url: () => string, admin: Client, name: string, ...roles: Role[]): Promise<Person> {
  const email = `p${Buffer.from(name).toString("hex")}@centre.test`;
  const contract = { name: `${name}单位`, contacts: [], language: "zh", responseMinutes: 60, importance: "general" };
  const organisation = roles.includes("customer")
    ? { customer: (await admin.call("customer.create", { body: { ...contract, notes: "" } })).id }
    : {};
  const form = { name, email, phone: "+86 10 1234 5678", roles, language: "zh", ...organisation };
  const made = await admin.call("staff.create", { body: form });
  return enrol(url, { email, password: made.oneTimePassword });
}
