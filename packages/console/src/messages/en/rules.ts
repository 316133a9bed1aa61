import type { RuleLevel } from "@stanch/model/detection";

/** Which rules judge evidence. */
export interface RuleWords {
  title: string;
  lead: string;
  whose: string;
  everybody: string;
  search: string;
  source: string;
  allSources: string;
  sourceNames: Readonly<Record<"own" | "folder", string>>;
  level: string;
  allLevels: string;
  levels: Record<RuleLevel, string>;
  state: string;
  states: Record<"all" | "on" | "off", string>;
  on: string;
  offAll: string;
  offHere: string;
  count: (found: number, total: number) => string;
  rejected: (count: number) => string;
  hash: string;
  none: string;
  rule: string;
  kinds: Record<"rule" | "correlation", string>;
  logsource: string;
  action: string;
  addedBy: string;
  switchOff: string;
  switchOn: string;
  switchOffOf: (rule: string) => string;
  switchOnOf: (rule: string) => string;
  forAll: (rule: string) => string;
  forOne: (rule: string, customer: string) => string;
  reason: string;
  because: (reason: string, name: string) => string;
  earlier: string;
  later: string;
  filters: string;
  filtersLead: string;
  filtersNone: string;
  addFilter: string;
  yaml: string;
  yamlHint: string;
  check: string;
  save: string;
  remarksNone: string;
  reach: (rules: number) => string;
  error: string;
  hint: string;
  place: (line: number, column: number) => string;
  removeFilter: (title: string) => string;
  remove: string;
  untitled: string;
  sources: string;
  sourcesLead: string;
  sourcesNone: string;
  addSource: string;
  name: string;
  nameHint: string;
  file: string;
  folder: string;
  folderTaken: (name: string, files: number) => string;
  documents: string;
  licence: string;
  noLicence: string;
  removeSource: (name: string) => string;
}

export const rules: RuleWords = {
  title: "Rules",
  lead: "What evidence is judged by. A change counts from the next investigation on; each answer states the hash of the rules that judged it.",
  whose: "Seen for",
  everybody: "Everybody",
  search: "Title, id, log source or technique",
  source: "Source",
  allSources: "All sources",
  sourceNames: { own: "Supplied", folder: "Folder at start" },
  level: "Level",
  allLevels: "All levels",
  levels: { informational: "Informational", low: "Low", medium: "Medium", high: "High", critical: "Critical" },
  state: "State",
  states: { all: "On and off", on: "On", off: "Off" },
  on: "On",
  offAll: "Off for everybody",
  offHere: "Off for this customer",
  count: (found, total) => (found === total ? `${total} rules` : `${found} of ${total} rules`),
  rejected: (count) => (count === 1 ? "1 document cannot be used" : `${count} documents cannot be used`),
  hash: "Rule set",
  none: "No rule fits.",
  rule: "Rule",
  kinds: { rule: "Rule", correlation: "Correlation" },
  logsource: "Log source",
  action: "Change",
  addedBy: "Added by",
  switchOff: "Switch off",
  switchOn: "Switch on",
  switchOffOf: (rule) => `Switch off ${rule}`,
  switchOnOf: (rule) => `Switch on ${rule}`,
  forAll: (rule) => `${rule}: for everybody`,
  forOne: (rule, customer) => `${rule}: for ${customer}`,
  reason: "Reason",
  because: (reason, name) => `${reason} (${name})`,
  earlier: "Earlier",
  later: "Further",
  filters: "Filters",
  filtersLead: "A Sigma filter narrows rules: own scanners, backup accounts, known jobs.",
  filtersNone: "No filter is in force.",
  addFilter: "Add a filter",
  yaml: "Filter as YAML",
  yamlHint: "title, logsource, and filter with rules, selections and a condition",
  check: "Check",
  save: "Save filter",
  remarksNone: "Nothing to remark.",
  reach: (rules) => (rules === 1 ? "Narrows 1 rule" : `Narrows ${rules} rules`),
  error: "Error",
  hint: "Remark",
  place: (line, column) => `line ${line}, column ${column}`,
  removeFilter: (title) => `Take away ${title}`,
  remove: "Take away",
  untitled: "Untitled",
  sources: "Added sources",
  sourcesLead:
    "A zip or folder in the form of the public Sigma collection, or one rule file. Its hash and licence are kept.",
  sourcesNone: "Only the supplied rules are in use.",
  addSource: "Add rules",
  name: "Short name",
  nameHint: "Small letters, digits, . _ -",
  file: "Zip or rule file",
  folder: "Choose a folder",
  folderTaken: (name, files) => `${name}: ${files} ${files === 1 ? "file" : "files"}`,
  documents: "Documents",
  licence: "Licence",
  noLicence: "No licence file in it",
  removeSource: (name) => `Take away ${name}`,
};
