import type { Mark } from "@stanch/model/format-definition";

/** Lines of a box, without empty ones. */
export const linesOf = (text: string): string[] => text.split(/\r?\n/).filter((line) => line.trim() !== "");

/** The marks with one more: it takes the place of those it touches, and of the same name elsewhere. In the order of the line. */
export function withMark(marks: readonly Mark[], next: Mark): Mark[] {
  if (next.to <= next.from) return [...marks];
  const others = marks.filter(({ from, to, field }) => {
    const apart = to <= next.from || from >= next.to;
    return apart && (field === "any" || field !== next.field);
  });
  return [...others, next].sort((a, b) => a.from - b.from);
}
