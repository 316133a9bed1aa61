import type { EventCategory } from "@stanch/model/event-line";
import type { MessageRule } from "./message-rule.ts";

/** A login that was refused. */
export function loginRefused(has: string, pattern: RegExp): MessageRule {
  return { has, pattern, action: "login", outcome: "failure", category: "authentication" };
}

/** A login that was granted. */
export function loginGranted(has: string, pattern: RegExp): MessageRule {
  return { has, pattern, action: "login", outcome: "success", category: "authentication" };
}

/** Something else a remote party tried and was refused, or that is plainly abusive. */
export function refused(has: string, pattern: RegExp, action: string, category?: EventCategory): MessageRule {
  return { has, pattern, action, outcome: "failure", ...(category === undefined ? {} : { category }) };
}

/** Something that was done. */
export function done(has: string, pattern: RegExp, action: string, category?: EventCategory): MessageRule {
  return { has, pattern, action, outcome: "success", ...(category === undefined ? {} : { category }) };
}

/** Something that happened and says nothing of an outcome. */
export function noted(has: string, pattern: RegExp, action: string, category?: EventCategory): MessageRule {
  return { has, pattern, action, outcome: "unknown", ...(category === undefined ? {} : { category }) };
}
