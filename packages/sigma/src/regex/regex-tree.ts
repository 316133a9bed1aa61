import type { CharSet } from "./char-set.ts";

/** Places without width. `end` allows one newline after it, as PCRE's `$` does; `absoluteEnd` is `\z`. */
export type Anchor = "start" | "lineStart" | "end" | "lineEnd" | "absoluteEnd" | "word" | "notWord";

/** A regular expression as a tree. */
export type RegexTree =
  | { readonly kind: "set"; readonly set: CharSet }
  | { readonly kind: "cat"; readonly items: readonly RegexTree[] }
  | { readonly kind: "alt"; readonly items: readonly RegexTree[] }
  | { readonly kind: "repeat"; readonly item: RegexTree; readonly min: number; readonly max: number }
  | { readonly kind: "anchor"; readonly anchor: Anchor }
  | { readonly kind: "look"; readonly ahead: boolean; readonly negative: boolean; readonly item: RegexTree };

/** Why a pattern is refused; the sentence is part of the rule's rejection. */
export class RegexFault extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
