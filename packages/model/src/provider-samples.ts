import { z } from "zod";
import samples from "./data/provider-samples.json" with { type: "json" };
import { type Provider, provider } from "./provider.ts";

/** Providers to begin from: own values are empty and are filled in by administrators. */
export const providerSamples: readonly Provider[] = z.array(provider).parse(samples);
