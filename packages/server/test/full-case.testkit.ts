import { giveEvidence, openCase } from "./case.testkit.ts";
import type { Client } from "./client.testkit.ts";

/** One customer and one case of it, by the names that paths use. */
export interface FullCase {
  readonly ids: Readonly<Record<string, string>>;
  readonly token: string;
  /** Texts that only this customer's people and the staff may see. */
  readonly secrets: readonly string[];
}

/** One of everything that lies in a case, by the names that paths use. */
async function contents(
  staff: Client,
  incident: string,
  name: string,
): Promise<Record<string, string> & { evidence: string }> {
  const params = { incident };
  const evidence = await giveEvidence(staff, incident, `${name}.log`, new TextEncoder().encode(`log of ${name}`));
  const upload = await staff.call("upload.create", { params, body: { name: "rest", size: 9, evidence: {} } });
  const advice = await staff.call("advice.create", { params, body: { body: `给${name}的建议`, channel: "page" } });
  const plan = {
    phase: "contain",
    title: name,
    target: "",
    change: "x",
    proofPlan: "x",
    undo: "x",
    evidence: [evidence],
  };
  const measure = await staff.call("measure.plan", { params, body: plan });
  const report = await staff.call("report.draft", { params });
  const run = await staff.call("investigation.create", { params, body: { evidence: [evidence] } });
  const [assignment] = await staff.call("assignment.list", { params });
  const task = await staff.call("task.create", { params, body: { step: "contain", title: name, detail: "" } });
  return {
    task: task.id,
    evidence,
    upload: upload.id,
    advice: advice.id,
    measure: measure.id,
    report: report.id,
    investigation: run.id,
    assignment: assignment?.id ?? "",
  };
}

/** A new customer with one of everything in one case. */
export async function fullCase(anyone: Client, staff: Client, name: string): Promise<FullCase> {
  const contract = {
    name,
    contacts: [],
    language: "zh",
    responseMinutes: 60,
    importance: "important",
    notes: `${name}备注`,
  };
  const customer = await staff.call("customer.create", { body: contract });
  const secret = `密文-${name}`;
  const made = await openCase(anyone, staff, { organisation: name, description: secret }, { customer: customer.id });
  const inside = await contents(staff, made.incident, name);
  const ids = {
    ...inside,
    incident: made.incident,
    request: made.request,
    customer: customer.id,
    draft: crypto.randomUUID(),
    name: "report.zh.pdf",
    event: "0123456789abcdef-0",
    staff: crypto.randomUUID(),
    contact: crypto.randomUUID(),
    provider: "generic-sms",
  };
  return { ids, token: made.token, secrets: [name, secret, made.incident, made.request, inside.evidence, made.token] };
}
