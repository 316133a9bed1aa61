import type { Api, OperationId } from "@stanch/model/api";
import type { CustomerId } from "@stanch/model/ids";
import type { Actor } from "@stanch/model/journal";
import type { Permission, Role } from "@stanch/model/role";
import type { BodyOf, OutputOf, ParamsOf, QueryOf } from "@stanch/model/route";

/** How far a caller sees: staff see every customer, a customer sees only itself, the public sees what its token opens. */
export type Scope =
  | { readonly kind: "staff" }
  | { readonly kind: "customer"; readonly customer: CustomerId }
  | { readonly kind: "public" };

/** Who calls. The server fills it from the session; operations with permission `public` carry {@link publicCall}. */
export interface Call {
  readonly actor: Actor;
  readonly roles: readonly Role[];
  readonly scope: Scope;
  /** A program calls with a key: it may do these things of what the roles allow. */
  readonly only?: readonly Permission[];
}

/** A caller without an account: the public form, the customer's page, an acknowledgement by link. */
export const publicCall: Call = Object.freeze({
  actor: Object.freeze({ kind: "public" as const, id: "public", name: "" }),
  roles: Object.freeze([]),
  scope: Object.freeze({ kind: "public" as const }),
});

/** Operations whose body is raw bytes (`carries: "bytes"`). */
type BytesOperation = "upload.append" | "portal.uploadAppend" | "ruleChoice.addSource";
/** Operations that answer bytes (`carries: "file"`). */
export type FileOperation =
  | "evidence.file"
  | "report.file"
  | "public.reportFile"
  | "portal.reportFile"
  | "archive.file"
  | "mail.file"
  | "metrics.file";
type StreamOperation = "changes.stream";

/** Bytes to send. Serve with `Content-Disposition: attachment`, `X-Content-Type-Options: nosniff` and a sandboxing CSP. */
export interface FileAnswer {
  /** File name for the person who saves it; any text, the server encodes it (RFC 6266). */
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly sha256: string;
  /** Opens the bytes, from `offset` when the client asks for a range. */
  readonly open: (range?: { readonly offset: number; readonly length?: number }) => AsyncIterable<Uint8Array>;
}

/** Something changed and was committed; whoever shows it asks again. */
export interface Change {
  readonly kind: string;
  readonly incident?: string;
  readonly request?: string;
  /** The tenant it belongs to; absent when it concerns staff only. Never sent to a browser. */
  readonly customer?: string;
  readonly at: string;
}

/** What a handler is given: the parts of the call as the route's schemas parsed them. */
export interface Input<Id extends OperationId> {
  readonly params: ParamsOf<Api[Id]>;
  readonly query: QueryOf<Api[Id]>;
  readonly body: Id extends BytesOperation ? AsyncIterable<Uint8Array> : BodyOf<Api[Id]>;
}

export type Output<Id extends OperationId> = Id extends FileOperation
  ? FileAnswer
  : Id extends StreamOperation
    ? AsyncIterable<Change>
    : OutputOf<Api[Id]>;

/** One operation, free of any web framework. Throws `StanchError` with a code of the catalogue. */
export type Handler<Id extends OperationId> = (call: Call, input: Input<Id>) => Promise<Output<Id>>;

/** Operations the desk answers; the server composes the rest from sign-in, event store and blobs. */
export type DeskOperation = Exclude<
  OperationId,
  | `session.${string}`
  | `apiKey.${string}`
  | `lockout.${string}`
  | `oidc.${string}`
  | `timeline.${string}`
  | "answer.get"
  | "sources.get"
  | "clock.offers"
  | "rule.list"
>;
export type Handlers<Id extends OperationId = DeskOperation> = { readonly [One in Id]: Handler<One> };
