import { z } from "zod";
import * as ids from "./ids.ts";

/** What an operation answers that has nothing to say. */
export const ok: z.ZodObject<{ ok: z.ZodLiteral<true> }> = z.object({ ok: z.literal(true) });
/** Parameters of everything inside one incident. */
export const incidentParams: z.ZodObject<{ incident: typeof ids.incidentId }> = z.object({ incident: ids.incidentId });

/** Parameters of one thing inside one incident. */
export function within<Key extends string, T extends z.ZodType>(
  key: Key,
  id: T,
): z.ZodObject<{ incident: typeof ids.incidentId } & Record<Key, T>> {
  return z.object({ incident: ids.incidentId, [key]: id } as { incident: typeof ids.incidentId } & Record<Key, T>);
}

/** Pages of a list, newest first: at most `limit` rows (default 200) that come after the row with id `before`. */
export const pageQuery: z.ZodObject<{
  limit: z.ZodOptional<z.ZodCoercedNumber>;
  before: z.ZodOptional<z.ZodUUID>;
}> = z.object({ limit: z.coerce.number().int().min(1).max(500).optional(), before: z.uuid().optional() });
