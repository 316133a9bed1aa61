import type { EscalationPolicy, EscalationRun, PageRecord, PageTarget, PolicyStep } from "@stanch/model/escalation";
import type { StaffId } from "@stanch/model/ids";

/** What a turn of the chain did, for the journal and the senders. */
export type EscalationAct =
  | { readonly kind: "paged" | "gate-asked" | "paged-again"; readonly page: PageRecord; readonly step: PolicyStep }
  /** Nobody is behind the step's targets; the chain went on at once. */
  | { readonly kind: "skipped"; readonly step: PolicyStep }
  /** No decision came in time: others are told. */
  | { readonly kind: "gate-passed"; readonly step: PolicyStep }
  | { readonly kind: "told" };

export interface Advanced {
  readonly run: EscalationRun;
  readonly acts: readonly EscalationAct[];
}

/** Everybody behind targets at this moment. */
export type LookUp = (targets: readonly PageTarget[]) => readonly StaffId[];

const MINUTE = 60_000;
const later = (now: string, minutes: number): string => new Date(Date.parse(now) + minutes * MINUTE).toISOString();
const due = (at: string | undefined, now: string): boolean => at !== undefined && Date.parse(at) <= Date.parse(now);

/** Begins a chain; its first step is due at once. */
export function beginEscalation(policy: EscalationPolicy, now: string): EscalationRun {
  return { policy, state: "running", step: -1, round: 0, nextAt: now, pages: [] };
}

/** When something is to be done next; undefined when nothing is. */
export function nextDue(run: EscalationRun): string | undefined {
  if (run.state === "over") return undefined;
  const times = [run.nextAt, ...run.pages.map((page) => page.acknowledged?.expiresAt)];
  return times.filter((one) => one !== undefined).sort((a, b) => Date.parse(a) - Date.parse(b))[0];
}

/** A step that somebody answers for needs no page in a later round. */
function answered(run: EscalationRun, step: number): boolean {
  return run.pages.some((one) => one.step === step && one.acknowledged !== undefined);
}

/** An acknowledgement after which somebody acted. */
function acted(record: PageRecord, now: string): PageRecord {
  if (record.acknowledged?.expiresAt === undefined) return record;
  const { expiresAt: _acted, ...acknowledged } = record.acknowledged;
  return { ...record, acknowledged: { ...acknowledged, actedAt: now } };
}

/** What was to be decided at a gate is decided: nobody is asked for it again. */
function settleGate(run: EscalationRun, now: string): EscalationRun {
  return { ...run, pages: run.pages.map((one) => (one.step === run.step ? acted(one, now) : one)) };
}

function page(run: EscalationRun, step: number, now: string, to: readonly StaffId[]): PageRecord {
  const times = run.pages.filter((one) => one.step === step).length;
  return { key: `${step}.${times}`, step, at: now, to: [...to] };
}

/** Reaches a step: pages it, asks at it, or passes over it when nobody is there. */
function reach(run: EscalationRun, at: number, now: string, who: LookUp): Advanced {
  const step = run.policy.steps[at];
  if (step === undefined) return { run, acts: [] };
  const reached = { ...run, step: at };
  // A gate is asked once in a chain: a later round does not ask again what was decided.
  const passed = step.kind === "gate" ? run.pages.some((one) => one.step === at) : answered(run, at);
  if (passed) return { run: { ...reached, nextAt: now }, acts: [] };
  const to = who(step.targets);
  if (to.length === 0) return { run: { ...reached, nextAt: now }, acts: [{ kind: "skipped", step }] };
  const made = page(run, at, now, to);
  const gate = step.kind === "gate";
  return {
    run: {
      ...reached,
      state: gate ? "waiting" : "running",
      nextAt: later(now, step.delayMinutes),
      pages: [...run.pages, made],
    },
    acts: [{ kind: gate ? "gate-asked" : "paged", page: made, step }],
  };
}

/** The end of the steps: another round for those who did not answer, or everybody was told. */
function wrap(run: EscalationRun, now: string, who: LookUp): Advanced {
  const open = run.policy.steps.some((step, at) => step.kind === "page" && !answered(run, at));
  if (open && run.round < run.policy.repeat) return reach({ ...run, round: run.round + 1 }, 0, now, who);
  const { nextAt: _over, ...rest } = run;
  const waits = run.pages.some((one) => one.acknowledged?.expiresAt !== undefined);
  return waits ? { run: rest, acts: [] } : { run: { ...rest, state: "over", over: "told" }, acts: [{ kind: "told" }] };
}

/** Goes on by one step; a gate that waited in vain is passed. */
function advance(run: EscalationRun, now: string, who: LookUp): Advanced {
  const current = run.policy.steps[run.step];
  const before: EscalationAct[] =
    run.state === "waiting" && current !== undefined ? [{ kind: "gate-passed", step: current }] : [];
  const going: EscalationRun = { ...(run.state === "waiting" ? settleGate(run, now) : run), state: "running" };
  const next = run.step + 1;
  const { run: after, acts } = next < run.policy.steps.length ? reach(going, next, now, who) : wrap(going, now, who);
  return { run: after, acts: [...before, ...acts] };
}

