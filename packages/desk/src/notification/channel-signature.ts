import { createHash, createHmac } from "node:crypto";
import { percent } from "./channel-template.ts";

/** What is signed. Header names are in lower case. */
export interface Unsigned {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Signing {
  readonly keyId: string;
  readonly secret: string;
  /** When it is signed, in milliseconds since 1970. */
  readonly at: number;
  readonly nonce: string;
}

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const mac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

function canonical(unsigned: Unsigned, headers: Readonly<Record<string, string>>, query: string): [string, string] {
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]?.trim() ?? ""}\n`).join("");
  const signed = names.join(";");
  return [[unsigned.method, unsigned.path, query, lines, signed, hash(unsigned.body)].join("\n"), signed];
}

/**
 * Headers of a call to Alibaba Cloud. Source: "V3 version request body and signature mechanism", ACS3-HMAC-SHA256.
 *
 * @example aliyunHeaders(unsigned, { keyId, secret, at: Date.now(), nonce }).authorization // "ACS3-HMAC-SHA256 Credential=…"
 */
export function aliyunHeaders(unsigned: Unsigned, { keyId, secret, at, nonce }: Signing): Record<string, string> {
  const own: Record<string, string> = {
    host: unsigned.host,
    "x-acs-content-sha256": hash(unsigned.body),
    "x-acs-date": new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
    "x-acs-signature-nonce": nonce,
  };
  for (const [name, value] of Object.entries(unsigned.headers)) {
    if (name.startsWith("x-acs-") || name === "content-type") own[name] = value;
  }
  const query = unsigned.query
    .map(([name, value]) => [percent(name), percent(value)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((pair) => pair.join("="))
    .join("&");
  const [request, signed] = canonical(unsigned, own, query);
  const signature = mac(secret, `ACS3-HMAC-SHA256\n${hash(request)}`).toString("hex");
  const authorization = `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${signed},Signature=${signature}`;
  return { ...unsigned.headers, ...own, authorization };
}

/** Headers of a call to Tencent Cloud. Source: "Signature v3", TC3-HMAC-SHA256. */
export function tencentHeaders(
  unsigned: Unsigned,
  { keyId, secret, at, service }: Omit<Signing, "nonce"> & { readonly service: string },
): Record<string, string> {
  const seconds = Math.floor(at / 1000);
  const day = new Date(seconds * 1000).toISOString().slice(0, 10);
  const scope = `${day}/${service}/tc3_request`;
  const action = unsigned.headers["x-tc-action"] ?? "";
  const type = unsigned.headers["content-type"] ?? "";
  const own = { "content-type": type, host: unsigned.host, "x-tc-action": action.toLowerCase() };
  const [request, signed] = canonical(unsigned, own, "");
  const key = mac(mac(mac(`TC3${secret}`, day), service), "tc3_request");
  const text = `TC3-HMAC-SHA256\n${seconds}\n${scope}\n${hash(request)}`;
  const signature = mac(key, text).toString("hex");
  return {
    ...unsigned.headers,
    host: unsigned.host,
    "x-tc-timestamp": String(seconds),
    authorization: `TC3-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`,
  };
}

/** `sign` of a DingTalk robot: the text is signed with the secret; milliseconds. */
export function dingtalkSign(secret: string, at: number): string {
  return mac(secret, `${at}\n${secret}`).toString("base64");
}

/** `sign` of a Feishu robot: nothing is signed, and the text is the key; seconds. */
export function feishuSign(secret: string, seconds: number): string {
  return mac(`${seconds}\n${secret}`, "").toString("base64");
}
