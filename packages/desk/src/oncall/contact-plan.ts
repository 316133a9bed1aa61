import type { ContactChannel } from "@stanch/model/channel";
import type { ContactRule } from "@stanch/model/contact";

/** A verified way, as far as the plan needs it. */
export interface Way {
  readonly id: string;
  readonly channel: ContactChannel;
  readonly address: string;
}

export interface PlannedWay {
  readonly way: Way;
  readonly delayMinutes: number;
}

/** Between two ways of somebody who wrote no rules. */
const APART_MINUTES = 5;

/**
 * Which ways are used when. The first is used at once whatever its delay; a phone is rung by people and is not among them.
 *
 * @example contactPlan([sms, voice], []) // sms at once, voice after five minutes
 */
export function contactPlan(ways: readonly Way[], rules: readonly ContactRule[]): PlannedWay[] {
  const served = ways.filter((one) => one.channel !== "phone");
  const byId = new Map(served.map((way) => [way.id, way]));
  const wanted = rules.flatMap(({ contact, delayMinutes }) => {
    const way = byId.get(contact);
    return way === undefined ? [] : [{ way, delayMinutes }];
  });
  // Rules that name only what is no longer there would leave a person out of reach.
  const planned = wanted.length > 0 ? wanted : served.map((way, at) => ({ way, delayMinutes: at * APART_MINUTES }));
  const inOrder = planned.toSorted((a, b) => a.delayMinutes - b.delayMinutes);
  return inOrder.map((one, at) => (at === 0 ? { ...one, delayMinutes: 0 } : one));
}

/** How many verified ways a person on duty must have. */
export const enoughWays = 2;

const phones: ReadonlySet<ContactChannel> = new Set<ContactChannel>(["phone", "sms", "voice", "dingtalk", "wecom"]);

/** An address as it is kept: phones without blanks, hyphens and brackets. */
export function plainAddress(channel: ContactChannel, address: string): string {
  return phones.has(channel) ? address.replace(/[\s()-]/g, "") : address;
}
