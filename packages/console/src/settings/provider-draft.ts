import { type Provider, provider } from "@stanch/model/provider";

/** A provider as it is typed: what one fills in by itself, the rest as JSON text; secrets are empty until new ones are typed. */
export interface ProviderDraft {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly values: Readonly<Record<string, string>>;
  /** The key id or user name of the signature; undefined where the scheme has none. */
  readonly account: string | undefined;
  readonly request: string;
  readonly secret: string;
  readonly token: string;
  readonly inbound: string;
}

/** The two-sided name of the account field in a signature. */
function accountKey(sign: Provider["sign"]): "keyId" | "user" | undefined {
  switch (sign.scheme) {
    case "aliyun-v3":
    case "tencent-tc3":
      return "keyId";
    case "basic":
      return "user";
    default:
      return undefined;
  }
}

function accountOf(sign: Provider["sign"]): string | undefined {
  if ("keyId" in sign) return sign.keyId;
  return "user" in sign ? sign.user : undefined;
}

/** Opens a provider for typing. */
export function readProvider(one: Provider): ProviderDraft {
  const { id, name, url, values, ...request } = one;
  const empty = { secret: "", token: "", inbound: "" };
  return {
    id,
    name,
    url,
    values,
    account: accountOf(one.sign),
    request: JSON.stringify(request, undefined, 2),
    ...empty,
  };
}

/** The provider that is sent; undefined for what is none: broken JSON, unknown places, a bad short name. */
export function writeProvider(draft: ProviderDraft): Provider | undefined {
  const { id, name, url, values, account } = draft;
  let request: unknown;
  try {
    request = JSON.parse(draft.request);
  } catch {
    return undefined;
  }
  if (typeof request !== "object" || request === null || Array.isArray(request)) return undefined;
  const parsed = provider.safeParse({ ...request, id: id.trim(), name, url: url.trim(), values });
  if (!parsed.success) return undefined;
  const key = accountKey(parsed.data.sign);
  return key === undefined || account === undefined
    ? parsed.data
    : provider.safeParse({ ...parsed.data, sign: { ...parsed.data.sign, [key]: account.trim() } }).data;
}

/** The secrets that were typed, as settings. */
export function writeSecrets(id: string, draft: Pick<ProviderDraft, "secret" | "token" | "inbound">) {
  const typed = (["secret", "token", "inbound"] as const).filter((key) => draft[key] !== "");
  return Object.fromEntries(typed.map((key) => [`provider.${id}.${key}`, draft[key]]));
}

/** A short name that no other provider has: `generic-sms`, `generic-sms-2`. */
export function freeId(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  for (let number = 2; ; number++) {
    const next = `${wanted.slice(0, 36)}-${number}`;
    if (!taken.includes(next)) return next;
  }
}
