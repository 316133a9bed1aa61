import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { DeskDirectory } from "@stanch/desk/desk-directory";
import type { Call, Input, Output } from "@stanch/desk/handler";
import { permitted } from "@stanch/desk/permission-guard";
import type { Clock } from "@stanch/desk/ports";
import { type ApiKey, type KeyPermission, keyPermission } from "@stanch/model/api-key";
import { StanchError } from "@stanch/model/error";
import { staffId } from "@stanch/model/ids";
import { may, type Permission } from "@stanch/model/role";
import type { ApiKeyRepo, ApiKeyRow } from "./api-key-repo.ts";

/** How a key begins, so that a leaked one is recognised by people and by scanners. */
const MARK = "stanch_";
const DAY_MS = 86_400_000;

/** A call that a program makes. */
export interface KeyUse {
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  readonly network: string;
  readonly operation: string;
  /** Absent where it is only asked whose key it is. */
  readonly permission: Permission | undefined;
}

export interface ApiKeys {
  readonly list: (call: Call) => Promise<ApiKey[]>;
  readonly create: (call: Call, form: Input<"apiKey.create">["body"]) => Promise<Output<"apiKey.create">>;
  readonly revoke: (call: Call, id: string) => Promise<ApiKey>;
  /**
   * Who calls with a key; undefined when there is none in the header. Every use stands in the access log, refused ones too.
   *
   * @throws StanchError `E_KEY` when it opens nothing, `E_FORBIDDEN` when it does not open this
   */
  readonly caller: (use: KeyUse) => Promise<Call | undefined>;
}

export interface ApiKeyParts {
  readonly repo: ApiKeyRepo;
  readonly directory: Pick<DeskDirectory, "account" | "note">;
  readonly clock: Clock;
}

/** 256 random bits need no slow hash. */
const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

async function shown({ directory }: ApiKeyParts, row: ApiKeyRow): Promise<ApiKey> {
  const owner = await directory.account(row.staff_id);
  return {
    id: row.id,
    name: row.name,
    owner: { id: staffId.parse(row.staff_id), name: owner?.name ?? "" },
    permissions: row.permissions.filter((one) => keyPermission.safeParse(one).success),
    prefix: row.prefix,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    uses: Number(row.uses),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    ...(row.last_used_from === null ? {} : { lastUsedFrom: row.last_used_from }),
    ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at, revokedBy: row.revoked_by ?? "" }),
  };
}

/** Whoever looks after accounts sees and ends all keys, everybody else their own. */
async function visible(parts: ApiKeyParts, call: Call): Promise<ApiKeyRow[]> {
  return parts.repo.list(may(call.roles, "staff.write") ? undefined : call.actor.id);
}

async function create(
  parts: ApiKeyParts,
  call: Call,
  { name, permissions, days }: Input<"apiKey.create">["body"],
): Promise<Output<"apiKey.create">> {
  const lacking = permissions.find((one) => !may(call.roles, one));
  if (lacking !== undefined) throw new StanchError("E_KEY_PERMISSION", { permission: lacking });
  const secret = `${MARK}${randomBytes(32).toString("base64url")}`;
  const now = parts.clock.now();
  const row = {
    id: randomUUID(),
    name,
    staff_id: call.actor.id,
    permissions: [...new Set<KeyPermission>(permissions)],
    prefix: secret.slice(0, MARK.length + 6),
    hash: hashOf(secret),
    expires_at: new Date(now.getTime() + days * DAY_MS).toISOString(),
  };
  await parts.repo.insert(row, now.toISOString());
  await parts.directory.note(call, {
    what: "apiKey.created",
    detail: `${row.id} ${name} ${row.permissions.join(" ")}`,
  });
  const made = (await parts.repo.list(call.actor.id)).find(({ id }) => id === row.id);
  if (made === undefined) throw new TypeError("a key that was just written is gone");
  return { key: await shown(parts, made), secret };
}

async function revoke(parts: ApiKeyParts, call: Call, id: string): Promise<ApiKey> {
  const row = (await visible(parts, call)).find((one) => one.id === id);
  if (row === undefined) throw new StanchError("E_NOT_FOUND", { what: "key" });
  if (await parts.repo.revoke(id, parts.clock.now().toISOString(), call.actor.name))
    await parts.directory.note(call, { what: "apiKey.revoked", detail: `${id} ${row.name}` });
  const now = (await visible(parts, call)).find((one) => one.id === id);
  return shown(parts, now ?? row);
}

/** The person behind a key, as a program acts for them. */
async function callOf({ directory }: ApiKeyParts, row: ApiKeyRow): Promise<Call | undefined> {
  const owner = await directory.account(row.staff_id);
  if (owner === undefined || !owner.active || owner.roles.includes("customer")) return undefined;
  const { id, roles } = owner;
  return {
    actor: { kind: "staff", id, name: `${owner.name} · ${row.name}` },
    roles,
    scope: { kind: "staff" },
    only: row.permissions,
  };
}

async function caller(parts: ApiKeyParts, use: KeyUse): Promise<Call | undefined> {
  const secret = /^Bearer (stanch_[\w-]{43})$/.exec(use.authorization ?? "")?.[1];
  if (secret === undefined) {
    // What looks like a key and is none is told so, instead of being taken for somebody who is signed out.
    if (use.authorization?.startsWith(`Bearer ${MARK}`) === true) throw new StanchError("E_KEY");
    return undefined;
  }
  const row = await parts.repo.byHash(hashOf(secret));
  if (row === undefined) throw new StanchError("E_KEY");
  const now = parts.clock.now();
  const call = await callOf(parts, row);
  const dead = row.revoked_at !== null || Date.parse(row.expires_at) <= now.getTime() || call === undefined;
  const { operation, permission } = use;
  const allowed = !dead && (permission === undefined || permitted(call, operation, permission));
  const actor: Call["actor"] = call?.actor ?? { kind: "staff", id: row.staff_id, name: row.name };
  const noted: Call = call ?? { actor, roles: [], scope: { kind: "public" } };
  const detail = `${row.id} ${use.operation} ${use.network}`;
  await parts.directory.note(noted, { what: allowed ? "apiKey.used" : "apiKey.refused", detail });
  if (dead) throw new StanchError("E_KEY");
  if (!allowed) throw new StanchError("E_FORBIDDEN");
  await parts.repo.used(row.id, now.toISOString(), use.network);
  return call;
}

/** Keys of programs: bounded by a list, by their owner's roles, by a day. */
export function apiKeys(parts: ApiKeyParts): ApiKeys {
  return {
    list: async (call) => {
      const rows = await visible(parts, call);
      return Promise.all(rows.map((row) => shown(parts, row)));
    },
    create: (call, form) => create(parts, call, form),
    revoke: (call, id) => revoke(parts, call, id),
    caller: (use) => caller(parts, use),
  };
}
