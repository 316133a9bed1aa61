import { noDependency, type XmlAttribute, type XmlElement, type XmlLeaf, type XmlNode } from "./binxml.ts";

/**
 * One field that a template yields: where its value comes from and under which name it goes. A template is worked out into
 * a list of these once; a record then only fills them in, which is what makes reading fast.
 */
export interface FieldSlot {
  readonly name: string;
  /** Parts of the name where it comes from the record itself (`<Data Name="%1">`). */
  readonly nameParts: readonly XmlLeaf[] | undefined;
  readonly role: "system" | "time" | "named" | "unnamed" | "content";
  /** Substitutions that must not be null for the field to exist. */
  readonly guards: readonly number[];
  /** Substitution that is the whole value; -1 when the value is literal or made of parts. */
  readonly index: number;
  readonly literal: string | number | undefined;
  readonly parts: readonly XmlLeaf[];
  /** An attribute, or anything of the System part: nothing at all when its value is empty. */
  readonly sparse: boolean;
  /** Where a fragment embedded as the value stands. */
  readonly scope: Scope;
}

/** Where a fragment stands: at the top, in the Event element, among System's elements, in the text that a
 * collector rendered, or among an event's own data. */
export type Scope = "top" | "event" | "system" | "rendering" | "data";

interface Plan {
  readonly slots: FieldSlot[];
  readonly guards: number[];
}

const digits = /^\d{1,15}$/;
const plain = (parts: readonly XmlLeaf[]): string | undefined => {
  let text = "";
  for (const part of parts) {
    if (part.kind !== "text") return undefined;
    text += part.text;
  }
  return text;
};

/** `__proto__` would not become a property of the record's fields. */
const safe = (name: string): string => (name === "__proto__" ? "__proto__ " : name);

interface Naming {
  readonly role: FieldSlot["role"];
  readonly name: string;
  readonly nameParts?: readonly XmlLeaf[] | undefined;
  readonly scope: Scope;
  readonly sparse: boolean;
}

function add(plan: Plan, naming: Naming, parts: readonly XmlLeaf[]): void {
  const { role, scope, sparse } = naming;
  const only = parts.length === 1 ? parts[0] : undefined;
  const text = plain(parts);
  if (sparse && text === "") return;
  plan.slots.push({
    name: safe(scope === "rendering" ? `RenderingInfo_${naming.name}` : naming.name),
    nameParts: naming.nameParts,
    role,
    guards: [...plan.guards],
    index: only?.kind === "substitution" ? only.index : -1,
    literal: text !== undefined && role === "system" && digits.test(text) ? Number(text) : text,
    parts,
    sparse,
    scope,
  });
}

function attributes(plan: Plan, owner: string, list: readonly XmlAttribute[], scope: Scope): void {
  for (const attribute of list) {
    if (attribute.name === "xmlns" || attribute.name.startsWith("xmlns:")) continue;
    const time = scope === "system" && owner === "TimeCreated" && attribute.name === "SystemTime";
    const role = time ? "time" : scope === "system" ? "system" : "named";
    add(plan, { role, name: `${owner}_${attribute.name}`, scope, sparse: true }, attribute.parts);
  }
}

function dataElement(plan: Plan, element: XmlElement, parts: readonly XmlLeaf[], scope: Scope): void {
  const generic = element.name === "Data" || element.name === "ComplexData";
  const label = generic ? element.attributes.find((attribute) => attribute.name === "Name") : undefined;
  const fixed = label === undefined ? undefined : plain(label.parts);
  const name = fixed === undefined || fixed === "" ? element.name : fixed;
  const rest = label === undefined ? element.attributes : element.attributes.filter((attribute) => attribute !== label);
  attributes(plan, name, rest, scope);
  const unnamed = generic && (label === undefined || fixed === "");
  const nameParts = label !== undefined && fixed === undefined ? label.parts : undefined;
  add(plan, { role: unnamed ? "unnamed" : "named", name, nameParts, scope, sparse: false }, parts);
}

function inner(scope: Scope, name: string): Scope {
  if (scope === "top" && name === "Event") return "event";
  if (scope !== "event") return scope === "top" ? "data" : scope;
  if (name === "System") return "system";
  return name === "RenderingInfo" ? "rendering" : "data";
}

function elementSlots(plan: Plan, element: XmlElement, scope: Scope): void {
  const guarded = element.dependency !== noDependency;
  if (guarded) plan.guards.push(element.dependency);
  const leaves = element.children.filter((child) => child.kind !== "element");
  if (scope === "top" || scope === "event" || leaves.length < element.children.length) {
    const next = inner(scope, element.name);
    if (next !== "event" && next !== "system") attributes(plan, element.name, element.attributes, next);
    content(plan, element.children, next);
  } else if (scope === "system") {
    attributes(plan, element.name, element.attributes, scope);
    add(plan, { role: "system", name: element.name, scope, sparse: true }, leaves);
  } else dataElement(plan, element, leaves, scope);
  if (guarded) plan.guards.pop();
}

function content(plan: Plan, nodes: readonly XmlNode[], scope: Scope): void {
  for (const node of nodes) {
    if (node.kind === "element") elementSlots(plan, node, scope);
    else if (node.kind === "substitution") add(plan, { role: "content", name: "Data", scope, sparse: true }, [node]);
    else if (node.text.trim() !== "") add(plan, { role: "unnamed", name: "Data", scope, sparse: true }, [node]);
  }
}

/**
 * Works nodes out into the fields they yield. Attributes of System's elements are named `Element_Attribute`, data by their
 * own names, data without one `Data`.
 *
 * @example fieldPlan(binXml(chunk, from, to), "top").map((slot) => slot.name) // ["Provider_Name", "EventID", …]
 */
export function fieldPlan(nodes: readonly XmlNode[], scope: Scope): readonly FieldSlot[] {
  const plan: Plan = { slots: [], guards: [] };
  content(plan, nodes, scope);
  return plan.slots;
}
