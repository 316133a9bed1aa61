import { z } from "zod";
import { ok } from "./api-params.ts";
import { customerId } from "./ids.ts";
import { route } from "./route.ts";
import * as rules from "./rule-choice.ts";

/** Which rules evidence is judged by, for everybody and for one customer. */
export const ruleChoiceRoutes = {
  /** At most 100 rules from `offset` on, by source and path. */
  "ruleChoice.list": route({
    method: "GET",
    path: "/rule-choice/rules",
    permission: "customer.read",
    query: rules.ruleQuery,
    output: rules.ruleList,
  }),
  "ruleChoice.switch": route({
    method: "POST",
    path: "/rule-choice/switch",
    permission: "rule.write",
    body: rules.ruleSwitch,
    output: ok,
  }),
  /** Filters in force for everybody and, when one is named, for a customer. */
  "ruleChoice.filters": route({
    method: "GET",
    path: "/rule-choice/filters",
    permission: "customer.read",
    query: z.object({ customer: customerId.optional() }),
    output: z.array(rules.ruleFilter),
  }),
  /** What is wrong with a filter and how many rules it would narrow; nothing is saved. */
  "ruleChoice.lint": route({
    method: "POST",
    path: "/rule-choice/lint",
    permission: "rule.write",
    body: rules.filterText,
    output: rules.filterLint,
  }),
  "ruleChoice.addFilter": route({
    method: "POST",
    path: "/rule-choice/filters",
    permission: "rule.write",
    body: rules.filterForm,
    output: rules.ruleFilter,
  }),
  "ruleChoice.removeFilter": route({
    method: "POST",
    path: "/rule-choice/filters/:filter/remove",
    permission: "rule.write",
    params: z.object({ filter: z.uuid() }),
    body: rules.ruleReason,
    output: ok,
  }),
  "ruleChoice.sources": route({
    method: "GET",
    path: "/rule-choice/sources",
    permission: "customer.read",
    output: z.array(rules.ruleSourceLine),
  }),
  /** A zip in the form of the public collection, or one rule file. */
  "ruleChoice.addSource": route({
    method: "POST",
    path: "/rule-choice/sources",
    permission: "rule.write",
    query: z.object({ name: rules.sourceName }),
    output: rules.ruleSourceLine,
    carries: "bytes",
  }),
  "ruleChoice.removeSource": route({
    method: "POST",
    path: "/rule-choice/sources/:source/remove",
    permission: "rule.write",
    params: z.object({ source: z.uuid() }),
    body: rules.ruleReason,
    output: ok,
  }),
};
