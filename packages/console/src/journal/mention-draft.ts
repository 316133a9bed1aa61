/** Somebody who can be named. */
export interface Nameable {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** What was typed after an `@`, and where it stands. */
export interface MentionQuery {
  readonly start: number;
  readonly typed: string;
}

const MOST_TYPED = 40;
export const mostOffered = 8;

/**
 * The name that is being typed before the caret; undefined when none is. An `@` within an address begins none.
 *
 * @example mentionQuery("请@张", 3) // { start: 1, typed: "张" }
 */
export function mentionQuery(text: string, caret: number): MentionQuery | undefined {
  const start = text.slice(0, caret).lastIndexOf("@");
  if (start === -1 || caret - start - 1 > MOST_TYPED) return undefined;
  if (start > 0 && /[\w.+-]/.test(text.charAt(start - 1))) return undefined;
  const typed = text.slice(start + 1, caret);
  return /[\n@]/.test(typed) || /^\s/.test(typed) ? undefined : { start, typed };
}

/** Who fits what was typed: by any part of the name or by the first part of the mail address, those of the case first. */
export function nameablePeople<T extends Nameable>(
  people: readonly T[],
  typed: string,
  involved: ReadonlySet<string>,
): T[] {
  const wanted = typed.toLowerCase();
  const fits = people.filter(
    ({ name, email }) =>
      name.toLowerCase().includes(wanted) || (wanted !== "" && email.toLowerCase().startsWith(wanted)),
  );
  const first = ({ id }: T): number => (involved.has(id) ? 0 : 1);
  return fits.toSorted((a, b) => first(a) - first(b)).slice(0, mostOffered);
}

/** The text with the name in place of what was typed, and where the caret goes. */
export function withMention(text: string, query: MentionQuery, name: string): { text: string; caret: number } {
  const before = `${text.slice(0, query.start)}@${name} `;
  const after = text.slice(query.start + 1 + query.typed.length).replace(/^ /, "");
  return { text: before + after, caret: before.length };
}
