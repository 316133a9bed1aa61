import { api, type Api, type OperationId } from "@stanch/model/api";
import type { BodyOf, OutputOf, ParamsOf, QueryOf, Route } from "@stanch/model/route";
import { addressOf } from "./address.ts";
import { refusalOf, unreachableRefusal, unreadableRefusal } from "./refusal.ts";
import { readVisibleJson } from "./visible-text.ts";
import { learnServerTime } from "../time/server-time.ts";

type Part<Name extends string, T> = [T] extends [undefined]
  ? { readonly [K in Name]?: undefined }
  : { readonly [K in Name]: T };

/** What an operation is called with: exactly the parts its route declares. */
export type CallInput<Id extends OperationId> = Part<"params", ParamsOf<Api[Id]>> &
  Part<"query", QueryOf<Api[Id]>> &
  Part<"body", BodyOf<Api[Id]>>;

/** Operations that need no input at all may be called without one. */
export type CallArguments<Id extends OperationId> =
  object extends CallInput<Id> ? readonly [input?: CallInput<Id>] : readonly [input: CallInput<Id>];

interface Loose {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** How a request leaves: the browser's `fetch`, or another in tests. */
export type Send = (address: string, init: RequestInit) => Promise<Response>;

const send: Send = (address, init) => fetch(address, init);

/**
 * Calls one operation of the API and checks the shape of its answer. Rejects with a `Refusal`.
 *
 * @example const incident = await call("incident.get", { params: { incident } });
 */
export function call<Id extends OperationId>(id: Id, ...[input]: CallArguments<Id>): Promise<OutputOf<Api[Id]>> {
  return callWith(send, id, input ?? {});
}

/** {@link call} over another way of sending. */
export async function callWith<Id extends OperationId>(send: Send, id: Id, input: Loose): Promise<OutputOf<Api[Id]>> {
  const route: Route = api[id];
  const response = await reach(send, addressOf(route.path, input.params, input.query), {
    method: route.method,
    credentials: "same-origin",
    ...bodyOf(route, input.body),
  });
  learnServerTime(response.headers.get("date"));
  const answer = readVisibleJson(await response.text().catch(() => ""));
  if (!response.ok) throw refusalOf(response.status, answer);
  const parsed = route.output.safeParse(answer);
  if (!parsed.success) throw unreadableRefusal(response.status, `${id}: ${parsed.error.message}`);
  return parsed.data as OutputOf<Api[Id]>;
}

async function reach(send: Send, address: string, init: RequestInit): Promise<Response> {
  try {
    return await send(address, init);
  } catch {
    throw unreachableRefusal();
  }
}

function bodyOf(route: Route, body: unknown): Pick<RequestInit, "body" | "headers"> {
  if (route.method === "GET") return {};
  if (body instanceof Blob) return { body, headers: { "content-type": "application/octet-stream" } };
  return body === undefined ? {} : { body: JSON.stringify(body), headers: { "content-type": "application/json" } };
}

/** The address of a file that an operation answers, for links. */
export function fileAddress<Id extends OperationId>(id: Id, params: ParamsOf<Api[Id]>): string {
  return addressOf(api[id].path, params, undefined);
}
