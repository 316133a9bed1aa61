import { customerId, staffId } from "@stanch/model/ids";
import { publicCall } from "../src/handler.ts";
import type { Call } from "../src/handler.ts";
import { as, type TestDesk } from "./desk.testkit.ts";

export const administrator: Call = as("00000000-0000-4000-8000-000000000001", "root", "administrator");

/** A request as the public form sends it. */
export const form = {
  organisation: "青山医院",
  contact: { name: "王芳", phone: "+86 571 8888 0000", email: "wang@hospital.test" },
  location: "杭州市 3 号机房",
  systems: "挂号系统 10.0.3.7",
  symptoms: ["unknown-process"],
  description: "出现陌生进程，疑似挖矿。",
  language: "zh",
};

/** A customer's contract as it is entered, but for its name. */
const contract = {
  contacts: [],
  language: "zh",
  responseMinutes: 120,
  importance: "important",
  notes: "内部备注",
};

/** An account of one of a customer's people. */
export async function accountOf(desk: TestDesk, customer: string, name: string): Promise<Call> {
  const email = `${crypto.randomUUID()}@customer.test`;
  const body = { name, email, phone: "", roles: ["customer"], language: "zh", customer };
  const { staff } = await desk.call("staff.create", administrator, { body });
  const actor = { kind: "customer" as const, id: staffId.parse(staff.id), name: staff.name };
  return { actor, roles: ["customer"], scope: { kind: "customer", customer: customerId.parse(customer) } };
}

/** An organisation and the account of one of its people. */
export async function organisation(
  desk: TestDesk,
  officer: Call,
  name: string,
): Promise<{ readonly id: string; readonly account: Call }> {
  const { id } = await desk.call("customer.create", officer, { body: { ...contract, name } });
  return { id, account: await accountOf(desk, id, `${name}王芳`) };
}

/** A request through the public form; answers its secret token and its id. */
export async function submit(desk: TestDesk, change: object = {}): Promise<{ token: string; request: string }> {
  const made = await desk.call("public.request", publicCall, { body: { ...form, ...change } });
  const watcher = as("00000000-0000-4000-8000-000000000002", "watch", "duty-officer");
  const all = await desk.call("request.list", watcher, { query: {} });
  const request = all.find((one) => one.number === made.number);
  if (request === undefined) throw new TypeError("the request is not in the list");
  return { token: made.statusPath.slice("/c/".length), request: request.id };
}

/** An open incident of a new request; `who` takes it. */
export async function openCase(
  desk: TestDesk,
  who: Call,
  change: object = {},
  take: object = {},
): Promise<{ token: string; request: string; incident: string }> {
  const made = await submit(desk, change);
  const { id } = await desk.call("request.take", who, { params: { request: made.request }, body: take });
  return { ...made, incident: id };
}

/** Uploads a text as evidence; answers its id. */
export async function giveEvidence(desk: TestDesk, who: Call, incident: string, text: string): Promise<string> {
  const body = { name: "auth.log", size: Buffer.byteLength(text), evidence: {} };
  const { id } = await desk.call("upload.create", who, { params: { incident }, body });
  const params = { incident, upload: id };
  const bytes = (async function* () {
    yield new TextEncoder().encode(text);
  })();
  const done = await desk.call("upload.append", who, { params, query: { offset: 0 }, body: bytes });
  if (done.evidenceId === undefined) throw new TypeError("the upload did not become evidence");
  return done.evidenceId;
}
