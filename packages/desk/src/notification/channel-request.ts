import type { Provider } from "@stanch/model/provider";
import { aliyunHeaders, dingtalkSign, feishuSign, tencentHeaders } from "./channel-signature.ts";
import { encodedPairs, filledFields, filledHeaders, filledTree, filledUrl, type Places } from "./channel-template.ts";
import type { HttpCall } from "./guarded-http.ts";

/** What is to be told to whom. */
export interface Message {
  readonly to: string;
  /** The whole text for the channel. */
  readonly text: string;
  readonly subject: string;
  readonly number: string;
  readonly spelled: string;
  readonly link: string;
  readonly key: string;
}

/** The two sealed values of a provider. */
export interface ProviderSecrets {
  readonly secret: string;
  readonly token: string;
}

const brackets: Readonly<Record<Provider["text"], Readonly<Record<string, string>>>> = {
  plain: {},
  html: { "&": "&amp;", "<": "&lt;", ">": "&gt;" },
  fullwidth: { "<": "＜", ">": "＞" },
};

/** No control characters but line ends, and nothing that the receiver takes for markup. */
function harmless(text: string, how: Provider["text"]): string {
  const plain = text.replace(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/gu, " ");
  return plain.replace(/[&<>]/g, (one) => brackets[how][one] ?? one);
}

function phoneAs(how: Provider["phone"], to: string): string {
  if (!to.startsWith("+")) return to;
  if (how === "national" && to.startsWith("+86")) return to.slice(3);
  return how === "e164" ? to : to.slice(1);
}

/** What may stand in the places of this provider's templates. */
function placesOf(spec: Provider, message: Message, secrets: ProviderSecrets): Places {
  const { to, key, link } = message;
  return {
    ...spec.values,
    to: phoneAs(spec.phone, to),
    key,
    link,
    text: harmless(message.text, spec.text),
    subject: harmless(message.subject, spec.text),
    number: harmless(message.number, spec.text),
    spelled: message.spelled,
    ...secrets,
  };
}

function bodyOf(spec: Provider, places: Places, stamp: object): { readonly text: string; readonly type?: string } {
  switch (spec.body.kind) {
    case "none":
      return { text: "" };
    case "form":
      return {
        text: encodedPairs(filledFields(spec.body.fields, places)),
        type: "application/x-www-form-urlencoded; charset=utf-8",
      };
    case "json": {
      const value = filledTree(spec.body.value, places);
      const whole = typeof value === "object" && !Array.isArray(value) ? { ...stamp, ...value } : value;
      return { text: JSON.stringify(whole), type: "application/json; charset=utf-8" };
    }
  }
}

/**
 * The one call that asks a provider to deliver a message, signed.
 *
 * @throws Error when a value does not fit the address
 */
export function providerCall(
  spec: Provider,
  message: Message,
  secrets: ProviderSecrets,
  now: { readonly at: number; readonly nonce: string },
): Omit<HttpCall, "allow" | "body"> & { readonly body: string } {
  const { sign } = spec;
  const { secret } = secrets;
  const places = placesOf(spec, message, secrets);
  const seconds = Math.floor(now.at / 1000);
  const stamp = sign.scheme === "feishu" ? { timestamp: String(seconds), sign: feishuSign(secret, seconds) } : {};
  const body = bodyOf(spec, places, stamp);
  const url = filledUrl(spec.url, places);
  const query = filledFields(spec.query, places);
  if (sign.scheme === "dingtalk" && secret !== "") {
    query.push(["timestamp", String(now.at)], ["sign", dingtalkSign(secret, now.at)]);
  }
  const type = body.type === undefined ? {} : { "content-type": body.type };
  const plain = { ...type, ...filledHeaders(spec.headers, places) };
  const unsigned = { method: spec.method, host: url.host, path: url.pathname, query, headers: plain, body: body.text };
  url.search = encodedPairs(query);
  const headers = signedHeaders(spec, unsigned, secret, now);
  return { method: spec.method, url, headers, body: body.text };
}

function signedHeaders(
  { sign }: Provider,
  unsigned: Parameters<typeof aliyunHeaders>[0],
  secret: string,
  now: { readonly at: number; readonly nonce: string },
): Readonly<Record<string, string>> {
  switch (sign.scheme) {
    case "bearer":
      return { ...unsigned.headers, authorization: `Bearer ${secret}` };
    case "basic":
      return {
        ...unsigned.headers,
        authorization: `Basic ${Buffer.from(`${sign.user}:${secret}`).toString("base64")}`,
      };
    case "aliyun-v3":
      return aliyunHeaders(unsigned, { ...now, keyId: sign.keyId, secret });
    case "tencent-tc3":
      return tencentHeaders(unsigned, { ...sign, at: now.at, secret });
    case "none":
    case "dingtalk":
    case "feishu":
      return unsigned.headers;
  }
}
