import { canonicalJson } from "./canonical-json.ts";
import { incidentTypes } from "./incident-type.ts";
import { type Playbook, playbook } from "./playbook.ts";
import type { ProcessStep } from "./process.ts";
import { roleNames } from "./role.ts";
import { uuidFive } from "./uuid-five.ts";

/*
 * Playbooks as OASIS CACAO Security Playbooks 2.0: start, one action with a manual command for each task, end. What CACAO has no word for
 * (both languages, the step of the process, the types of GB/T 20986) is kept in an extension. Source: CACAO Security Playbooks Version
 * 2.0, sections 3 (playbook), 4 (workflow), 5 (commands), 6 (agents), 9 (extensions).
 */

const space = "b1f7f6f2-7c3a-5d3e-9d6b-53746e636821";
const named = (kind: string, name: string): string => `${kind}--${uuidFive(space, `${kind} ${name}`)}`;

/** The extension that keeps what a playbook of ours says beyond CACAO. */
export const cacaoExtension: string = named("extension-definition", "stanch playbook 1");
const author = named("identity", "stanch");
/** CACAO wants dates, our playbooks have none: that of this mapping. */
const mapped = "2026-12-01T00:00:00.000Z";

/** Values of the vocabulary of playbook types (CACAO, section 3.1.1) that a step of the process belongs to. */
const kinds: Readonly<Record<ProcessStep, string>> = {
  request: "notification",
  notify: "notification",
  determine: "investigation",
  dispatch: "notification",
  advise: "notification",
  collect: "investigation",
  investigate: "investigation",
  contain: "mitigation",
  eradicate: "remediation",
  recover: "remediation",
  harden: "prevention",
  reassess: "detection",
  police: "notification",
  report: "notification",
  archive: "notification",
};

const definition = {
  type: "extension-definition",
  name: "Stanch playbook",
  description: "Title and detail in Chinese and English, step of the process, role, types of GB/T 20986-2023",
  created_by: author,
  schema: "playbook.schema.json",
  version: "1",
};

/** Start, one action for each task, end. */
function workflowOf({ id, tasks }: Playbook, start: string): Record<string, unknown> {
  const step = (name: string): string => named("action", `${id}/${name}`);
  const end = named("end", id);
  const after = (index: number): string => {
    const next = tasks[index];
    return next === undefined ? end : step(next.id);
  };
  const actions = tasks.map((task, index) => [
    step(task.id),
    {
      type: "action",
      name: task.title.en,
      description: task.detail.en,
      on_completion: after(index + 1),
      commands: [{ type: "manual", command: `${task.title.en}: ${task.detail.en}` }],
      agent: named("group", task.role),
      step_extensions: { [cacaoExtension]: { type: "stanch-task", ...task } },
    },
  ]);
  const first = [start, { type: "start", on_completion: after(0) }];
  return Object.fromEntries([first, ...actions, [end, { type: "end" }]]);
}

/**
 * A playbook as a CACAO 2.0 document; the same playbook gives the same bytes.
 *
 * @example fromCacao(JSON.stringify(toCacao(one))) // { ok: true, playbook: one }
 */
export function toCacao(one: Playbook): Record<string, unknown> {
  const { id, title, types, tasks } = one;
  const start = named("start", id);
  const roles = [...new Set(tasks.map(({ role }) => role))];
  return {
    type: "playbook",
    spec_version: "cacao-2.0",
    id: named("playbook", id),
    name: title.en,
    description: title.zh,
    playbook_types: [...new Set(tasks.map((task) => kinds[task.step]))].toSorted(),
    created_by: author,
    created: mapped,
    modified: mapped,
    labels: [...types],
    workflow_start: start,
    workflow: workflowOf(one, start),
    agent_definitions: Object.fromEntries(
      roles.map((role) => [named("group", role), { type: "group", name: roleNames[role].en }]),
    ),
    extension_definitions: { [cacaoExtension]: definition },
    playbook_extensions: { [cacaoExtension]: { type: "stanch-playbook", id, title, types } },
  };
}

/** Why a document is not taken. */
export const cacaoRefusals = {
  large: { zh: "超过 2 MB", en: "it has more than 2 MB" },
  json: { zh: "不是 JSON", en: "it is not JSON" },
  "not-cacao": { zh: "不是 CACAO 2.0 的 playbook", en: "it is no playbook of CACAO 2.0" },
  start: { zh: "workflow_start 没有指向流程中的 start 步骤", en: "workflow_start names no start step of the workflow" },
  step: { zh: "流程指向不存在或残缺的步骤", en: "the workflow leads to a step that is missing or broken" },
  empty: { zh: "流程中没有任何动作", en: "its workflow has no action" },
  many: { zh: "动作超过 100 个", en: "it has more than 100 actions" },
  types: {
    zh: "没有说明适用的事件类型；请用 --types 给出 GB/T 20986 的键",
    en: "it says for which types of incident it is; give keys of GB/T 20986 with --types",
  },
  words: { zh: "文字为空、过长或含有控制字符", en: "a text is empty, too long, or holds control characters" },
  extension: { zh: "扩展与流程不符", en: "its extension differs from its workflow" },
} as const;
export type CacaoRefusal = keyof typeof cacaoRefusals;

export type CacaoRead =
  | { readonly ok: true; readonly playbook: Playbook; readonly own: boolean }
  | { readonly ok: false; readonly refusal: CacaoRefusal };

const MOST_BYTES = 2 * 1024 * 1024;
const MOST_ACTIONS = 100;

