import { z } from "zod";

/** Channels that a provider serves over HTTP: text messages, calls that speak a text, and robots of messengers. */
export const providerChannel = z.enum(["sms", "voice", "dingtalk", "wecom", "feishu", "slack", "telegram"]);
export type ProviderChannel = z.infer<typeof providerChannel>;

/** How a person is told. `phone`, `fax` and `in-person` write down what a person did. */
export const noticeChannels = [
  "mail",
  "webhook",
  "phone",
  "fax",
  "in-person",
  "push",
  ...providerChannel.options,
] as const;
export type NoticeChannel = (typeof noticeChannels)[number];

/** Ways to reach a member of the staff; `phone` is rung by a person, `push` is a browser that said so itself. */
export const contactChannel = z.enum(["mail", "phone", "push", ...providerChannel.options]);
/** Ways that a person types in. */
export const typedContactChannel = contactChannel.exclude(["push"]);
export type TypedContactChannel = z.infer<typeof typedContactChannel>;
export type ContactChannel = z.infer<typeof contactChannel>;
