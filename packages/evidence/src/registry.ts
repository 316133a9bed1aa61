import type { Format } from "./format.ts";

/** Every format, most specific first; identification asks all and takes the surest. */
export const formats: readonly Format[] = [];