type Bag = Readonly<Record<string, unknown>>;
const bag = (value: unknown): Bag | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Bag) : undefined;
const at = (of: Bag | undefined, key: string): unknown =>
  of !== undefined && Object.hasOwn(of, key) ? of[key] : undefined;
const word = (value: unknown): string => (typeof value === "string" ? value : "");

// Control characters, and those that turn the direction of what follows.
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const fits = (text: string, most: number): boolean =>
  text.trim() !== "" && text.length <= most && !forbidden.test(text);

/** Where a step leads, whatever kind it is: branches and loops are walked once, in the order in which they stand. */
function following(step: Bag): string[] {
  const one = ["on_completion", "on_success", "on_true", "on_false", "on_failure"].map((key) => at(step, key));
  const next = at(step, "next_steps");
  const cases = Object.values(bag(at(step, "cases")) ?? {});
  return [...(Array.isArray(next) ? (next as unknown[]) : []), ...cases, ...one].map(word).filter((id) => id !== "");
}

/** Action steps in the order of the workflow; undefined when it leads to a step that is not there. */
function actionsOf(workflow: Bag, start: string): Bag[] | undefined {
  const found: Bag[] = [];
  const seen = new Set<string>();
  const open = [start];
  for (let id = open.shift(); id !== undefined; id = open.shift()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const step = bag(at(workflow, id));
    if (step === undefined || word(at(step, "type")) === "") return undefined;
    if (at(step, "type") === "action") found.push(step);
    open.push(...following(step));
  }
  return found;
}

function foreignTask(step: Bag, index: number) {
  const commands = at(step, "commands");
  const said = (Array.isArray(commands) ? (commands as unknown[]) : []).map((one) => word(at(bag(one), "command")));
  const title = word(at(step, "name")) || word(at(step, "description")) || (said[0] ?? "");
  const detail = [word(at(step, "description")), ...said].filter((one) => one !== "").join("\n") || title;
  const both = (text: string) => ({ zh: text, en: text });
  return { id: `step-${index + 1}`, step: "contain", role: "handler", title: both(title), detail: both(detail) };
}

const known = new Set(incidentTypes.map(({ key }) => key));

/** A document of somebody else: each action becomes a task to be done by hand; nothing that it holds is ever run. */
function foreign(document: Bag, actions: readonly Bag[], types: readonly string[]): CacaoRead {
  if (types.length === 0 || types.some((type) => !known.has(type))) return { ok: false, refusal: "types" };
  const id = word(at(document, "id"))
    .replace(/^playbook--/, "cacao-")
    .toLowerCase();
  const name = word(at(document, "name"));
  const tasks = actions.map(foreignTask);
  const texts = tasks.every(({ title, detail }) => fits(title.en, 300) && fits(detail.en, 10_000));
  if (!fits(name, 300) || !texts) return { ok: false, refusal: "words" };
  const parsed = playbook.safeParse({ id, title: { zh: name, en: name }, types, tasks });
  return parsed.success ? { ok: true, playbook: parsed.data, own: false } : { ok: false, refusal: "not-cacao" };
}

/** A document that we made: the extension is taken only when the workflow says the same. */
function ours(document: Bag, actions: readonly Bag[], extension: Bag): CacaoRead {
  const tasks = actions.map((step) => {
    const { type: _type, ...task } = bag(at(bag(at(step, "step_extensions")), cacaoExtension)) ?? {};
    return task;
  });
  const { type: _type, ...head } = extension;
  const parsed = playbook.safeParse({ ...head, tasks });
  if (!parsed.success) return { ok: false, refusal: "extension" };
  const texts = parsed.data.tasks.flatMap(({ title, detail }) => [title.zh, title.en, detail.zh, detail.en]);
  if (![...texts, parsed.data.title.zh, parsed.data.title.en].every((text) => fits(text, 10_000)))
    return { ok: false, refusal: "words" };
  const again = toCacao(parsed.data)["workflow"];
  const same = canonicalJson(again as never) === canonicalJson(at(document, "workflow") as never);
  return same ? { ok: true, playbook: parsed.data, own: true } : { ok: false, refusal: "extension" };
}

/**
 * Reads a CACAO 2.0 document. One of ours gives the same playbook again; of others every action becomes a task for the given types.
 *
 * @param types keys of GB/T 20986-2023 for a document that does not say them
 */
export function fromCacao(json: string, types: readonly string[] = []): CacaoRead {
  if (json.length > MOST_BYTES) return { ok: false, refusal: "large" };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, refusal: "json" };
  }
  const document = bag(value);
  const workflow = bag(at(document, "workflow"));
  const uuid = /^playbook--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  const cacao = at(document, "type") === "playbook" && at(document, "spec_version") === "cacao-2.0";
  if (document === undefined || workflow === undefined || !cacao || !uuid.test(word(at(document, "id"))))
    return { ok: false, refusal: "not-cacao" };
  const start = word(at(document, "workflow_start"));
  if (at(bag(at(workflow, start)), "type") !== "start") return { ok: false, refusal: "start" };
  const actions = actionsOf(workflow, start);
  if (actions === undefined) return { ok: false, refusal: "step" };
  if (actions.length === 0) return { ok: false, refusal: "empty" };
  if (actions.length > MOST_ACTIONS) return { ok: false, refusal: "many" };
  const extension = bag(at(bag(at(document, "playbook_extensions")), cacaoExtension));
  return extension === undefined ? foreign(document, actions, types) : ours(document, actions, extension);
}
