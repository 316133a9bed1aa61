import attack from "@stanch/model/data/attack-enterprise-v19.json" with { type: "json" };

/** A technique of the shipped ATT&CK table. */
export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly tactics: readonly string[];
}

const techniques = new Map<string, Technique>(attack.techniques.map((one) => [one.id, one]));
const revoked = new Map<string, string>(Object.entries(attack.revoked));

/** Version of the shipped table, `19`. */
export const attackVersion: string = attack.attackVersion;

/** The technique with this id in ATT&CK Enterprise v19, or undefined. */
export function technique(id: string): Technique | undefined {
  return techniques.get(id);
}

/** The id that replaced a revoked one, or undefined when it was not revoked. */
export function revokedBy(id: string): string | undefined {
  return revoked.get(id);
}

/** Name of a technique; a sub-technique carries the name of its parent in front. */
export function techniqueName(id: string): string {
  const [parent = id, sub] = id.split(".");
  const name = techniques.get(id)?.name ?? id;
  const above = sub === undefined ? undefined : techniques.get(parent)?.name;
  return above === undefined || name.startsWith(above) ? name : `${above}: ${name}`;
}
