import { LARGEST_RULE_SOURCE } from "@stanch/model/rule-choice";
import type { Blobs } from "@stanch/store/blobs";
import { deskError } from "../desk-error.ts";
import type { Handlers } from "../handler.ts";
import { reading } from "../incident/incident-work.ts";
import type { Work } from "../unit-of-work.ts";
import type { RuleChoiceService } from "./rule-choice-service.ts";

const done = { ok: true as const };

/** Stops a client that sends more than is taken, before the surplus is stored. */
async function* bounded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let left = LARGEST_RULE_SOURCE;
  for await (const chunk of bytes) {
    left -= chunk.byteLength;
    if (left < 0) throw deskError("E_RULE_SOURCE_LARGE", { size: String(LARGEST_RULE_SOURCE) });
    yield chunk;
  }
}

export function ruleChoiceHandlers({
  work,
  ruleChoices,
  blobs,
}: {
  readonly work: Work;
  readonly ruleChoices: RuleChoiceService;
  readonly blobs: Pick<Blobs, "write">;
}): Handlers<`ruleChoice.${"list" | "switch" | "filters" | "lint" | "addFilter" | "removeFilter" | "sources" | "addSource" | "removeSource"}`> {
  return {
    "ruleChoice.list": (call, { query }) =>
      work(call, "ruleChoice.list", (unit) => ruleChoices.list(unit, query), reading),
    "ruleChoice.switch": (call, { body }) =>
      work(call, "ruleChoice.switch", async (unit) => {
        await ruleChoices.change(unit, body);
        return done;
      }),
    "ruleChoice.filters": (call, { query }) =>
      work(call, "ruleChoice.filters", (unit) => ruleChoices.filters(unit, query.customer), reading),
    "ruleChoice.lint": (call, { body }) =>
      work(call, "ruleChoice.lint", (unit) => ruleChoices.lint(unit, body.yaml), reading),
    "ruleChoice.addFilter": (call, { body }) =>
      work(call, "ruleChoice.addFilter", (unit) => ruleChoices.addFilter(unit, body)),
    "ruleChoice.removeFilter": (call, { params, body }) =>
      work(call, "ruleChoice.removeFilter", async (unit) => {
        await ruleChoices.removeFilter(unit, params.filter, body.reason);
        return done;
      }),
    "ruleChoice.sources": (call) => work(call, "ruleChoice.sources", ruleChoices.sources, reading),
    "ruleChoice.addSource": async (call, { query, body }) => {
      const blob = await blobs.write(bounded(body));
      return work(call, "ruleChoice.addSource", (unit) => ruleChoices.addSource(unit, query.name, blob));
    },
    "ruleChoice.removeSource": (call, { params, body }) =>
      work(call, "ruleChoice.removeSource", async (unit) => {
        await ruleChoices.removeSource(unit, params.source, body.reason);
        return done;
      }),
  };
}
