import { z } from "zod";
import { staffId } from "./ids.ts";

/**
 * Where a text names a person of the staff. The text itself says `@` and the name of that day, so that it reads everywhere; the id goes
 * on meaning the person when the name changes. `start` and `length` in UTF-16 units, the `@` included.
 */
export const mention = z.object({ staff: staffId, start: z.int().min(0), length: z.int().min(2) });
export type Mention = z.infer<typeof mention>;

/** Of a text at most so many people are told. */
export const mostMentions = 20;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Before an `@` that begins a mention stands no letter of an address. */
const within = /[\w.+-]/;

/**
 * Finds where a text names the people that its writer chose. Of names that begin alike the longest counts; of people with one name each
 * is found in the order in which they were chosen.
 *
 * @example placeMentions("请@张三看", [{ id, name: "张三" }]) // [{ staff: id, start: 1, length: 3 }]
 */
export function placeMentions(body: string, chosen: readonly Named[]): Mention[] {
  const placed: Mention[] = [];
  const used = new Set<string>();
  for (let at = body.indexOf("@"); at !== -1; at = body.indexOf("@", at + 1)) {
    if (at > 0 && within.test(body.charAt(at - 1))) continue;
    const here = chosen.filter(({ name }) => name !== "" && body.startsWith(name, at + 1));
    const most = Math.max(0, ...here.map(({ name }) => name.length));
    const same = here.filter(({ name }) => name.length === most);
    const one = same.find(({ id }) => !used.has(id)) ?? same.at(-1);
    if (one === undefined) continue;
    used.add(one.id);
    placed.push({ staff: staffId.parse(one.id), start: at, length: most + 1 });
  }
  return placed;
}

/** A part of a text; one with `staff` is a mention as it was written. */
export interface MentionPart {
  readonly text: string;
  readonly staff?: string;
}

/** A text cut at its mentions; whatever of them does not fit the text is left out. */
export function mentionParts(body: string, mentions: readonly Mention[]): MentionPart[] {
  const parts: MentionPart[] = [];
  let done = 0;
  for (const { staff, start, length } of mentions.toSorted((a, b) => a.start - b.start)) {
    if (start < done || start + length > body.length || body.charAt(start) !== "@") continue;
    if (start > done) parts.push({ text: body.slice(done, start) });
    parts.push({ text: body.slice(start, start + length), staff });
    done = start + length;
  }
  if (done < body.length) parts.push({ text: body.slice(done) });
  return parts;
}
