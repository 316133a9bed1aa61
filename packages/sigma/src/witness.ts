import type { Node, Predicate } from "./predicate.ts";
import type { TextPattern } from "./text-pattern.ts";

/**
 * Predicates of which one must hold for the rule to match, each found by literals. A rule with a witness is looked at only
 * when the event shows one of them.
 */
export interface Witness {
  readonly predicates: readonly Predicate[];
  /** Rough chance that an event shows one. */
  readonly cost: number;
}

/** How many rules use a literal; what many rules look for, many events have. */
export type Popularity = ReadonlyMap<string, number>;

/** Literals that an event must show for the predicate to hold, and whether showing one is enough. */
export interface PredicateLiterals {
  readonly literals: readonly TextPattern[];
  readonly enough: boolean;
}

const literal = (text: string): TextPattern => ({
  shape: "contains",
  text,
  pieces: [],
  openStart: true,
  openEnd: true,
});

/** The longest run without a dash: under `windash` the index sees other dashes than the text has. */
function dashless(pattern: TextPattern): TextPattern | undefined {
  const runs = pattern.text.split("-").sort((a, b) => b.length - a.length);
  return runs[0] === undefined || runs[0] === "" ? undefined : literal(runs[0]);
}

/**
 * What the index can look for on behalf of a predicate; `undefined` when there is nothing. Its texts are in lower case, which
 * a case-sensitive test only narrows.
 */
export function predicateLiterals({ test }: Predicate): PredicateLiterals | undefined {
  if (test.kind === "regex") {
    const texts = test.regex.literals;
    return texts === undefined ? undefined : { literals: texts.map(literal), enough: false };
  }
  if (test.kind !== "text") return undefined;
  if (test.mode === 0) {
    if (test.patterns.some((pattern) => pattern.text === "" && pattern.shape !== "equals")) return undefined;
    const enough = test.patterns.every((pattern) => pattern.shape !== "glob");
    return { literals: test.patterns.map((one) => (one.shape === "glob" ? literal(one.text) : one)), enough };
  }
  const loose: TextPattern[] = [];
  for (const pattern of test.patterns) {
    const folded = { ...pattern, text: pattern.text.toLowerCase().replaceAll("ς", "σ") };
    const one = (test.mode & 2) === 0 ? (folded.text === "" ? undefined : literal(folded.text)) : dashless(folded);
    if (one === undefined) return undefined;
    loose.push(one);
  }
  return { literals: loose, enough: false };
}

/** Fields with few values, most of which many events have. */
const commonFields = new Set(
  `EventID Channel Provider_Name Computer User ParentUser SubjectUserName SubjectUserSid IntegrityLevel Company Product LogonType
  LogonId Level EventType Initiated Protocol Signed SignatureStatus Status Keywords type SYSCALL success cs-method sc-status
  action event.category event.action event.outcome event.module http.request.method http.response.status_code user.name`.split(
    /\s+/,
  ),
);

/** What ordinary events are full of. A literal that stands in one of these tells little. */
const commonTexts = [
  "c:\\windows\\system32\\svchost.exe",
  "c:\\windows\\syswow64\\cmd.exe",
  "c:\\windows\\system32\\windowspowershell\\v1.0\\powershell.exe -",
  "c:\\program files (x86)\\",
  "c:\\program files\\",
  "c:\\users\\public\\",
  "\\appdata\\local\\temp\\",
  "\\appdata\\roaming\\microsoft\\windows\\",
  "nt authority\\system",
  "hklm\\software\\microsoft\\windows\\currentversion\\",
  "hklm\\system\\currentcontrolset\\services\\",
  "cmd.exe /c",
  " --type=",
  "https://www.",
  "/usr/local/bin/",
  "/usr/sbin/",
  "/bin/bash -c",
  "/bin/sh -c",
  "/etc/",
  "/var/log/",
  "/index.php?",
];

const isCommon = (text: string): boolean => commonTexts.some((common) => common.includes(text));

const chance = ({ shape, text }: TextPattern): number => {
  if (shape !== "equals" && isCommon(text)) return 0.3;
  const base = shape === "equals" ? 0.01 : shape === "contains" ? 1 : 0.5;
  return Math.max(0.0001, base * 0.55 ** Math.min(text.length, 16));
};

/** Key of a literal in {@link Popularity}. */
export const literalKey = (field: string, pattern: TextPattern): string =>
  `${field}\u0000${pattern.shape}\u0000${pattern.text}`;

/** The rarest witness of a condition; `undefined` when it can hold without any literal being there. */
export function witnessOf(node: Node, popularity: Popularity): Witness | undefined {
  switch (node.op) {
    case "test":
      return ofPredicate(node.predicate, popularity);
    case "not":
      return undefined;
    case "and": {
      let best: Witness | undefined;
      for (const item of node.items) {
        const one = witnessOf(item, popularity);
        if (one !== undefined && (best === undefined || one.cost < best.cost)) best = one;
      }
      return best;
    }
    case "or": {
      const each = node.items.map((item) => witnessOf(item, popularity));
      const known = each.filter((one) => one !== undefined);
      if (known.length < each.length) return undefined;
      return {
        predicates: known.flatMap((one) => one.predicates),
        cost: known.reduce((sum, one) => sum + one.cost, 0),
      };
    }
  }
}

function ofPredicate(predicate: Predicate, popularity: Popularity): Witness | undefined {
  const known = predicateLiterals(predicate);
  if (known === undefined) return undefined;
  const common = commonFields.has(predicate.field);
  let cost = 0;
  for (const one of known.literals) {
    cost += (common ? 0.3 : chance(one)) + 0.002 * (popularity.get(literalKey(predicate.field, one)) ?? 0);
  }
  return { predicates: [predicate], cost };
}