/** Acknowledged, and then nothing happened: the step is paged again, whoever is on duty by now. */
function repage(run: EscalationRun, stale: PageRecord, now: string, who: LookUp): Advanced {
  const step = run.policy.steps[stale.step];
  const { acknowledged: _stale, ...bare } = stale;
  const pages = run.pages.map((one) => (one === stale ? bare : one));
  if (step === undefined) return { run: { ...run, pages }, acts: [] };
  const on = who(step.targets);
  const made = page(run, stale.step, now, on.length === 0 ? stale.to : on);
  const state = run.state === "held" ? "running" : run.state;
  const nextAt = run.state === "held" || run.nextAt === undefined ? later(now, step.delayMinutes) : run.nextAt;
  return {
    run: { ...run, state, nextAt, pages: [...pages, made] },
    acts: [{ kind: "paged-again", page: made, step }],
  };
}

/**
 * Does what is due, one thing after the other; what was due long ago, because nothing ran, is done once and from now on.
 *
 * @example const { run, acts } = turnEscalation(before, now, (targets) => peopleOnDuty(targets));
 */
export function turnEscalation(run: EscalationRun, now: string, who: LookUp): Advanced {
  const acts: EscalationAct[] = [];
  let current = run;
  // Each round of this loop reaches a later step, ends the chain, or takes away one expired acknowledgement.
  while (current.state !== "over") {
    const stale = current.pages.find((one) => due(one.acknowledged?.expiresAt, now));
    if (stale === undefined && !due(current.nextAt, now)) break;
    const done = stale === undefined ? advance(current, now, who) : repage(current, stale, now, who);
    current = done.run;
    acts.push(...done.acts);
  }
  return { run: current, acts };
}

/** Somebody answers for a page. With `next` the chain goes on at once, with `stop` it is held while they act. */
export function acknowledgePage(run: EscalationRun, key: string, by: StaffId, now: string): EscalationRun {
  const found = run.pages.find((one) => one.key === key);
  const step = found === undefined ? undefined : run.policy.steps[found.step];
  if (run.state === "over" || found === undefined || step === undefined || found.acknowledged !== undefined) return run;
  const acknowledged = { by, at: now, expiresAt: later(now, run.policy.actionMinutes) };
  const pages = run.pages.map((one) => (one === found ? { ...one, acknowledged } : one));
  if (step.kind === "gate") return { ...run, pages };
  if (step.acknowledged === "next") {
    return found.step === run.step && run.nextAt !== undefined ? { ...run, pages, nextAt: now } : { ...run, pages };
  }
  const { nextAt: _held, ...rest } = run;
  return { ...rest, state: "held", pages };
}

/**
 * A first action after an acknowledgement: it no longer expires. A chain that was held is over: people are at work. `everybody`: what was
 * done settles it whoever had answered.
 */
export function actOnPages(run: EscalationRun, by: StaffId | "everybody", now: string): EscalationRun {
  if (run.state === "over") return run;
  const own = (one: PageRecord): boolean => by === "everybody" || one.acknowledged?.by === by;
  const pages = run.pages.map((one) => (own(one) ? acted(one, now) : one));
  if (pages.every((one, at) => one === run.pages[at])) return run;
  const waits = pages.some((one) => one.acknowledged?.expiresAt !== undefined);
  if (run.state === "held" && !waits) return { ...run, state: "over", over: "resolved", pages };
  if (run.state === "running" && run.nextAt === undefined && !waits)
    return { ...run, state: "over", over: "told", pages };
  return { ...run, pages };
}

/** Somebody has spoken with the customer: who was paged and did so has answered, and nobody who answered has to act any more. */
export function contactOnPages(run: EscalationRun, by: string, now: string): EscalationRun {
  const open = run.pages.filter((one) => one.acknowledged === undefined);
  const answered = open.reduce((before, one) => {
    const person = one.to.find((id) => id === by);
    return person === undefined ? before : acknowledgePage(before, one.key, person, now);
  }, run);
  return actOnPages(answered, "everybody", now);
}

/** Everybody of the step was rung in vain: the chain goes on at once. A gate keeps its time, since silence decides nothing. */
export function hurryEscalation(run: EscalationRun, now: string): EscalationRun {
  return run.state === "running" && run.nextAt !== undefined && !due(run.nextAt, now) ? { ...run, nextAt: now } : run;
}

/** The decision at the gate, or one that overturns a refusal. Outside of both nothing changes. */
export function decideGate(run: EscalationRun, notifyFurther: boolean, now: string): EscalationRun {
  const { over, nextAt: _waited, ...rest } = settleGate(run, now);
  if (run.state === "waiting") {
    return notifyFurther ? { ...rest, state: "running", nextAt: now } : { ...rest, state: "over", over: "declined" };
  }
  return over === "declined" && notifyFurther ? { ...rest, state: "running", nextAt: now } : run;
}

/** Ends everything: the emergency is in hands, or it was none. */
export function resolveEscalation(run: EscalationRun): EscalationRun {
  if (run.state === "over") return run;
  const { nextAt: _ended, ...rest } = run;
  return { ...rest, state: "over", over: "resolved" };
}
