import { randomInt } from "node:crypto";
import { symmetricEncrypt } from "better-auth/crypto";
import type { DeskDirectory } from "@stanch/desk/desk-directory";
import type { Call, Input } from "@stanch/desk/handler";
import type { Clock } from "@stanch/desk/ports";
import { StanchError } from "@stanch/model/error";
import { customerId } from "@stanch/model/ids";
import type { OidcProvider } from "@stanch/model/oidc";
import { type OidcClient, OidcError } from "./oidc-client.ts";
import type { OidcRepo } from "./oidc-repo.ts";

export interface OidcParts {
  readonly repo: OidcRepo;
  readonly client: OidcClient;
  readonly directory: Pick<DeskDirectory, "account" | "accounts" | "customers" | "network" | "note">;
  readonly clock: Clock;
  /** Encrypts what is stored and what the browser keeps meanwhile. */
  readonly secret: string;
}

/** Which customers' people sign in with their organisation's accounts. */
export interface OidcProviders {
  readonly list: () => Promise<OidcProvider[]>;
  readonly put: (call: Call, customer: string, form: Input<"oidc.put">["body"]) => Promise<OidcProvider[]>;
  readonly remove: (call: Call, customer: string) => Promise<OidcProvider[]>;
}

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
const newKey = (): string => Array.from({ length: 16 }, () => letters[randomInt(letters.length)] ?? "").join("");

async function list({ repo, directory }: OidcParts): Promise<OidcProvider[]> {
  const names = await directory.customers();
  return (await repo.list()).map((row) => ({
    customer: customerId.parse(row.customer_id),
    name: names.get(row.customer_id) ?? "",
    issuer: row.issuer,
    clientId: row.client_id,
    key: row.key,
    secretSet: row.secret !== null,
  }));
}

async function put(parts: OidcParts, call: Call, customer: string, form: Input<"oidc.put">["body"]): Promise<void> {
  const { repo, client, directory, clock, secret } = parts;
  const { issuer, clientId, clientSecret } = form;
  if (!(await directory.customers()).has(customer)) throw new StanchError("E_NOT_FOUND", { what: "customer" });
  const { publicUrl, allow } = await directory.network();
  if (publicUrl === "") throw new StanchError("E_OIDC_PROVIDER", { reason: "publicUrl" });
  try {
    await client.describe(issuer, allow);
  } catch (error) {
    throw new StanchError("E_OIDC_PROVIDER", { reason: error instanceof OidcError ? error.reason : "provider" }, error);
  }
  const before = (await repo.list()).find((row) => row.customer_id === customer);
  // People bound at another provider are strangers to this one.
  if (before !== undefined && before.issuer !== issuer) await unbind(parts, customer);
  const kept = before?.issuer === issuer ? before.secret : null;
  const sealed = clientSecret === "" ? kept : await symmetricEncrypt({ key: secret, data: clientSecret });
  const row = { customer_id: customer, issuer, client_id: clientId, secret: sealed, key: before?.key ?? newKey() };
  await repo.put(row, clock.now().toISOString());
  await directory.note(call, { what: "signIn.provider", detail: `${customer} ${issuer} ${clientId}` });
}

async function unbind({ repo, directory }: OidcParts, customer: string): Promise<void> {
  const people = (await directory.accounts()).filter((one) => one.customer === customer);
  await repo.unbind(
    customer,
    people.map(({ id }) => id),
  );
}

export function oidcProviders(parts: OidcParts): OidcProviders {
  return {
    list: () => list(parts),
    put: async (call, customer, form) => {
      await put(parts, call, customer, form);
      return list(parts);
    },
    remove: async (call, customer) => {
      if (!(await parts.repo.remove(customer))) throw new StanchError("E_NOT_FOUND", { what: "provider" });
      await unbind(parts, customer);
      await parts.directory.note(call, { what: "signIn.providerRemoved", detail: customer });
      return list(parts);
    },
  };
}
