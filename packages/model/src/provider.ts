import { z } from "zod";
import { providerChannel } from "./channel.ts";

/*
 * How a provider is asked to deliver a message, as data: nothing in it is code, and a value never becomes structure. Places are
 * written `{name}`; what stands around them is the provider's own and comes from administrators only.
 */

/** What a template may name besides the provider's own `values`. */
export const providerPlaces = [
  /** The address, written as `phone` says. */
  "to",
  /** The whole text for this channel. */
  "text",
  "subject",
  /** The number of the case or request; `spelled` is the same for a voice, character by character. */
  "number",
  "spelled",
  /** Where the recipient confirms. */
  "link",
  /** Stays the same over repeats. */
  "key",
  /** The provider's two sealed values. */
  "secret",
  "token",
] as const;

const name = z.string().regex(/^[A-Za-z]\w{0,39}$/);
const template = z.string().max(4000);
/** RFC 6901. */
const pointer = z
  .string()
  .max(200)
  .regex(/^(?:\/[^/]*)+$/);
/** A string is a template; `{"$json": tree}` becomes the JSON text of the filled tree. */
const fields = z.record(z.string().min(1).max(100), z.json());
const signing = z.discriminatedUnion("scheme", [
  z.object({ scheme: z.literal("none") }),
  z.object({ scheme: z.literal("bearer") }),
  z.object({ scheme: z.literal("basic"), user: z.string().max(200) }),
  /** ACS3-HMAC-SHA256 over method, path, query, headers `host` and `x-acs-*`, and body. */
  z.object({ scheme: z.literal("aliyun-v3"), keyId: z.string().max(200) }),
  /** TC3-HMAC-SHA256. */
  z.object({
    scheme: z.literal("tencent-tc3"),
    keyId: z.string().max(200),
    service: z.string().regex(/^[a-z]{1,20}$/),
  }),
  /** `timestamp` and `sign` in the query. */
  z.object({ scheme: z.literal("dingtalk") }),
  /** `timestamp` and `sign` in the body. */
  z.object({ scheme: z.literal("feishu") }),
]);

/**
 * A provider of one channel.
 *
 * @example see `data/provider-samples.json`
 */
export const provider = z
  .object({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/),
    name: z.string().trim().min(1).max(120),
    channel: providerChannel,
    method: z.enum(["GET", "POST", "PUT"]),
    /** The origin has no places. */
    url: z
      .string()
      .max(400)
      .regex(/^https?:\/\/[^\s{}/?#\\@]+\/[^\s?#\\]*$/),
    headers: z.record(z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/), template).default({}),
    query: fields.default({}),
    body: z.discriminatedUnion("kind", [
      z.object({ kind: z.literal("none") }),
      z.object({ kind: z.literal("json"), value: z.json() }),
      z.object({ kind: z.literal("form"), fields }),
    ]),
    sign: signing,
    /** The customer's own fixed values: signature, template, number that is shown. */
    values: z.record(name, z.string().max(400)).default({}),
    /** How phone numbers are written: `+8613800138000`, `8613800138000`, or `13800138000` inside China. */
    phone: z.enum(["e164", "digits", "national"]).default("e164"),
    /** What markup of the receiver is made harmless: `html` writes entities (Slack), `fullwidth` full-width brackets (Feishu). */
    text: z.enum(["plain", "html", "fullwidth"]).default("plain"),
    /** Accepted when the status is one of these and, if given, the value at `pointer` is one of `equals`, or any when there are none. */
    success: z.object({
      status: z.array(z.int().min(200).max(299)).min(1).max(10).default([200]),
      pointer: pointer.optional(),
      equals: z
        .array(z.union([z.string().max(60), z.number(), z.boolean()]))
        .max(10)
        .default([]),
    }),
    /** Where the provider's own id of the message stands. */
    messageId: pointer.optional(),
    /** Where it says why it refused. */
    reason: z.array(pointer).max(4).default([]),
  })
  .refine((one) => placesIn([one.url, one.headers, one.query, one.body]).every((place) => known(one.values, place)));
export type Provider = z.infer<typeof provider>;

function known(values: Readonly<Record<string, string>>, place: string): boolean {
  return Object.hasOwn(values, place) || providerPlaces.some((one) => one === place);
}

function placesIn(value: unknown): string[] {
  if (typeof value === "string") return [...value.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(placesIn) : [];
}

/** Canonical JSON holds no lone surrogates. */
const wellFormed = (text: string): boolean => text.isWellFormed();

/** A provider's report on a message: delivered, failed, or a key pressed (`digit` 1 or 4 acknowledges). */
export const providerReport = z.strictObject({
  /** Seconds since 1970; more than five minutes away is refused. */
  at: z.int(),
  /** The `{key}` that was sent, or the id that the provider gave the message. */
  key: z.string().min(1).max(200).refine(wellFormed),
  event: z.enum(["delivered", "failed", "key-pressed"]),
  digit: z
    .string()
    .regex(/^[0-9*#]$/)
    .optional(),
  detail: z.string().max(300).refine(wellFormed).optional(),
  /** HMAC-SHA-256, hex, under the provider's `inbound` secret over the canonical JSON (RFC 8785) of everything else, as sent. */
  signature: z.string().regex(/^[0-9a-f]{64}$/),
});
export type ProviderReport = z.infer<typeof providerReport>;

/** One try of one provider, newest first: what it said, and under which id it knows the message. */
export const providerAttempt = z.object({
  at: z.iso.datetime({ offset: true }),
  provider: z.string(),
  channel: providerChannel,
  address: z.string(),
  ok: z.boolean(),
  detail: z.string(),
  messageId: z.string().optional(),
});
export type ProviderAttempt = z.infer<typeof providerAttempt>;

/** What came of a message that an administrator sent to try a provider. */
export const providerTrial = z.object({ ok: z.boolean(), detail: z.string(), messageId: z.string() });
export type ProviderTrial = z.infer<typeof providerTrial>;
