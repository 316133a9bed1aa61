import type { RuleSet } from "./rule-set.ts";

/** A technique in a layer of the ATT&CK Navigator. */
export interface LayerTechnique {
  readonly techniqueID: string;
  readonly score: number;
  readonly comment: string;
  readonly enabled: true;
}

/** A layer file of the ATT&CK Navigator, format 4.5. */
export interface NavigatorLayer {
  readonly name: string;
  readonly description: string;
  readonly domain: "enterprise-attack";
  readonly versions: { readonly attack: string; readonly navigator: string; readonly layer: "4.5" };
  readonly techniques: readonly LayerTechnique[];
  readonly gradient: { readonly colors: readonly string[]; readonly minValue: number; readonly maxValue: number };
  readonly legendItems: readonly never[];
}

export interface LayerOptions {
  readonly name: string;
  readonly description?: string;
  /** Rules to show; all when left out. */
  readonly rules?: readonly number[];
  /** Weight of a rule, such as how often it matched; 1 when left out. */
  readonly weight?: (rule: number) => number;
  /** Version of ATT&CK that the ids are of. */
  readonly attackVersion?: string;
  /** The id a technique has now; `undefined` leaves it out. Ids are taken as the tags have them when left out. */
  readonly current?: (technique: string) => string | undefined;
}

/** The technique a tag names (`attack.t1059.001` is T1059.001), else undefined. */
export function tagTechnique(tag: string): string | undefined {
  return /^attack\.(t\d{4}(?:\.\d{3})?)$/i.exec(tag)?.[1]?.toUpperCase();
}

/**
 * Which techniques rules are about, as a layer for the ATT&CK Navigator.
 *
 * @example JSON.stringify(navigatorLayer(ruleSet, { name: "Coverage", rules: coverage(ruleSet, seen).reachable }))
 */
export function navigatorLayer(ruleSet: Pick<RuleSet, "rules">, options: LayerOptions): NavigatorLayer {
  const { current = (technique: string) => technique, weight = () => 1 } = options;
  const found = new Map<string, { score: number; titles: string[] }>();
  for (const index of options.rules ?? ruleSet.rules.keys()) {
    const rule = ruleSet.rules[index];
    const techniques = new Set(
      rule?.tags.flatMap((tag) => tagTechnique(tag) ?? []).flatMap((one) => current(one) ?? []),
    );
    for (const technique of techniques) {
      const entry = found.get(technique) ?? { score: 0, titles: [] };
      entry.score += weight(index);
      entry.titles.push(rule?.title ?? "");
      found.set(technique, entry);
    }
  }
  const techniques = [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([techniqueID, { score, titles }]) => ({
      techniqueID,
      score,
      comment: titles.toSorted().slice(0, 20).join("\n") + (titles.length > 20 ? `\n… (${titles.length})` : ""),
      enabled: true as const,
    }));
  return {
    name: options.name,
    description: options.description ?? "",
    domain: "enterprise-attack",
    versions: { attack: options.attackVersion ?? "19", navigator: "5.1.0", layer: "4.5" },
    techniques,
    gradient: {
      colors: ["#ffffff", "#1f6feb"],
      minValue: 0,
      maxValue: Math.max(1, ...techniques.map((one) => one.score)),
    },
    legendItems: [],
  };
}
